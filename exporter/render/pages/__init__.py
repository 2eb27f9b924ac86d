"""The pages of an article as XHTML, with overlays and sound where it is read aloud, for formats made of such pages.

`documents` writes the pages, `story` holds the article on its way into them, `binding` lays the voice over them,
`breaks` marks where those of the PDF begin, and `accessibility` says how what came of it can be read.
"""
