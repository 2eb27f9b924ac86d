"""What a line is by itself: how long, how it begins and ends, which words it is made of, what the exact rules know."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from exporter.readers.press import boilerplate, labels, markers
from exporter.readers.press import credits as credit_lines
from exporter.readers.press import facts as fact_lines
from exporter.readers.press.lines import fold
from exporter.readers.press.phrases import publisher_score

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.readers.press.lines import Passage
    from exporter.readers.press.phrases import Phrases
    from exporter.readers.scraped.judge.cues import Cues

_MEASURED = 3000
"""Characters of a line that are looked at."""

_REMEMBERED = 300
_STEM, _SHORT = 7, 3

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_END = re.compile(r"[.!?…][\s\u00a0»”\"')\]]*$")
_INNER = re.compile(r"[.!?…][\s\u00a0»”\"')\]]+(?=[«“\"(]?\s?[A-ZÀ-Þ0-9])")
_SEPARATOR = re.compile(r"[|›»•·/>→]")
_GLUED = re.compile(r"[a-zà-ÿ][A-ZÀ-Þ]")
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'.-]+(?: (?:de |du |d[’']|le |la |van |von |el |ben )?[A-ZÀ-Þ][\w’'.-]+){1,3}")
_FACT = ("date", "by", "reading", "published", "ago", "tags", "updated", "clock", "citation")
REASONS = (
    "navigation", "search", "login", "subscription", "cookies", "share", "follow", "audio", "advertising", "comments",
    "related", "legal", "decoration",
)  # fmt: skip
"""Why a phrase is known not to be an article's (`exporter.readers.press.boilerplate`)."""

_SHAPE = (
    "chars", "words", "word_length", "function_share", "stop", "sentences", "prose", "capitals", "upper", "digits",
    "letters", "commas", "colon_end", "ellipsis", "question", "lower", "quote_start", "bullet", "digit_start", "bars",
    "tabs", "quotes", "colon", "bracket", "glued", "names",
)  # fmt: skip
_RULES = (
    "r_any", "r_word", "r_rubric", "f_people", "f_lone", "f_date", "f_said", "f_full", "f_minutes", "f_keywords",
    "f_publisher", "f_credit", "f_caption", "f_notice", "f_sources", "f_label", "m_item", "m_row", "m_note", "m_number",
    "m_rule", "publisher",
)  # fmt: skip


def columns(cues: Cues) -> tuple[str, ...]:
    """The names of a line's own figures, in order."""
    return (*_SHAPE, *(f"c_{name}" for name in cues.names), *(f"r_{reason}" for reason in REASONS), *_RULES)


@dataclass(frozen=True, slots=True)
class Shape:
    """A line's figures, in the order of `columns`; how many words it has, and the beginnings of the longer ones."""

    figures: tuple[float, ...]
    words: int
    stems: frozenset[str]


class _Line(NamedTuple):
    """A passage's text, its folded form, and its first line as it lies on the page."""

    text: str
    key: str
    row: str


def measure(passage: Passage, phrases: Phrases, cues: Cues) -> Shape:
    """Measure one line by itself; pages of one site say the same lines, so that they are remembered."""
    text, row = passage.text, passage.lines[0].text
    read = _remembered if len(text) <= _REMEMBERED else _measured
    return read(text, passage.key, row, phrases, cues)


def _measured(whole: str, key: str, row: str, phrases: Phrases, cues: Cues) -> Shape:
    text = whole[:_MEASURED]
    lowered = text.lower()
    words = tuple(_WORD.findall(lowered))
    shape = _shape(text, words, cues.function_words)
    found = cues.found(lowered, len(words))
    known = _known(_Line(whole, key, row), dict(zip(cues.names, found, strict=True)), shape, phrases)
    stems = frozenset(fold(word)[:_STEM] for word in words if len(word) > _SHORT)
    return Shape((*shape, *found, *known), len(words), stems)


