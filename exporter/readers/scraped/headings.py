"""Headings: which short lines head a section, and how deep each stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.readers.press import credits as credit_lines
from exporter.readers.press import inline, markers
from exporter.readers.press.letters import salutation
from exporter.readers.press.lines import ended, fold, prose, stopped, word_count
from exporter.readers.scraped import series, unmarked
from exporter.readers.scraped.blocks import attribution, table_title
from exporter.readers.scraped.unmarked import amount, announces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exporter.readers.press.lines import Passage

_LONGEST = 130
_MOST_WORDS = 18
_ADDRESSED = re.compile(r"\b(?:vous|votre|vos|tu|ton|ta|tes)\b|-t?-?(?:vous|tu)\b")
_SPEAKER = re.compile(r"[A-ZÀ-Þ](?:[\w.’' -]{0,30}[\w.])?[\s\u00a0\u202f]?:[\s\u00a0\u202f]")
_SMILEY = r"[\s\u2600-\u27bf\U0001f000-\U0001faff]"
_SMILEYS = re.compile(rf"(?<!{_SMILEY}){_SMILEY}+$")
_FIGURES = re.compile(r":[\s\u00a0\u202f]*[\d.,/%\s★☆]+$")
_QUOTED_WORDS = 8
_FINAL = re.compile(r"[.,;…]$|[.!?…]\s?[»”\"]$")
_INTERVIEW = 3


def find(passages: Sequence[Passage]) -> Mapping[int, int]:
    """Map the places of headings to their levels, from 1."""
    interview = _interview(passages)
    spaced = any(passage.gap for passage in passages[1:])
    places = [
        i
        for i in range(len(passages))
        if _heads(passages, i)
        and not _turn(passages, i)
        and not (interview and _question(passages[i]))
        and not (spaced and i and not passages[i].gap and _goes_on(passages[i - 1]))
    ]
    places = series.completed(passages, _without_runs(passages, places), _LONGEST)
    return dict(zip(places, _levels([passages[i].text for i in places]), strict=True))


def questions(passages: Sequence[Passage]) -> frozenset[int]:
    """Find the questions of an interview: paragraphs, not headings."""
    if not _interview(passages):
        return frozenset()
    return frozenset(i for i, passage in enumerate(passages[:-1]) if _question(passage))


def _question(passage: Passage) -> bool:
    text = passage.text
    return (
        text.endswith("?")
        and len(text) <= 400
        and text.count(". ") <= 2
        and not markers.item(text)
        and not text.startswith("«")
    )


def _turn(passages: Sequence[Passage], index: int) -> bool:
    """Tell whether a question has its speaker before it, as the answer right below has."""
    asked, answered = passages[index].text, passages[index + 1 : index + 2]
    return asked.endswith("?") and bool(answered) and all(_SPEAKER.match(text) for text in (asked, answered[0].text))


def _interview(passages: Sequence[Passage]) -> bool:
    """Tell an interview: several questions that address someone."""
    asked = [fold(passage.text) for passage in passages[:400] if _question(passage)]
    return len(asked) >= _INTERVIEW and sum(_ADDRESSED.search(text) is not None for text in asked) * 3 >= len(asked)


def _captions(passages: Sequence[Passage], index: int) -> bool:
    """Tell whether a passage is the title of a table."""
    return table_title(passages[index].text) and markers.row(passages[index + 1].lines[0].text)


def _heads(passages: Sequence[Passage], index: int) -> bool:
    """Tell whether a passage is a heading by its own shape and by what follows it."""
    passage = passages[index]
    return (
        _shaped(passage) and index + 1 < len(passages) and _headed(passages, index) and not _captions(passages, index)
    )


def _shaped(passage: Passage) -> bool:
    text = _SMILEYS.sub("", passage.text)
    if (
        len(text) > _LONGEST
        or word_count(text) > _MOST_WORDS
        or _FINAL.search(text)
        or stopped(text)
        or not re.search(r"[^\W\d_]", text)
        or _FIGURES.search(text)
    ):
        return False
    numbered = markers.number(text)
    if (markers.item(text) and not numbered) or markers.row(passage.lines[0].text) or markers.note(text):
        return False
    captioned = credit_lines.caption(text)
    if captioned and (captioned.credit or text.startswith(("Légende", "Photo"))):
        return False
    if inline.address(text) or credit_lines.credit(text) or text.startswith(("«", "—", "–", "…", "(", "@", "#", "> ")):
        return (
            text.startswith("«")
            and text.count("«") == text.count("»")
            and (not text.endswith("»") or (passage.gap and word_count(text) <= _QUOTED_WORDS))
        )
    if (text.endswith(":") and word_count(text) > 3) or salutation(text):
        return False
    return not text[0].islower()


def _headed(passages: Sequence[Passage], index: int) -> bool:
    """Tell whether something stands below that can have a heading."""
    below = passages[index + 1]
    if _belongs(passages, index):
        return False
    if prose(below.text) or (len(below.text) > 60 and ended(below.text)) or len(below.text) > _LONGEST:
        return True
    if markers.item(below.text) or markers.row(below.lines[0].text) or below.text.startswith(("«", "> ")):
        return True
    if _announces(passages, index) or (markers.number(passages[index].text) and not markers.item(passages[index].text)):
        return True
    if _shaped(below):
        after = passages[index + 2] if index + 2 < len(passages) else None
        return below.gap and after is not None and (prose(after.text) or not after.gap)
    return passages[index].gap and len(below.text) > len(passages[index].text)


def _announces(passages: Sequence[Passage], index: int) -> bool:
    text = passages[index].text
    return announces(text) and unmarked.end(passages, index + 1, text) > index + 1


def _belongs(passages: Sequence[Passage], index: int) -> bool:
    """Tell whether a line belongs to a quotation, an announcement or a list right above it, or to the line below it."""
    passage = passages[index]
    if amount(passage) and index and amount(passages[index - 1]):
        return True
    if not passages[index + 1].gap and passages[index + 1].text[0].islower() and not announces(passage.text):
        return True  # the first line of a verse, or of a paragraph that was cut
    if (passage.text.endswith("»") and not passages[index + 1].gap) or attribution(passages, index + 1):
        return True
    announced = index > 0 and not passage.gap and passages[index - 1].text.endswith(":")
    return announced or attribution(passages, index)


def _goes_on(above: Passage) -> bool:
    """Tell whether the line right above begins what the next one goes on with: a list, an address."""
    lone = not (markers.item(above.text) or markers.row(above.lines[0].text) or markers.number(above.text))
    return lone and len(above.text) <= _LONGEST and not ended(above.text)


def _without_runs(passages: Sequence[Passage], places: list[int]) -> list[int]:
    """Take out numbered items that only look like headings: most of their run has no text below."""
    kept = set(places)
    listed = [i for i, passage in enumerate(passages) if (m := markers.item(passage.text)) and m.number is not None]
    for i in listed:
        style = markers.item(passages[i].text)
        if i in kept and any(_numbered(passages, j, style) for j in (i - 1, i + 1)):
            kept.discard(i)
    return [place for place in places if place in kept]


def _numbered(passages: Sequence[Passage], index: int, like: markers.Marker | None) -> bool:
    """Tell whether an item numbered in the same style stands at a place."""
    mark = markers.item(passages[index].text) if 0 <= index < len(passages) else None
    return mark is not None and like is not None and mark.number is not None and mark.style == like.style


def _levels(texts: Sequence[str]) -> list[int]:
    """Give each heading its level: styles of numbering nest in the order of their appearance."""
    stack: list[str] = []
    levels: list[int] = []
    plain_holds = _restarts(texts)
    shouted = any(text.isupper() for text in texts) and not all(text.isupper() for text in texts)
    for text in texts:
        style, depth = markers.number(text) or ("shout" if shouted and text.isupper() else "plain", 1)
        if style == "plain" and not plain_holds and not shouted:
            stack = []
            levels.append(1)
            continue
        if style in stack:
            stack = stack[: stack.index(style) + 1]
        elif style == "plain" and shouted and not stack:
            levels.append(1)
            continue
        else:
            stack.append(style)
        levels.append(min(len(stack) + depth - 1, 6))
    return levels


def _restarts(texts: Sequence[str]) -> bool:
    """Tell whether numbering starts again below other headings, so that these hold the numbered ones."""
    ones = sum(re.match(r"(?:1|I|A)[.)°]?\s", text) is not None for text in texts)
    return ones > 1
