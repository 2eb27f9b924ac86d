"""What an edition of XHTML pages may say about its own accessibility: only what is true of this very file.

The values are those of schema.org's accessibility properties as the W3C's Accessibility Discoverability Vocabulary
defines them (https://www.w3.org/2021/a11y-discov-vocab/latest/), the rules those of EPUB Accessibility 1.1
(https://www.w3.org/TR/epub-a11y-11/). Conformance is claimed only in the name of a certifier: that takes a person's
evaluation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from exporter import walk
from exporter.model import Alt, Decorative, Described, Image
from exporter.render.pages.options import Overlays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Article
    from exporter.ports import Language
    from exporter.render.album import Album

    _Audio = Literal["accessibility_no_audio", "accessibility_overlay", "accessibility_overlay_words"]
    _Images = Literal[
        "accessibility_no_images",
        "accessibility_images",
        "accessibility_images_decorative",
        "accessibility_images_missing",
    ]

CONFORMANCE: Final = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
"""What ``dcterms:conformsTo`` must say, to the letter."""

_FEATURES: Final = (
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
    ``certifier`` would claim conformance to EPUB Accessibility 1.1.
    """

    images: tuple[Alt, ...] = ()
    audio: Overlays | None = None
    complete: bool = True
    pages: str | None = None
    certifier: str | None = None
    formulas: bool = False

    @property
    def telling(self) -> tuple[Alt, ...]:
        """Alternatives of the pictures that have something to say."""
        return tuple(alt for alt in self.images if not isinstance(alt, Decorative))

    @property
    def described(self) -> int:
        """How many of them have an alternative text."""
        return sum(isinstance(alt, Described) for alt in self.images)

    @property
    def explained(self) -> bool:
        """Whether all of them have."""
        return self.described == len(self.telling)


@dataclass(frozen=True, slots=True)
class Accessibility:
    """Values of schema.org's properties; each of ``sufficient`` is a set of modes, joined by commas.

    ``pages`` is the source of the page breaks (``pageBreakSource``), ``certifier`` who claims `CONFORMANCE`.
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
    """Say how an edition can be read, from what is in it.

    There is never a hazard: pictures are stills, of animations the first frame, and the only sound is a voice.
    """
    return Accessibility(
        modes=tuple(_modes(content)),
        sufficient=tuple(_sufficient(content)),
        features=tuple(sorted((*_FEATURES, *_features(content)), key=str.lower)),
        hazards=("none",),
        summary=" ".join(_summary(content, language)),
        pages=content.pages,
        certifier=_certifier(content),
    )


def _certifier(content: Content) -> str | None:
    """Who claims conformance: nobody for a picture that nobody described (WCAG 2.2, success criterion 1.1.1)."""
    return content.certifier if content.explained else None


def _modes(content: Content) -> Iterator[str]:
    """How information comes; a picture that tells nothing, and a cover, do not count as visual."""
    if content.audio:
        yield "auditory"
    yield "textual"
    if content.telling:
        yield "visual"


def _sufficient(content: Content) -> Iterator[str]:
    """Ways that lead through everything: by the text or, if it says all, the voice; with the pictures or without."""
    ways = ["textual", *(["auditory"] if content.audio and content.complete else [])]
    if content.explained:
        yield from ways
    if content.telling:
        yield from (f"{way},visual" for way in ways)


def _features(content: Content) -> Iterator[str]:
    if content.telling and content.explained:
        yield "alternativeText"
    if content.audio:
        yield "synchronizedAudioText"
        yield "highContrastAudio"  # nothing but the voice: WCAG 2.2, success criterion 1.4.7
    if content.formulas:
        yield "MathML"
        yield "describedMath"
    if content.pages:
        yield "pageBreakMarkers"
        yield "pageNavigation"


def _summary(content: Content, language: Language) -> Iterator[str]:
    """Sentences of the summary."""
    labels = language.labels
    yield labels["accessibility_text"]
    yield labels[_images_label(content)].format(described=content.described, total=len(content.telling))
    yield labels[_audio_label(content)]
    if content.audio and not content.complete:
        yield labels["accessibility_audio_partial"]
    if content.pages:
        yield labels["accessibility_pages"]
    yield labels["accessibility_hazards"]
    if certifier := _certifier(content):
        yield labels["accessibility_certified"].format(certifier=certifier)
    else:
        yield labels["accessibility_not_certified"]


def _images_label(content: Content) -> _Images:
    if not content.images:
        return "accessibility_no_images"
    if not content.telling:
        return "accessibility_images_decorative"
    return "accessibility_images" if content.explained else "accessibility_images_missing"


def _audio_label(content: Content) -> _Audio:
    match content.audio:
        case None:
            return "accessibility_no_audio"
        case Overlays.SENTENCE:
            return "accessibility_overlay"
        case Overlays.WORD:
            return "accessibility_overlay_words"