_remembered = lru_cache(maxsize=8192)(_measured)


def _shape(text: str, words: tuple[str, ...], function_words: frozenset[str]) -> tuple[float, ...]:
    count, head = len(words), text[:400]
    short = sum(word in function_words for word in words) / count if count else 0.0
    stop = _END.search(text[-12:]) is not None
    starts = [word[0] for word in text.split(None, 60)[:60] if word[0].isalpha()]
    return (
        math.log1p(len(text)),
        math.log1p(count),
        sum(map(len, words)) / count if count else 0.0,
        short,
        stop,
        min(len(_INNER.findall(text[:1500])), 8),
        _prose(count, short, stop=stop),
        sum(start.isupper() for start in starts) / len(starts) if starts else 0.0,
        text.isupper(),
        sum(map(str.isdigit, head)) / len(head),
        sum(map(str.isalpha, head)) / len(head),
        min(text.count(","), 10),
        text.endswith(":"),
        text.endswith(("…", "...")),
        text.rstrip(' »"”').endswith("?"),
        text[0].islower(),
        text[0] in "«“\"„‘'",
        text[0] in "-–—•·*›>→▸■●✓",
        text[0].isdigit(),
        min(len(_SEPARATOR.findall(head)), 6),
        min(text.count("\t"), 4),
        min(sum(text.count(sign) for sign in '«“„"'), 4),
        ": " in text[:-1] or "\u00a0:" in text,
        "(" in text,
        min(len(_GLUED.findall(head)), 4),
        min(len(_NAME.findall(text)), 3) if len(text) <= 120 else 0,
    )


def _prose(count: int, function_share: float, *, stop: bool) -> float:
    """How much a line is like a sentence, 0 to 1."""
    if count >= 8:
        return min(1.0, function_share / 0.3) * (1.0 if stop else 0.6) * min(1.0, count / 16)
    return 0.3 if count >= 5 and stop and function_share > 0.2 else 0.0


# --- What the exact rules know -----------------------------------------------------------------


def _known(line: _Line, cue: Mapping[str, float], shape: tuple[float, ...], phrases: Phrases) -> tuple[float, ...]:
    text, key, row = line
    words = round(math.expm1(shape[1]))
    reason = boilerplate.known(text, key, phrases) if key or len(text) < 10 else None
    short = len(text) <= 300
    credit = credit_lines.credit(text) is not None if short else False
    return (
        *(reason == known for known in REASONS),
        reason is not None,
        key in phrases.words,
        key in phrases.rubrics,
        *(_facts(text, cue, shape, phrases) if short and words <= 40 else (False,) * 8),
        credit,
        not credit and len(text) <= 600 and credit_lines.caption(text) is not None,
        bool(key) and phrases.notice.fullmatch(key) is not None,
        short and labels.heading(text, phrases) is not None,
        short and labels.known(text, phrases),
        markers.item(text) is not None,
        markers.row(row),
        markers.note(text) is not None,
        markers.number(text) is not None,
        markers.rule(text),
        publisher_score(text, phrases) if words <= 10 else -1,
    )


def _facts(text: str, cue: Mapping[str, float], shape: tuple[float, ...], phrases: Phrases) -> tuple[bool, ...]:
    """What a line says about the article; read only where a cue or capitals make it likely."""
    sure = fact_lines.read(text, phrases) if any(cue[name] for name in _FACT) else None
    lone = None
    if sure is None and shape[7] >= 0.6 and shape[1] <= 2.6:
        lone = fact_lines.read(text, phrases, lone=True)
    if sure is None:
        return (False, bool(lone and lone.people), *(False,) * 5, bool(lone and lone.publisher))
    return (
        bool(sure.people),
        False,
        bool(sure.dateline),
        sure.said,
        bool(sure.published or sure.updated),
        bool(sure.minutes),
        bool(sure.keywords or sure.url),
        bool(sure.publisher),
    )
