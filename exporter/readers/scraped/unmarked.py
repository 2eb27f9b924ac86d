"""Lists without marks: ingredients, things to bring, bare words, a line each."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from exporter.readers.press import credits as credit_lines
from exporter.readers.press import markers
from exporter.readers.press.lines import ended, fold, word_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.readers.press.lines import Passage

_LONGEST = 72
_WORDS, _TOLD = 6, 16
"""Words of an item that begins with no amount, and below a heading that says what the list is."""

_FEWEST, _LOOKED = 3, 60
"""Lines that make a list, and those that are looked at to tell one."""

_BARE, _BRIEF = 2, 3
"""Words to a line, on average, of lines that are a list wherever they stand, and below an announcement."""

_AMOUNT = re.compile(
    r"(?:\d{1,4}(?:[.,/]\d{1,2})?\s?[½¼¾⅓⅔]?|[½¼¾⅓⅔])[\s\u00a0\u202f]+[^\W\d_]"
    r"|(?:une?|deux|trois|quatre|quelques|le|les)\s(?:(?:petit|grand|belle|bonne)e?s? )?(?:pincée|filet|brin"
    r"|gousse|cuill|poignée|verre|sachet|tranche|branche|feuille|botte|bouquet|noix|noisette|zeste|jus|trait|demi)",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"(?<![\d.,])\d{5}\s[A-ZÀ-Þ]")
_PIECE = re.compile(r"(?:une?|des|du|de la|deux|trois|quatre|quelques|\d{1,4})\s|de l[’']", re.IGNORECASE)
_ANNOUNCED = re.compile(
    r"(?:les |vos )?(?:ingredients|materiel|materiaux|fournitures|ustensiles|outils|liste de courses)\b.{0,40}"
    r"|il (?:vous |te |nous )?(?:faut|faudra)\b.{0,30}|pour (?:(?:la|les?) |l').{1,40}:|pour \d{1,3} \w+ ?:?"
)


def end(passages: Sequence[Passage], start: int, above: str = "") -> int:
    """Find the end of a list without marks that begins at a place; the place itself if none does.

    ``above`` is the line that stands before it, a heading perhaps.
    """
    words = _TOLD if announces(above) else _WORDS
    if start < len(passages) and not (
        words == _TOLD or above.endswith(":") or passages[start].gap or amount(passages[start])
    ):
        return start
    looked = _run(passages, start, words, _LOOKED)
    if not _listed(passages[start:looked], above):
        return start
    after = _run(passages, start, words)
    return after - 1 if _heads(passages, after) else after


def _heads(passages: Sequence[Passage], after: int) -> bool:
    """Tell whether the last line heads a sentence right below it: "Préparation"."""
    below = passages[after : after + 1]
    return any(not passage.gap and ended(passage.text) for passage in below) and not amount(passages[after - 1])


def _run(passages: Sequence[Passage], start: int, words: int, most: int | None = None) -> int:
    after, last = start, len(passages) if most is None else min(start + most, len(passages))
    while after < last and _goes_on(passages, start, after) and _item(passages[after], words):
        after += 1
    return after


def announces(text: str) -> bool:
    """Tell whether a heading or label is one of a list of things: "Ingrédients", "Matériel", "Pour la pâte :"."""
    return len(text) <= _LONGEST and _ANNOUNCED.fullmatch(fold(text)) is not None


def amount(passage: Passage) -> bool:
    """Tell whether a line is so much of something: a small number and words, no sentence."""
    return _AMOUNT.match(passage.text) is not None and _item(passage, _TOLD)


def short(passage: Passage) -> bool:
    """Tell whether a line is short, and neither item, row nor credit."""
    return len(passage.text) <= _LONGEST and _plain(passage.text, passage.lines[0].text)


@lru_cache(maxsize=4096)
def _plain(text: str, line: str) -> bool:
    return not (markers.item(text) or markers.row(line) or credit_lines.credit(text))


def _goes_on(passages: Sequence[Passage], start: int, place: int) -> bool:
    """Tell whether a line may stand in a list by the blank lines: none between the items, or one above each amount."""
    if place == start or not passages[place].gap:
        return place <= start + 1 or not passages[start + 1].gap
    return passages[start + 1].gap and (amount(passages[place - 1]) or amount(passages[place]))


def _item(passage: Passage, words: int) -> bool:
    text = passage.text
    if len(text) > 2 * _LONGEST or ended(text) or text.startswith(("«", "—", "–", "“", '"')):
        return False
    return (word_count(text) <= words or _AMOUNT.match(text) is not None) and _plain(text, passage.lines[0].text)


def _listed(lines: Sequence[Passage], above: str) -> bool:
    """Tell a list from verse and addresses: by its amounts, by what announces it, by how few words its lines have."""
    if len(lines) < 2 or any(_POSTCODE.search(line.text) for line in lines):
        return False
    amounts = sum(amount(line) for line in lines)
    if announces(above) and not lines[-1].gap:
        return True
    if len(lines) < _FEWEST or lines[1].gap:
        return amounts >= _FEWEST and amounts * 2 > len(lines)
    words = sum(word_count(line.text) for line in lines) / len(lines)
    announced = above.endswith(":") and (words <= _BRIEF or all(_PIECE.match(line.text) for line in lines))
    bare = words <= _BARE and lines[0].gap and len({line.text[0].islower() for line in lines}) == 1
    return announced or bare or (amounts >= _FEWEST and amounts * 2 >= len(lines))
