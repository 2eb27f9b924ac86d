"""Signs: said ("&", "="), turned into pauses (dashes, parentheses), or left silent (quotation marks, emoji)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.french.rules import CLAIMED, rule

if TYPE_CHECKING:
    from exporter.french.rules import Rule

_SAID = {
    "&": "et",
    "=": "égale",
    "+": "plus",
    "±": "plus ou moins",
    "×": "fois",
    "÷": "divisé par",
    "≈": "environ",
    "≠": "différent de",
    "≤": "inférieur ou égal à",
    "≥": "supérieur ou égal à",
    "∞": "l'infini",
    "√": "racine de",
    "%": "pour cent",
    "‰": "pour mille",
    "°": "degrés",
    "§": "paragraphe",
    "©": "copyright",
    "@": "arobase",
    "€": "euros",
    "$": "dollars",
    "£": "livres",
    "¥": "yens",
    "¢": "cents",
    "№": "numéro",
    "#": "dièse",
    "~": "environ",
    "℃": "degrés Celsius",
    "₽": "roubles",
    "₴": "hryvnias",
    "₩": "wons",
    "₹": "roupies",
    "²": "au carré",
    "³": "au cube",
}
_EMOJI = (
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2300-\u23ff\u25a0-\u25ff\ufe0e\ufe0f\u200d\u20e3"
    "\U000e0020-\U000e007f]"
)
_QUOTES = '«»“”„‟‹›"'
_PAUSES = ",;:.!?…"


def silent() -> tuple[Rule, ...]:
    """Rules for what makes no sound at all."""
    return (
        rule("emoji", rf"^(?:{_EMOJI}+ ?)+| ?{_EMOJI}+", ""),
        rule(
            "invisible", r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd]", ""
        ),
        rule("optional ending", r"(?<=\w)\((?:e|s|es|x|ne|nes|le|les|trice|trices)\)s?(?!\w)", ""),
    )


def pauses() -> tuple[Rule, ...]:
    """Rules for dashes, brackets and quotation marks: commas where one hears a pause, never two."""
    return (
        rule("ellipsis", r"[(\[] ?(?:\.{3}|…) ?[)\]]", _ellipsis),
        rule("parenthesis", r"(?P<space> ?)\( ?", _opening),
        rule("parenthesis", r" ?\)", _closing),
        rule("bracket", r"\[ ?| ?\]", ""),
        rule("dash", r"^\s*[–—-]+ +", "", re.MULTILINE),
        rule("dash", r"\s+[–—-]+(?=\s|[,;:.!?…])|(?<=\w)[—](?=\w)|(?<=[\w,])[–—](?=\s)", _dash),
        rule("quotation mark", r"(?<=[.!?…])(?P<it> ?[»”\"] ?[.,])", ""),
        rule("quotation mark", rf"[«“„‹] ?| [»›](?!\w)|[{_QUOTES}]", ""),
    )


def said() -> tuple[Rule, ...]:
    """Rules for signs that have a name, and for those that are only in the way."""
    return (
        rule("comparison", r"(?<=[\w)]) ?< ?(?=[\w])", " inférieur à "),
        rule("comparison", r"(?<=[\w)]) ?> ?(?=\d)", " supérieur à "),
        rule("comparison", r"<(?= ?\d)", "moins de "),
        rule("comparison", r">(?= ?\d)", "plus de "),
        rule("sign", r"~(?!\s?\w)|[™®*†‡^{}|\\<>¶¤`´¨]|(?<=\w)~", ""),
        rule("arrow", r" ?(?:[→⇒←↔➜►•·▪◦‣|]|--?>) ?", _pointer),
        rule("sign", rf"[{re.escape(''.join(_SAID))}]", _name),
        rule("slash", r" / ", ", "),
        rule("slash", r"[/_]+", " "),
    )


def _before(match: re.Match[str]) -> str:
    """The last sign before a match that one would hear; empty at the start of the text."""
    return match.string[max(0, match.start() - 40) : match.start()].rstrip(_QUOTES + " \n")[-1:]


def _after(match: re.Match[str]) -> str:
    return match.string[match.end() : match.end() + 40].lstrip(_QUOTES + " \n")[:1]


def _ellipsis(match: re.Match[str]) -> str:
    return "" if _after(match) in _PAUSES else "…"


def _opening(match: re.Match[str]) -> str:
    quiet = _before(match) in _PAUSES + "–—-(["  # the empty string too: the start of the text
    return match["space"] if quiet else ", "


def _closing(match: re.Match[str]) -> str:
    quiet = _before(match) in _PAUSES + "(" or _after(match) in _PAUSES + ")]"
    return "" if quiet else "," + _gap(match)


def _dash(match: re.Match[str]) -> str:
    before, after = _before(match), _after(match)
    return "" if before in _PAUSES + "–—()" or after in _PAUSES + ")" else "," + _gap(match)


def _pointer(match: re.Match[str]) -> str:
    return " " if _before(match) in _PAUSES or _after(match) in _PAUSES else ", "


def _gap(match: re.Match[str]) -> str:
    """The space that a comma needs before a word that touches it."""
    return " " if match.string[match.end() : match.end() + 1].strip(_QUOTES + " )\n") else ""


def _name(match: re.Match[str]) -> str:
    before, after = match.string[: match.start()][-1:], match.string[match.end() : match.end() + 1]
    return f"{_apart(before)}{_SAID[match[0]]}{_apart(after)}"


def _apart(neighbour: str) -> str:
    return " " if neighbour.isalnum() or neighbour == CLAIMED else ""
