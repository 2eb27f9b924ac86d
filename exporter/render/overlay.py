"""Read-along: which element of a page is heard when, found on the page itself. Import late: lxml is heavy.

The spoken elements of an XHTML page are those whose id is an utterance's. In the order of the page they make its sound;
the lists, tables, notes and sections around them make the tree that a listener can leave or skip.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from lxml import etree

from exporter.render import timing
from exporter.speech import Chapter, ChapterKind, Clip, Track, WordTiming

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exporter.speech import Samples

XHTML: Final = "{http://www.w3.org/1999/xhtml}"
TYPE: Final = "{http://www.idpf.org/2007/ops}type"

_CONTAINERS: Final = {
    "section": "",
    "figure": "figure",
    "table": "table",
    "tr": "table-row",
    "ul": "list",
    "ol": "list",
    "li": "list-item",
    "aside": "aside",
}
"""Elements that are heard as one, and what they are called in EPUB's structural semantics unless they say it."""

_MILLISECONDS: Final = 1000


@dataclass(frozen=True, slots=True)
class Par:
    """The element with the id ``text`` is heard in ``[start, end)`` of a track, in milliseconds."""

    text: str
    start: int
    end: int
    track: str


@dataclass(frozen=True, slots=True)
class Seq:
    """What is heard inside of the element with the id ``text``; ``kind`` is its `epub:type`, empty without one."""

    text: str
    kind: str
    items: tuple[Par | Seq, ...]


def voiced(page: etree._Element, clips: Mapping[str, tuple[Track, int]], name: str) -> Track | None:
    """Put the clips of a page's elements in the page's order; None if nothing of it is heard.

    ``clips`` finds an utterance by its id: its track and its place there. The track is called ``name``.
    """
    found = [clips[element.get("id")] for element in _spoken(page, clips)]
    if not found:
        return None
    clips_ = [track.clips[place] for track, place in found]
    starts = accumulate((clip.end - clip.start for clip in clips_), initial=0)
    moved = tuple(_moved(clip, start) for clip, start in zip(clips_, starts, strict=False))

    def fetch(number: int) -> Samples:
        track, place = found[number]
        return track.fetch(place)

    return Track(Chapter(name, ChapterKind.SECTION, name, 1, ()), found[0][0].rate, moved, fetch)


def _moved(clip: Clip, start: int) -> Clip:
    by = start - clip.start
    words = tuple(WordTiming(word.text, word.start + by, word.end + by) for word in clip.words)
    return replace(clip, start=start, end=clip.end + by, words=words)


def _spoken(page: etree._Element, ids: Mapping[str, object]) -> Iterator[etree._Element]:
    return (element for element in page.iter(etree.Element) if element.get("id") in ids)


def lasting(seq: Seq) -> int:
    """How long all of it is heard, in milliseconds."""
    return sum(item.end - item.start if isinstance(item, Par) else lasting(item) for item in seq.items)


def lay(page: etree._Element, tracks: Sequence[Track], *, words: bool) -> Seq:
    """Lay tracks over the page that they were made for.

    Containers without an id get one. With ``words``, each word of a sentence gets an element of its own where the
    voice has timed it.
    """
    return _Layer(tracks, words=words).body(page)


class _Layer:
    """Tracks on their way onto their page."""

    def __init__(self, tracks: Sequence[Track], *, words: bool) -> None:
        self._clips = {clip.utterance.id: (track.chapter.title, clip) for track in tracks for clip in track.clips}
        self._rate = tracks[0].rate
        self._words = words
        self._named = 0

    def body(self, page: etree._Element) -> Seq:
        return Seq("", "", tuple(self._items(page)))

    def _items(self, parent: etree._Element) -> Iterator[Par | Seq]:
        for element in parent.iterchildren(etree.Element):
            found = self._clips.get(element.get("id") or "")
            if found is not None:
                yield self._heard(element, *found)
                continue
            inner = tuple(self._items(element))
            kind = _CONTAINERS.get(element.tag.removeprefix(XHTML))
            if kind is None or not inner:
                yield from inner
            else:
                yield Seq(self._name(element), element.get(TYPE) or kind, inner)

    def _name(self, element: etree._Element) -> str:
        if not element.get("id"):
            self._named += 1
            element.set("id", f"heard-{self._named}")
        return str(element.get("id"))

    def _heard(self, element: etree._Element, track: str, clip: Clip) -> Par | Seq:
        name = clip.utterance.id
        start, end = self._time(clip.start), self._time(clip.end)
        stretches = self._stretches(element, clip) if self._words and clip.words else []
        if len(stretches) < 2:  # noqa: PLR2004 - one word is all of its sentence
            return Par(name, start, end, track)
        names = [f"{name}-w{number}" for number in range(1, len(stretches) + 1)]
        for stretch, word in reversed(tuple(zip(stretches, names, strict=True))):  # so that places before it stay
            _wrap(stretch, word)
        edges = [start, *(self._time(stretch.start) for stretch in stretches[1:]), end]
        pars = tuple(Par(word, *edge, track) for word, edge in zip(names, pairwise(edges), strict=True))
        return Seq(name, "", pars)

    def _time(self, samples: float) -> int:
        return round(samples * _MILLISECONDS / self._rate)

    def _stretches(self, element: etree._Element, clip: Clip) -> list[_Stretch]:
        """The words of an element; none if it shows other words than are spoken."""
        runs = tuple(_runs(element))
        if "".join(run.text for run in runs) != clip.utterance.written:
            return []
        edge = self._time(clip.start)
        found: list[_Stretch] = []
        for word in timing.words(clip, self._rate):
            for stretch in _of_word(word, runs):
                start = self._time(stretch.start)
                if not found or edge < start < self._time(clip.end):
                    found.append(stretch)
                    edge = start
        return found


