"""What an EPUB may say about its own accessibility: only what is true of this very file.

The vocabulary is that of EPUB Accessibility 1.1 and of schema.org's accessibility properties. Conformance
(``dcterms:conformsTo``) is never claimed here: that takes a person's evaluation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter import walk
from exporter.model import Alt, Decorative, Image, Missing
from exporter.settings import Overlays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Article
    from exporter.ports import Language
    from exporter.render.album import Album

_FEATURES = (
    "ARIA",
    "displayTransformability",
    "readingOrder",
    "structuralNavigation",
    "tableOfContents",
    "unlocked",
)
"""What every edition has, made as they are: reflowable text without fixed sizes, headings, navigation, no lock."""


@dataclass(frozen=True, slots=True)
class Content:
    """What an edition holds, as far as it matters to how it can be read.

    ``images`` are the alternatives of the pictures that are shown, the cover left out. ``audio`` says how fine the
    overlays follow the text, None without audio, and ``complete`` whether the audio says all of the text. ``pages``
    is the identifier of the paginated edition whose page breaks are marked and listed, None without a page list.
    ``certifier`` claims conformance to EPUB Accessibility 1.1.
    """

    images: tuple[Alt, ...] = ()
    audio: Overlays | None = None
    complete: bool = True
    pages: str | None = None
    certifier: str | None = None


@dataclass(frozen=True, slots=True)
class Accessibility:
    """Values of schema.org's properties; each of ``sufficient`` is a set of modes, joined by commas.

    ``pages`` is the source of the page breaks (``pageBreakSource``), ``certifier`` who claims conformance.
    """

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    summary: str
    pages: str | None = None
    certifier: str | None = None


def images(article: Article, album: Album) -> tuple[Alt, ...]:
    """The alternatives of the pictures of an article that are shown."""
    return tuple(node.alt for node in walk.nodes(article) if isinstance(node, Image) and album.address(node))


def describe(content: Content, language: Language) -> Accessibility:
    """Say how an edition can be read, from what is in it."""
    telling = [alt for alt in content.images if not isinstance(alt, Decorative)]
    described = not any(isinstance(alt, Missing) for alt in telling)
    keys = ["accessibility_text"]
    if telling:
        keys.append("accessibility_images" if described else "accessibility_images_missing")
    keys.append("accessibility_overlay" if content.audio else "accessibility_no_audio")
    return Accessibility(
        modes=(*(("auditory",) if content.audio else ()), "textual", *(("visual",) if telling else ())),
        sufficient=(*(("textual",) if described else ()), *(("textual,visual",) if telling else ())),
        features=tuple(
            sorted((*_FEATURES, *_features(content, alternatives=bool(telling) and described)), key=str.lower)
        ),
        hazards=("none",),
        summary=" ".join(language.labels[key] for key in keys),
        pages=content.pages,
        certifier=content.certifier,
    )


def _features(content: Content, *, alternatives: bool) -> Iterator[str]:
    if alternatives:
        yield "alternativeText"
    if content.audio:
        yield "synchronizedAudioText"
    if content.pages:
        yield from ("pageBreakMarkers", "pageNavigation")
