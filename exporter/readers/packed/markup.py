"""XML that nobody trusts: no declarations of entities, nothing from outside, bounded in size and depth."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from exporter.errors import ReadError
from exporter.messages import Message
from exporter.readers.flow import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.readers.flow.tree import Element

DEEPEST: Final = 120
"""Elements within each other: text processors nest some thirty."""

_DECLARATION: Final = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_DOCTYPE: Final = re.compile(r"<!DOCTYPE[^\[>]{0,1000}>", re.IGNORECASE)
_DECLARED: Final = re.compile(r"<!(?:ENTITY|DOCTYPE)", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def parse(data: bytes, name: str, *, lenient: bool = False) -> Element:
    """Parse a part of a document, named for the error; ``lenient`` mends what is not well-formed, as in books.

    Raises `ReadError`.
    """
    from lxml import etree  # noqa: PLC0415 - slow to load, needed for packed documents alone

    text = _DOCTYPE.sub("", _DECLARATION.sub("", _decoded(data), count=1), count=1)
    if _DECLARED.search(text):
        raise ReadError("the document declares entities of its own", "save it with another programme")
    text = _entities(text)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        recover=lenient,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _malformed(name) from error
    if root is None:
        raise _malformed(name)
    _check_depth(root, name)
    return root


def _malformed(name: str) -> ReadError:
    return ReadError(Message("{part} is damaged: its XML makes no sense", part=name), "save the document again")


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _UNPRINTABLE.sub("", data[len(mark) :].decode(encoding, "replace"))
    told = re.match(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"'](?:iso-8859-1|windows-1252)[\"']", data, re.IGNORECASE)
    return _UNPRINTABLE.sub("", data.decode("cp1252" if told else "utf-8", "replace"))


def _entities(text: str) -> str:
    """Write the named characters of HTML out; a name that is none stays as it is written."""
    from html.entities import html5  # noqa: PLC0415 - a large table, for books alone

    def written(match: re.Match[str]) -> str:
        name = match[1]
        return match[0] if name in _OF_XML else html5.get(f"{name};", f"&amp;{name};")

    return _ENTITY.sub(written, text)


def _check_depth(root: Element, name: str) -> None:
    from lxml import etree  # noqa: PLC0415 - as above

    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise ReadError(
                Message("{part} is nested too deeply to be an article", part=name), "save the document again"
            )


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    tag = element.tag
    return tag[tag.find("}") + 1 :] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """An attribute by its name, whatever its namespace; empty if there is none."""
    plain = element.get(name)
    if plain is not None:
        return str(plain)
    return next((str(value) for key, value in element.items() if key.rpartition("}")[2] == name), "")


def below(element: Element, *names: str) -> Iterator[Element]:
    """All elements of these names in an element, whatever their namespace, in order."""
    return (found for found in element.iter() if local(found) in names)


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of the first name, its first child of the second, and so on; None if one of them is not there."""
    for name in names:
        if element is None:
            return None
        element = next((found for found in element if local(found) == name), None)
    return element


def words(element: Element | None) -> str:
    """The text of an element on one line."""
    return "" if element is None else tree.line("".join(element.itertext()))
