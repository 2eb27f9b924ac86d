"""Documents that cannot be read here, known by their first bytes: what to do with them is said in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.errors import ReadError
from exporter.messages import Message
from exporter.ports import Intake
from exporter.readers.packed import archive

if TYPE_CHECKING:
    from exporter.model import Article
    from exporter.ports import Original, World

INTAKE = Intake("closed", frozenset(), "documents à convertir d’abord")

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def accepts(original: Original) -> bool:
    """Take what is plainly another programme's document."""
    return _refusal(original) is not None


def read(original: Original, world: World) -> Article:  # noqa: ARG001 - every reader is given the world
    """Refuse the document, and say what to do; always raises `ReadError`."""
    refusal = _refusal(original)
    raise refusal or ReadError(Message("{name} is no document", name=original.name), "save it as .docx")


def _refusal(original: Original) -> ReadError | None:
    name, data = original.name, original.data
    if data.startswith(_COMPOUND):
        if _ENCRYPTED in data:
            return ReadError(Message("{name} is encrypted", name=name), "save it without a password")
        return ReadError(Message("{name} is in the old format of Word", name=name), "save it as .docx")
    if data.startswith(b"{\\rtf"):
        return ReadError(Message("{name} is in the format RTF", name=name), "save it as .docx")
    if data.startswith(archive.START) and b"Index/Document.iwa" in data:
        return ReadError(Message("{name} is in the format of Pages", name=name), "export it as .docx")
    if data.startswith(b"%PDF-"):
        return ReadError(
            Message("{name} is a PDF, which does not keep what is a heading", name=name),
            "export the document that it was made of",
        )
    return None
