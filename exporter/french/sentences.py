"""Where French sentences begin and end.

A sentence ends at ``.``, ``!``, ``?`` or ``…`` (with the marks that close after it) when what follows can begin one.
A point after an abbreviation, an initial or an enumerator ends nothing unless an unmistakable first word follows. What
stands inside a quotation or a parenthesis stays with the sentence around it when that sentence goes on afterwards.

The rules see white space of any width and both kinds of apostrophes and quotation marks, so that raw and typeset text
are cut alike.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
from typing import Final

from exporter.french.abbreviations import (
    AUTONOMOUS_LETTERS,
    EXAMPLE,
    FIRST_WORDS,
    FORWARD,
    MEDIAL,
    NAME_PARTICLES,
    NUMBERED,
)

_LONGEST: Final = 160
"""Characters of the longest quotation kept whole: a voice must breathe, and a reader follow the highlighting."""

_PAIRS: Final = {"»": "«", "”": "“", "›": "‹", ")": "(", "]": "["}
_CLOSED_BEFORE: Final = frozenset(",;:)]»”›")

_END: Final = re.compile(
    r"""
    (?P<mark> (?<![.!?…]) [.!?…]++ (?: \s [.!?…]++ (?=\s|\Z) )*+ )
    (?P<close> (?:
        \s*+ [»”›] (?: \s?+ [.!?…]++ )?+        # « … ! », « … ! ».
      | ["'’)\]]++ (?: \s?+ [.!?…]++ )?+        # (…!), "… ."
      | \s++ " (?= [\s.)] | \Z )                # a loose straight quote
      | \s?+ \[ \d{1,3} \]                      # a note's call
    ){0,8}+ )
    (?= \s | \Z )
  | (?P<break> \n ) (?= [^\S\n]*+ (?: \n | [-–—•*▪◦‣·]\s | \d{1,2}[.)]\s ) )
    """,
    re.VERBOSE,
)
_GAP: Final = re.compile(r"[\W_]{0,200}+")
"""Signs before a word, as far as it is looked for: a page of signs must not be read again from each of them."""
_ELLIPSIS_MARKER: Final = re.compile(r"[(\[](?:…|\.\.\.)[)\]]")
_LISTED: Final = re.compile(r"\s+[-–—•*▪◦‣·]\s+\w")
_WORD: Final = re.compile(r"[\W_]{0,200}+(?P<word>[^\W_]+)(?P<elided>['’])?\s?(?P<next>\w)?")
_SHORT: Final = re.compile(r"[^\s'’«(\[“\"]+\Z")
_BEFORE: Final = re.compile(r"(?P<word>[^\W_][\w.,°-]*)\s+[^\s]+\Z")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]")
_ENUMERATOR: Final = re.compile(r"(?:.*[:;]\s+|[\W_]*)(?:\d{1,2}(?:\.\d{1,2})*|[a-zA-Z]|[IVX]+)", re.DOTALL)
_CAMEL_OR_ADDRESS: Final = re.compile(r"[a-z][A-Z]|[a-z]+://|www\.")
_NUMBER: Final = re.compile(r"\s+(?:[A-Z]\.\s*)?(?:\d|[IVXLC]+\b)")
_YEAR: Final = re.compile(r"\W*\d{4}\b")
_ERA: Final = re.compile(r"(?:av|apr|avant|après)\.?\s+J\.-?\s?C\Z")
_MEASURES: Final = frozenset(("h", "m", "g", "s", "l", "M", "min", "mn", "sec"))
_MARKS: Final = frozenset(".!?…")
_NEAR: Final = 20
_ENDED: Final = re.compile(r"[.!?…][\s»”\")\]]*\Z")
_INTRODUCED: Final = re.compile(r"[.!?…:,;»\"”]\s*\Z")


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Find the ranges of the sentences: in order, disjoint, covering all but the white space between them."""
    kept = _kept_whole(text)
    ranges: list[tuple[int, int]] = []
    start = _skip_space(text, 0)
    for match in _END.finditer(text):
        if match.start() < start or not _ends(text, start, match, kept):
            continue
        end = start + len(text[start : match.end()].rstrip())
        ranges.append((start, end))
        start = _skip_space(text, end)
    if start < len(text):
        ranges.append((start, len(text.rstrip())))
    return tuple(ranges)


def _skip_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _ends(text: str, start: int, match: re.Match[str], kept: list[tuple[int, int]]) -> bool:
    """Tell whether a candidate ends the sentence that began at ``start``."""
    if match["break"]:
        return match.start() > start
    if _inside(match.start(), match.end(), kept):
        return False
    if _ELLIPSIS_MARKER.match(text, max(match.start() - 1, 0)) and match.start() - 1 == start:
        return False
    point = match["mark"] == "." and not match["close"]
    if point and _shortens(text, start, match.start()):
        return False
    return _begins(text, match.end()) or (match["mark"] == "." and bool(_LISTED.match(text, match.end())))


