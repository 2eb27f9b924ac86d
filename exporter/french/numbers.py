"""French numbers in words, in the traditional spelling ("vingt et un", "quatre-vingts", "deux cent mille").

`NUMBER` is how a press text writes one: "1 250", "1.250", "1'250", "3,5", "0.75", "2026", in English "64,320.50".
"""

from __future__ import annotations

import re

INTEGER = r"(?:[1-9]\d{0,2}(?:(?: \d{3})+|(?:\.\d{3})+|(?:'\d{3})+)(?!\d)|\d+)"
_ENGLISH = r"[1-9]\d{0,2}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,}(?![\d,]))"
NUMBER = rf"(?:{_ENGLISH}|{INTEGER}(?:,\d+|\.\d+)?)"

_UNITS = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre-vingt"}
_SCALES = [
    "million",
    "milliard",
    "billion",
    "billiard",
    "trillion",
    "trilliard",
    "quadrillion",
    "quadrilliard",
    "quintillion",
    "quintilliard",
]
_LONGEST = 3 * (len(_SCALES) + 2)
_PARTS = {2: "demi", 3: "tiers", 4: "quart"}
_READ_WHOLE = 3
_THOUSAND = 1000
_HUNDRED = 100


def cardinal(number: int, *, feminine: bool = False, invariable: bool = False) -> str:
    """Name a number.

    ``feminine`` is for "vingt et une", ``invariable`` for years and pages: "mille neuf cent quatre-vingt".

    Beyond the names of numbers, digit by digit.
    """
    if number < 0:
        return "moins " + cardinal(-number, feminine=feminine, invariable=invariable)
    if number >= 10**_LONGEST:
        return digits(_decimal_digits(number))
    words = " ".join(_groups(number, invariable=invariable)) or "zéro"
    return words + "e" if feminine and re.search(r"\bun$", words) else words


def _decimal_digits(number: int) -> str:
    """Python refuses to write very long integers at once."""
    parts: list[str] = []
    while number:
        number, rest = divmod(number, 10**_LONGEST)
        parts.append(f"{rest:0{_LONGEST}d}")
    return "".join(reversed(parts)).lstrip("0")


def _groups(number: int, *, invariable: bool) -> list[str]:
    """Words of each group of three digits with its scale, the largest first."""
    words: list[str] = []
    scale = 0
    while number:
        number, group = divmod(number, _THOUSAND)
        if group:
            words.insert(0, _group(group, scale, invariable=invariable))
        scale += 1
    return words


def _group(group: int, scale: int, *, invariable: bool) -> str:
    match scale:
        case 0:
            return _below_thousand(group, plural=not invariable)
        case 1:
            return "mille" if group == 1 else f"{_below_thousand(group, plural=False)} mille"
        case _:
            return f"{_below_thousand(group, plural=True)} {_SCALES[scale - 2]}{'s' if group > 1 else ''}"


def _below_thousand(number: int, *, plural: bool) -> str:
    hundreds, rest = divmod(number, _HUNDRED)
    if not hundreds:
        return _below_hundred(rest, plural=plural)
    head = "cent" if hundreds == 1 else f"{_UNITS[hundreds]} cent"
    if rest:
        return f"{head} {_below_hundred(rest, plural=plural)}"
    return head + "s" if plural and hundreds > 1 else head


def _below_hundred(number: int, *, plural: bool) -> str:
    if number < len(_UNITS):
        return _UNITS[number]
    tens, unit = divmod(number, 10)
    if tens not in _TENS:  # soixante-dix and quatre-vingt-dix count on from the ten before
        tens, unit = tens - 1, unit + 10
    name = _TENS[tens]
    if unit == 0:
        return name + "s" if plural and name.endswith("-vingt") else name
    joint = " et " if unit in {1, 11} and not name.endswith("-vingt") else "-"
    return f"{name}{joint}{_UNITS[unit]}"


def ordinal(number: int, *, feminine: bool = False, plural: bool = False) -> str:
    """Name a rank: "premier", "vingt et unième", "deux centièmes"."""
    first = "première" if feminine else "premier"
    name = first if number == 1 else _rank(cardinal(number, invariable=True))
    return name + "s" if plural else name


def _rank(words: str) -> str:
    stem = re.sub(r"^un (?=m)|s$", "", words) if words.endswith(("s", "ion", "iard")) else words
    if words.endswith(("trois", "six", "dix")):
        stem = words
    stem = re.sub(r"cinq$", "cinqu", re.sub(r"neuf$", "neuv", stem))
    return re.sub(r"e$", "", stem) + "ième"


def fraction(numerator: int, denominator: int) -> str:
    """Name a fraction: "un demi", "trois quarts", "un vingtième"."""
    part = _PARTS.get(denominator) or ordinal(denominator)
    plural = "s" if numerator > 1 and not part.endswith("s") else ""
    return f"{cardinal(numerator)} {part}{plural}"


def digits(text: str) -> str:
    """Say digits one by one, leaving out all else."""
    return " ".join(_UNITS[int(character)] for character in text if character.isdecimal())


def integer(text: str, *, feminine: bool = False, invariable: bool = False) -> str:
    """Say a whole number as it is written, zeros at its head included ("08" is "zéro huit")."""
    bare = re.sub(r"\D", "", text)
    if len(bare) > _LONGEST:
        return digits(bare)
    zeros = len(bare) - len(bare.lstrip("0٠")) if len(bare) > 1 else 0
    rest = bare[zeros:]
    words = ["zéro"] * zeros
    if rest:
        words.append(cardinal(int(rest), feminine=feminine, invariable=invariable))
    return " ".join(words)


def decimals(text: str) -> str:
    """Say the digits after the comma: up to three (beside zeros at their head) as one number, else one by one."""
    return integer(text) if len(text.lstrip("0")) <= _READ_WHOLE else digits(text)


def number(text: str, *, feminine: bool = False, invariable: bool = False) -> str:
    """Say anything that `NUMBER` matches."""
    whole, mark, rest = split(text)
    if not rest:
        return integer(whole, feminine=feminine, invariable=invariable)
    return f"{integer(whole)} {'virgule' if mark == ',' else 'point'} {decimals(rest)}"


def split(text: str) -> tuple[str, str, str]:
    """Take a written number apart: digits of the whole part, decimal mark, digits after it."""
    english = re.fullmatch(rf"(?={_ENGLISH}\Z)([\d,]+)(?:\.(\d+))?", text)
    if english:
        return english[1].replace(",", ""), "," if english[2] else "", english[2] or ""
    grouped = re.fullmatch(r"([1-9]\d{0,2}(?:(?:[ .']\d{3})+|(?:,000)+))(?:([,.])(\d+))?", text)
    if grouped:
        return re.sub(r"\D", "", grouped[1]), grouped[2] or "", grouped[3] or ""
    whole, mark, rest = re.fullmatch(r"([\d ]*)([.,]?)(\d*)", text).groups()  # type: ignore[union-attr]  # NUMBER
    return whole.replace(" ", ""), mark, rest


def amount(text: str) -> float:
    """Size of a written number, for agreement in number: plural begins at two."""
    whole, _, rest = split(text)
    return float(f"{whole[:20] or 0}.{rest[:20] or 0}")
