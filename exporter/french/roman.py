"""Roman numerals: "XXIe siècle", "Louis XIV", "Ve République", "tome III"; never the pronoun of another language."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from exporter.french.expansions import full_stop
from exporter.french.numbers import cardinal, ordinal
from exporter.french.rules import CLAIMED, after, before, rule
from exporter.french.tables import any_of, words

if TYPE_CHECKING:
    from exporter.french.rules import Rule

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_STEPS = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_CENTURIES = 40
_SEVERAL = re.compile(r"[IVXivx]+e (?:siècles|millénaires)\b")


@cache
def rules() -> tuple[Rule, ...]:
    """Rules for ranks first, then numbers after a name or a part of a book."""
    rank = r"(?P<n>[IVX]{2,}|[VXI])(?P<end>ères?|res?|ers?|èmes?|ndes?|nds?|es?)"
    joined = rf"(?: ?[-–,{CLAIMED}] ?| (?:et|ou|au|aux|du|le) )"
    small = rf"(?=(?:{joined}+[ivx]+e)* (?:siècles?\b|millénaires?\b|{CLAIMED}|s\.))"
    part = rf"(?:\b(?:{any_of(words('roman', 'parts'))}s?|(?:chap|t|vol|liv|fig|art|p|pp|sect|tit)\.)|§) "
    crowned = rf"\b(?:{any_of(words('roman', 'crowned'))}[- ])?{any_of(words('roman', 'crowned'))} "
    end = r"(?![\w'])(?!-\w)"
    return (
        rule("roman rank", r"(?<![\w-])[IVX]+(?= ?[-–] ?[IVX]+e (?:siècle|millénaire))", _first_rank),
        rule("roman rank", rf"(?:\b[IVX]+e|{CLAIMED})(?P<it> ?[-–] ?)(?=[IVX]+e\b)", _joint),
        rule("roman rank", rf"(?<![\w-])[ivx]+e(?P<it> ?[-–] ?)(?=[ivx]+e{small})", _joint),
        rule("century", r"(?<![\w-])(?:[IVX]+|(?<!la )[ivx]+)(?:er|e) (?P<it>s\.)(?!\w)", _century),
        rule("roman rank", rf"(?<![\w-])(?<!la )(?<!une )(?<!sa )(?P<n>[ivx]+)(?P<end>er|e){small}", _rank),
        rule("roman rank", r"(?<![\w-])(?P<n>[iv]+)(?P<end>re|e)(?= République\b)", _rank),
        rule(
            "roman rank", r"\b(?:[Aa]ux?|[Dd]u|[Ll]es?|et|des) (?P<it>(?P<n>x[ivx]+|[vi]*iii?)(?P<end>e))(?!\w)", _rank
        ),
        rule("roman rank", rf"\b{rank}\b", _rank),
        rule("roman number", rf"{part}(?P<it>(?P<n>[IVX]|[IVXL]{{2,}})){end}", _number, re.IGNORECASE),
        rule("roman number", rf"{crowned}(?P<it>(?P<n>[IVX]{{2,}}|[IV])){end}", _reign),
        rule("roman number", rf"\b{any_of(words('roman', 'tenth'))} (?P<it>(?P<n>X)){end}", _reign),
        rule("roman number", rf"\b[A-ZÀ-Ý][\w-]{{2,20}} (?P<it>(?P<n>[IVX]{{2,}})){end}", _number),
        rule("roman number", rf"\b(?:[Ll]e|[Dd]u|[Aa]u|[àÀ]|[Ll]es|des) (?P<it>(?P<n>XV|XIII)){end}", _number),
        rule("roman number", r"^(?P<n>[IVX]{2,})(?=[.)] | ?[-–—:] )", _number, re.MULTILINE),
        rule("roman number", rf"(?<![\w'-])(?!XX\b|XI\b)(?P<n>[IVX]{{2,}}|[MDCLXVI]{{5,}}){end}", _number),
    )


def value(numeral: str) -> int | None:
    """Value of a numeral in its one regular form; `None` for anything else ("IIX", "MMMMM")."""
    numbers = [_VALUES[letter] for letter in numeral]
    total = sum(
        -number if index + 1 < len(numbers) and number < numbers[index + 1] else number
        for index, number in enumerate(numbers)
    )
    return total if 0 < total < _STEPS[0][0] * 4 and _write(total) == numeral else None


def _write(number: int) -> str:
    parts: list[str] = []
    for step, letters in _STEPS:
        count, number = divmod(number, step)
        parts.append(letters * count)
    return "".join(parts)


def _century(match: re.Match[str]) -> str:
    several = re.search(r"\b(?:[Aa]ux|[Dd]es|[Ll]es) \S+\Z", before(match))
    return f"siècle{'s' if several else ''}{full_stop(match)}"


def _joint(match: re.Match[str]) -> str:
    """Join ranks: "aux XIXe-XXe siècles"; those that are no neighbours are a span: "du Xe-XIIe siècle"."""
    first, second = (re.search(r"[IVX]+", text.upper()) for text in (match[0], after(match)))
    apart = first and second and (value(second[0]) or 0) > (value(first[0]) or 0) + 1
    several = re.search(r"\b(?:[Aa]ux|[Dd]es|[Ll]es|[Cc]es) \Z", before(match, 5))
    if apart:
        return " à " if several else " au "
    return " et " if several or _SEVERAL.match(after(match)) else " "


def _first_rank(match: re.Match[str]) -> str | None:
    number = value(match[0])
    return ordinal(number) if number else None


def _rank(match: re.Match[str]) -> str | None:
    number, end = value(match["n"].upper()), match["end"]
    if number is None or number > _CENTURIES or (end.startswith(("er", "re", "ère"))) is not (number == 1):
        return None
    if end.startswith("nd"):
        return "second" + end[2:] if number == len("II") else None
    return ordinal(number, feminine=end.startswith(("re", "ère")), plural=end.endswith("s"))


def _number(match: re.Match[str]) -> str | None:
    number = value(match["n"]) if match["n"].isupper() else None
    return None if number is None else cardinal(number)


def _reign(match: re.Match[str]) -> str | None:
    """A lone letter before a point is a name cut short: "Nicolas V., 34 ans"."""
    if len(match["n"]) == 1 and after(match, 1) == ".":
        return None
    return "premier" if match["n"] == "I" else _number(match)