def _begins(text: str, position: int) -> bool:
    """Tell whether what stands at ``position`` can begin a sentence: a capital or a figure, after any opening marks."""
    first = _GAP.match(text, position).end()  # type: ignore[union-attr] # the pattern matches the empty string
    if first == len(text) or text[position:first].lstrip()[:1] in _CLOSED_BEFORE:
        return False
    return not text[first].islower() or bool(_CAMEL_OR_ADDRESS.match(text, first))


# --- Points that end no sentence ---------------------------------------------------------------


def _shortens(text: str, start: int, point: int) -> bool:
    """Tell whether the point belongs to an abbreviation, an initial or an enumerator, not to the sentence."""
    if _ENUMERATOR.fullmatch(text, max(start, point - 40), point):
        return True
    found = _SHORT.search(text, max(start, point - 20), point)
    short = found.group() if found else ""
    if short in FORWARD or short.lower() in FORWARD or (short.lower() in NUMBERED and _NUMBER.match(text, point + 1)):
        return True
    follows = _WORD.match(text, point + 1)
    if follows is None:
        return False
    before = _BEFORE.search(text, max(start, point - 40), point)
    previous = before["word"] if before else ""
    if (previous.lower(), short.lower()) in EXAMPLE:
        return True
    if follows["word"][0].isdigit():
        return _takes_number(short, previous, text, point)
    return _awaits_word(short, previous, text, point) and not _first_word(follows)


def _takes_number(short: str, previous: str, text: str, point: int) -> bool:
    """``p. 12``, ``art. L. 121-3``, ``3 sept. 2024``, ``15 h. 30``."""
    if short.lower() == "sept":
        return previous[:1].isdigit() or bool(_YEAR.match(text, point + 1))
    if len(short) == 1 and previous.lower() in AUTONOMOUS_LETTERS:
        return False
    return short.lower() in MEDIAL or bool(_INITIALS.fullmatch(short))


def _awaits_word(short: str, previous: str, text: str, point: int) -> bool:
    """``av. Foch``, ``G. Dupont``, ``J.-C. Roux``: a name may follow, so that a capital proves nothing."""
    if (len(short) == 1 and previous.lower() in AUTONOMOUS_LETTERS) or (previous[:1].isdigit() and short in _MEASURES):
        return False
    if _ERA.search(text, max(0, point - 20), point):
        return False
    return short.lower() in MEDIAL or bool(_INITIALS.fullmatch(short))


def _first_word(follows: re.Match[str]) -> bool:
    """Tell whether a word can only begin a sentence; ``Le`` and ``D’`` may begin a name too (Le Goff, D’Artagnan)."""
    word = follows["word"].capitalize() + ("’" if follows["elided"] else "")
    if word in NAME_PARTICLES:
        return not (follows["next"] or "").isupper()
    return word in FIRST_WORDS


# --- Quotations and parentheses ----------------------------------------------------------------


def _kept_whole(text: str) -> list[tuple[int, int]]:
    """Find the quotations and parentheses inside which no sentence ends, merged and in order."""
    ranges: list[tuple[int, int]] = []
    for low, high in sorted(_pairs(text)):
        if high - low <= _LONGEST and _embedded(text, low, high) and not (ranges and high <= ranges[-1][1]):
            ranges.append((low, high))
    return ranges


def _inside(low: int, high: int, ranges: list[tuple[int, int]]) -> bool:
    place = bisect_right(ranges, low, key=itemgetter(0)) - 1
    return place >= 0 and high <= ranges[place][1]


def _pairs(text: str) -> list[tuple[int, int]]:
    """Match opening and closing marks; what stays open or was never opened counts for nothing."""
    stacks: dict[str, list[int]] = {mark: [] for mark in ("«", "“", "‹", "(", "[", '"')}
    found: list[tuple[int, int]] = []
    for match in re.finditer(r"[«“‹(\[»”›)\]\"]", text):
        mark, place = match.group(), match.start()
        opener = _PAIRS.get(mark, mark)
        if mark == '"' and stacks[mark] and not _opens(text, place):
            found.append((stacks[mark].pop(), place))
        elif mark == opener:
            stacks[mark].append(place)
        elif stacks[opener]:
            found.append((stacks[opener].pop(), place))
    return found


def _opens(text: str, place: int) -> bool:
    """Tell whether a straight quotation mark opens: space before it and none after."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return (not before or before.isspace() or before in "([«'’") and bool(after) and not after.isspace()


def _embedded(text: str, low: int, high: int) -> bool:
    """Tell whether the sentence around a pair of marks goes on after it."""
    before, closing = text[max(0, low - _NEAR) : low], text[max(0, high - _NEAR) : high].rstrip()[-1:]
    if text[low] in "([":
        return bool(before.strip()) and not (_ENDED.search(before) and closing in _MARKS)
    if text[high + 1 : high + 2] in _MARKS or _skip_space(text, high + 1) == len(text):
        return bool(before.strip()) and not _INTRODUCED.search(before)
    return not _begins(text, high + 1)
