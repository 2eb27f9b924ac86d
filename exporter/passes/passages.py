"""Foreign passages: quotations, italics and titles in brackets that are in another language than a French article.

Wrong marks are worse than none: a French sentence in English phonemes cannot be understood, while an English one in
French phonemes is what most readers would say themselves. So a passage has to prove itself: three words or more,
function words of its language and not a single one of French. Names ("New York Times", "Institute for the Study of
War") and borrowed words ("le week-end") have no such words, or nothing but capitals between them. They stay French.

Words in another script are always foreign, and their letters tell the language well enough for a voice to try.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.model import Credit, Emphasis, Foreign, Link, Preformatted, Source
from exporter.passes._function_words import FOREIGN, FRENCH, OTHERS

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
_KNOWN = {code: own.clear | own.loose | own.shared for code, own in FOREIGN.items()}
_AGAINST = {code: FRENCH - known for code, known in _KNOWN.items()}
"""Words of French that speak against a language, which has none of them."""

# Scripts that give their language away; letters enough to be no symbol ("π", "α").
_LETTERS = {
    "ar": ("\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc", 2),
    "he": ("\u0590-\u05ff", 2),
    "el": ("\u0370-\u03ff\u1f00-\u1fff", 3),
    "ru": ("\u0400-\u04ff", 2),
    "zh": ("\u3040-\u30ff\u4e00-\u9fff", 1),
    "ko": ("\uac00-\ud7af", 1),
    "hi": ("\u0900-\u097f", 2),
}
_SCRIPTS = {
    code: re.compile(rf"[{letters}]{{{fewest},}}(?:[^\w\n]{{1,3}}[{letters}]+)*")
    for code, (letters, fewest) in _LETTERS.items()
}
_KANA = re.compile("[\u3040-\u30ff]")
_UKRAINIAN = re.compile("[іїєґ]", re.IGNORECASE)

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
    possible = {code for code, against in _AGAINST.items() if against.isdisjoint(lower)}
    proofs = {code: _proof(text, words, code) if code in possible else 0 for code in FOREIGN}
    (best, first), (_, second) = sorted(proofs.items(), key=lambda item: -item[1])[:2]
    return best if first > second else None


def _proof(text: str, words: list[str], code: str) -> int:
    """Count the words that prove a language, 0 if they do not suffice or its letters speak against it.

    A capital within the passage proves nothing: it may be a name's.
    """
    first, *others = words
    vocabulary, known = FOREIGN[code], _KNOWN[code]
    if _FOREIGN_TO[code].search(text.lower()):
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
    latin = ((low, high, language(text[low:high])) for low, high in _candidates(text, content))
    end = 0
    for low, high, code in sorted((*latin, *_scripts(text)), key=lambda item: (item[0], -item[1])):
        if code and low >= end and not any(start < high and low < stop for start, stop in frozen):
            yield low, high, code
            end = high


def _scripts(text: str) -> Iterator[tuple[int, int, str]]:
    """Words in other letters than ours, whatever they say: French has no sound for them."""
    if text.isascii():
        return
    for code, pattern in _SCRIPTS.items():
        for match in pattern.finditer(text):
            yield *match.span(), _refined(code, match[0])


def _refined(code: str, text: str) -> str:
    if code == "zh" and _KANA.search(text):
        return "ja"
    return "uk" if code == "ru" and _UKRAINIAN.search(text) else code


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
