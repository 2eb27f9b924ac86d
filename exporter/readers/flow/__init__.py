"""Marked-up text: the elements of HTML, whatever file they came in, to nodes of the document.

A tree is parted into blocks and the runs of words between their borders (`flow`); runs become inline nodes (`inline`),
blocks the document's (`blocks`, `tables`), calls and their words notes (`notes`). Neighbours that
belong together are joined (`parts`, `joining`), sections that list sources become sources (`sources`). Readers find,
render or unpack; what an element means is said here alone.
"""
