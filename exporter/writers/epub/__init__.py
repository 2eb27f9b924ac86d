"""EPUB 3.3, reflowable: a document for the opening and for each section, navigation, cover, accessibility metadata.

`exporter.writers.epub.edition` makes the file; ``spoken`` has the voice in it, ``text`` has not.
"""
