"""What readers of packed documents (ZIP archives of XML: text processors' files, EPUB) share; it knows no format.

The archive and its XML are opened here with bounds (`archive`, `markup`); blocks and headings in a row an article
(`assembly`, `masthead`).
"""