# --- Words on a page ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters of a page, from ``first`` of a sentence on: an element's own (``tail`` False) or those after it."""

    element: etree._Element
    tail: bool
    first: int
    text: str


@dataclass(frozen=True, slots=True)
class _Place:
    """A place on a page: ``offset`` characters into what follows a child of ``inside``, or its beginning (None)."""

    inside: etree._Element
    after: etree._Element | None
    offset: int

    @property
    def text(self) -> str:
        """The characters that follow the child."""
        return (self.inside.text if self.after is None else self.after.tail) or ""

    def keep(self, text: str) -> None:
        """Put other characters in their place."""
        if self.after is None:
            self.inside.text = text
        else:
            self.after.tail = text

    @property
    def following(self) -> etree._Element | None:
        """The next child."""
        if self.after is not None:
            return self.after.getnext()
        return self.inside[0] if len(self.inside) else None


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What is between two places inside of one element, heard from ``start`` on, in samples."""

    first: _Place
    last: _Place
    start: float


def _runs(element: etree._Element) -> Iterator[_Run]:
    """The characters of an element as `exporter.walk.plain` counts them: a break is one, a note's call none."""
    length = 0
    for node, tail in _texts(element):
        text = (node.tail if tail else node.text) or ""
        if not tail and node.tag == f"{XHTML}br":
            text = "\n"
        if text:
            yield _Run(node, tail, length, text)
            length += len(text)


def _texts(element: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    yield element, False
    for child in element.iterchildren(etree.Element):
        if child.get("class") != "note-call":
            yield from _texts(child)
        yield child, True


def _of_word(word: timing.Word, runs: Sequence[_Run]) -> Iterator[_Stretch]:
    """Find a word on its page, whole with the markup inside of it.

    Where its ends are in elements that other words are in too, in parts, which share its time by their letters.
    """
    parts: list[_Stretch] = []
    for run in runs:
        first, last = max(word.first, run.first), min(word.last, run.first + len(run.text))
        if first < last:
            share = (first - word.first) / (word.last - word.first)
            start = word.start + share * (word.end - word.start)
            parts.append(_Stretch(_place(run, first), _place(run, last), start))
    ends = {id(place.inside): place for place in _after(parts[-1].last)}
    whole = ((place, ends[id(place.inside)]) for place in _before(parts[0].first) if id(place.inside) in ends)
    found = next(whole, None)
    yield from (_Stretch(*found, word.start),) if found else parts


def _place(run: _Run, position: int) -> _Place:
    if run.tail:
        return _Place(run.element.getparent(), run.element, position - run.first)
    return _Place(run.element, None, position - run.first)


def _before(place: _Place) -> Iterator[_Place]:
    """A place, and those around elements that begin there."""
    yield place
    while place.after is None and place.offset == 0 and place.inside.getparent() is not None:
        element = place.inside
        before = _Place(element.getparent(), element.getprevious(), 0)
        place = replace(before, offset=len(before.text))
        yield place


def _after(place: _Place) -> Iterator[_Place]:
    """A place, and those around elements that end there."""
    yield place
    while place.offset == len(place.text) and place.following is None and place.inside.getparent() is not None:
        place = _Place(place.inside.getparent(), place.inside, 0)
        yield place


def _wrap(stretch: _Stretch, name: str) -> None:
    """Put a stretch into a span of its own."""
    first, last = stretch.first, stretch.last
    span = etree.Element(f"{XHTML}span", id=name)
    rest = last.text[last.offset :]
    last.keep(last.text[: last.offset])
    span.text = first.text[first.offset :]
    first.keep(first.text[: first.offset])
    if first.after is not last.after:
        children = list(first.inside)
        start = 0 if first.after is None else children.index(first.after) + 1
        span.extend(children[start : children.index(last.after) + 1])
    if first.after is None:
        first.inside.insert(0, span)
    else:
        tail, first.after.tail = first.after.tail, None  # else it would come after the span
        first.after.addnext(span)
        first.after.tail = tail
    span.tail = rest
