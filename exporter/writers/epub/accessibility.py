"""What an EPUB may say about its own accessibility: only what is true of this very file.

The vocabulary is that of EPUB Accessibility 1.1 and of schema.org's accessibility properties. Conformance
(``dcterms:conformsTo``) is never claimed here: that takes a person's evaluation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter import walk
from exporter.model import Decorative, Image, Missing

if TYPE_CHECKING:
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
class Accessibility:
    """Values of schema.org's properties; each of ``sufficient`` is a set of modes, joined by commas."""

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    summary: str


def describe(article: Article, album: Album, language: Language) -> Accessibility:
    """Say how an edition can be read, from the pictures that are in it and what is said of them."""
    shown = [node for node in walk.nodes(article) if isinstance(node, Image) and album.address(node)]
    telling = [image for image in shown if not isinstance(image.alt, Decorative)]
    described = not any(isinstance(image.alt, Missing) for image in telling)
    keys = ["accessibility_text"]
    if telling:
        keys.append("accessibility_images" if described else "accessibility_images_missing")
    keys.append("accessibility_no_audio")
    return Accessibility(
        modes=("textual", "visual") if telling else ("textual",),
        sufficient=(*(("textual",) if described else ()), *(("textual,visual",) if telling else ())),
        features=tuple(sorted((*_FEATURES, *(("alternativeText",) if telling and described else ())), key=str.lower)),
        hazards=("none",),
        summary=" ".join(language.labels[key] for key in keys),
    )
