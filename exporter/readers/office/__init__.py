"""Readers of what text processors write: Word's and LibreOffice's files, read directly, without HTML in between."""
