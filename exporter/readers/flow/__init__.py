"""Marked-up text: the elements of HTML, whatever file they came in, to nodes of the document.

A tree is parted into blocks and the runs of words between their borders (`flow`); runs become inline nodes (`inline`),
blocks the document's (`blocks`, `tables`, `figures`), calls and their words notes (`notes`). Readers find, render or
unpack; whatever the file was, the same element gives the same node.
"""
