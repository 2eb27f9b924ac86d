"""What is heard of an EPUB, read back without the code that wrote it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import av
from lxml import etree

from tests.writers.epub.reading import OPF, TYPE, XHTML, prefix_of

if TYPE_CHECKING:
    from tests.writers.epub.reading import Book

SMIL = "{http://www.w3.org/ns/SMIL}"
TEXTREF = "{http://www.idpf.org/2007/ops}textref"


@dataclass(frozen=True)
class Heard:
    """A ``par``: the element with the id ``text`` of a page is heard in ``[begin, end)`` of ``sound``, in seconds."""

    text: str
    begin: float
    end: float
    sound: str


@dataclass(frozen=True)
class Overlay:
    """The overlay of ``page``; ``root`` is its tree."""

    page: str
    name: str
    root: Any
    pars: tuple[Heard, ...]

    @property
    def prefix(self) -> str:
        """What the names of the files of its article begin with."""
        return prefix_of(self.page)

    def kinds(self) -> list[str]:
        """The structural semantics of its sequences, in order."""
        return [seq.get(TYPE) for seq in self.root.iter(f"{SMIL}seq") if seq.get(TYPE)]


def seconds(clock: str) -> float:
    hours, minutes, rest = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def overlays(book: Book) -> list[Overlay]:
    """All overlays, in reading order; fails if a page and its overlay do not belong together."""
    items = {item.get("id"): item for item in book.package.iter(f"{OPF}item")}
    found = []
    for reference in book.package.iter(f"{OPF}itemref"):
        page = items[reference.get("idref")]
        if page.get("media-overlay"):
            name = items[page.get("media-overlay")].get("href")
            assert items[page.get("media-overlay")].get("media-type") == "application/smil+xml"
            root = etree.fromstring(book.files[name])
            overlay = Overlay(page.get("href"), name, root, tuple(_pars(root, page.get("href"))))
            assert _refers(overlay, book)
            found.append(overlay)
    return found


def _pars(root: Any, page: str) -> list[Heard]:  # noqa: ANN401 - lxml has no types
    found = []
    for par in root.iter(f"{SMIL}par"):
        (text,), (audio,) = par.findall(f"{SMIL}text"), par.findall(f"{SMIL}audio")
        file, _, identity = text.get("src").partition("#")
        assert file == page
        found.append(Heard(identity, seconds(audio.get("clipBegin")), seconds(audio.get("clipEnd")), audio.get("src")))
    return found


def _refers(overlay: Overlay, book: Book) -> bool:
    """Tell whether every sequence says what it reads, and everything that is read is there."""
    ids = {element.get("id") for element in book.documents[overlay.page].iter()}
    refs = [seq.get(TEXTREF).partition("#") for seq in overlay.root.iter(f"{SMIL}seq")]
    body = overlay.root.find(f"{SMIL}body")
    return (
        body.get(TEXTREF) == overlay.page
        and all(file == overlay.page and identity in ids for file, _, identity in refs)
        and all(par.text in ids for par in overlay.pars)
    )


def durations(book: Book) -> dict[str, float]:
    """``media:duration`` of each overlay by its name, and of the whole book under an empty one."""
    names = {item.get("id"): item.get("href") for item in book.package.iter(f"{OPF}item")}
    return {
        names.get((meta.get("refines") or "#")[1:], ""): seconds(meta.text)
        for meta in book.package.iter(f"{OPF}meta")
        if meta.get("property") == "media:duration"
    }


def decoded(book: Book, sound: str) -> tuple[Any, int]:
    """The samples that a player gets of a sound file, and their rate."""
    import numpy as np  # noqa: PLC0415 - heavy

    with av.open(io.BytesIO(book.files[sound]), "r") as container:
        rate = container.streams.audio[0].rate
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)]), rate


def shown(book: Book) -> dict[tuple[str, str], str]:
    """The words of what is heard, by article and id: without the calls of notes, a break as a line's end."""
    found: dict[tuple[str, str], str] = {}
    for overlay in overlays(book):
        by_id = {element.get("id"): element for element in book.documents[overlay.page].iter(etree.Element)}
        found |= {(overlay.prefix, par.text): _text(by_id[par.text]) for par in overlay.pars}
    return found


def _text(element: Any) -> str:  # noqa: ANN401 - lxml has no types
    if element.tag == f"{XHTML}br":
        return "\n"
    if element.tag == f"{XHTML}img":
        return str(element.get("alt"))
    inner = [element.text or ""]
    for child in element.iterchildren(etree.Element):
        inner += [
            "" if child.get("class") == "note-call" or child.tag == f"{XHTML}rt" else _text(child),
            child.tail or "",
        ]
    return "".join(inner)
