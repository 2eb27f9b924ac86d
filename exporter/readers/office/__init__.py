"""Readers of what text processors write: Word's and LibreOffice's files, read directly, without HTML in between.

Runs of marked characters become inline nodes here (`runs`), each in its language (`languages`).
"""
