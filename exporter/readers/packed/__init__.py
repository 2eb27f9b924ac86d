"""What readers of packed documents (ZIP archives of XML: text processors' files, EPUB) share; it knows no format.

The archive and its XML are opened here with bounds (`archive`, `markup`); runs of marked characters become inline nodes
(`runs`); a flow of blocks and headings becomes an article (`assembly`, `masthead`, `sources`, `titles`).
"""
