"""Foreign passages: quotations, italics and titles in brackets that are in another language than a French article.

Wrong marks are worse than none: a French sentence in English phonemes cannot be understood, while an English one in
French phonemes is what most readers would say themselves. So a passage has to prove itself: three words or more,
function words of its language and not a single one of French. Names ("New York Times", "Institute for the Study of
War") and borrowed words ("le week-end") have no such words, or nothing but capitals between them. They stay French.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.model import Credit, Emphasis, Foreign, Link, Preformatted, Source
from exporter.passes._function_words import FOREIGN, FRENCH, OTHERS, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Article

    Range = tuple[int, int]

_FEWEST: Final = 3
_LONGEST: Final = 2_000
_SPARSEST: Final = 4
"""One word in so many, at least, has to prove the language: a French line that holds an English title has fewer."""
_WORD = re.compile(r"[^\W\d_]+")
_PASSAGES = (
    re.compile(rf"«([^«»]{{1,{_LONGEST}}})»"),
    re.compile(rf"“([^“”]{{1,{_LONGEST}}})”"),
    re.compile(rf'"([^"\n]{{1,{_LONGEST}}})"'),
    re.compile(rf"\(([^()\n]{{1,{_LONGEST}}})\)"),
)
_EDGES = " \n\u00a0\u202f«»“”\"'’‘()"
_FOREIGN_TO = {
    "en": re.compile(r"[àâçèéêëîïôœùûäößñòì]|\b(?:[ldcjmnst]|qu)['’](?=[a-zà-ÿ]{2,})"),
    "de": re.compile(r"[àâçèéêëîïôœùûñòì]|\b(?:[ldcjmnst]|qu)['’]"),
    "es": re.compile(r"[àâçèêëîôœùûäößòì]|\b(?:[ldcjmnst]|qu)['’]"),
    "it": re.compile(r"[âçêëîôœûäößñ]|\b(?:[jn]|qu)['’]"),
}
"""Letters and elisions that a language does not have."""

_NOT_PROSE = (Source, Credit, Preformatted)


def mark_passages(article: Article) -> Article:
    """Wrap foreign passages of a French article in `Foreign`; articles in other languages stay as they are."""
    if article.metadata.language.split("-")[0] != "fr":
        return article
    return walk.map_content(article, _mark)


def language(text: str) -> str | None:
    """Tell the language of a passage amid French: ``en``, ``de``, ``es`` or ``it``; None if it may be French."""
    words = _WORD.findall(text)
    lower = [word.lower() for word in words]
    if len(words) < _FEWEST or not OTHERS.isdisjoint(lower):
        return None
    proofs = {code: _proof(text, words, vocabulary, code) for code, vocabulary in FOREIGN.items()}
    (best, first), (_, second) = sorted(proofs.items(), key=lambda item: -item[1])[:2]
    return best if first > second else None


def _proof(text: str, words: list[str], vocabulary: Vocabulary, code: str) -> int:
    """Count the words that prove a language, 0 if they do not suffice or something speaks against it.

    A capital within the passage proves nothing: it may be a name's.
    """
    first, *others = words
    known = vocabulary.clear | vocabulary.loose | vocabulary.shared
    against = FRENCH - known
    if any(word.lower() in against for word in words) or _FOREIGN_TO[code].search(text.lower()):
        return 0
    small = [first.lower(), *(word for word in others if word.islower())]
    clear = sum(word in vocabulary.clear for word in small)
    hits = clear + sum(word in vocabulary.loose for word in small)
    # A lower-case word with a meaning: what names do not have.
    prose = any(len(word) >= _FEWEST and word not in known for word in small[1:])
    enough = hits > 1 and (clear > 0 or (prose and hits >= _FEWEST))
    return hits if enough and _SPARSEST * hits >= len(words) else 0


def _mark(node: object, content: walk.Content) -> walk.Content:
    if isinstance(node, _NOT_PROSE):
        return content
    text = walk.plain(content)
    found = tuple(_passages(text, content))
    ends = [place for low, high, _ in found for place in (low, high)]
    languages = [tag for _, _, code in found for tag in (None, code)]
    pieces = zip(walk.split(content, (*ends, len(text))), (*languages, None), strict=True)
    return tuple(node for piece, code in pieces for node in ((Foreign(code, piece),) if code else piece))


def _passages(text: str, content: walk.Content) -> Iterator[tuple[int, int, str]]:
    """The foreign passages of a run with their languages, in order and disjoint, outside of what is marked already."""
    frozen = walk.frozen_ranges(content)
    end = 0
    for low, high in sorted(_candidates(text, content), key=lambda item: (item[0], -item[1])):
        if low >= end and not any(start < high and low < stop for start, stop in frozen):
            code = language(text[low:high])
            if code is not None:
                yield low, high, code
                end = high


def _candidates(text: str, content: walk.Content) -> Iterator[Range]:
    """What stands in quotation marks or brackets, what is set in italics; the whole run if the rest of it is foreign.

    The marks around are left out.
    """
    ranges = [*_emphasised(content, 0)]
    ranges += [match.span(1) for pattern in _PASSAGES for match in pattern.finditer(text)]
    if language(_without(text, ranges)):
        ranges.append((0, len(text)))
    for start, end in ranges:
        inner = text[start:end]
        low = start + len(inner) - len(inner.lstrip(_EDGES))
        high = end - (len(inner) - len(inner.rstrip(_EDGES)))
        if low < high:
            yield low, high


def _without(text: str, ranges: list[Range]) -> str:
    parts: list[str] = []
    position = 0
    for start, end in sorted(ranges):
        parts.append(text[position:start])
        position = max(position, end)
    return " ".join((*parts, text[position:]))


def _emphasised(content: walk.Content, position: int) -> Iterator[Range]:
    for node in content:
        end = position + len(walk.plain((node,)))
        match node:
            case Emphasis():
                yield position, end
            case Link():
                yield from _emphasised(node.content, position)
            case _:
                pass
        position = end
