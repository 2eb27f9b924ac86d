"""Signs: said ("&", "="), turned into pauses (dashes, parentheses), or left silent (quotation marks, emoji)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from exporter.french.rules import CLAIMED, SILENT, after, before, rule
from exporter.french.tables import any_of, table

if TYPE_CHECKING:
    from exporter.french.rules import Rule

_EMOJI = (
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2300-\u23ff\u25a0-\u25ff\ufe0e\ufe0f\u200d\u20e3"
    "\U000e0020-\U000e007f]"
)
_INVISIBLE = r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd]"
_QUOTES = '«»“”„‟‹›"'
_UNHEARD = _QUOTES + SILENT + " \n"
_UNCOMPARED = re.compile(
    r"(?:[:;,=]|\b(?:de|des|les|aux?|chez|pour|avec|en|dans|sur|sous|par|à|soit|une?|depuis|pendant|dès|après|avant)"
    r"|\bd') ?\Z",
    re.IGNORECASE,
)
"""What has no size of its own: nothing is compared."""
_COUNTED = re.compile(
    rf"{CLAIMED}+ (?!(?:ans|mois|jours|heures|minutes|points|euros|mètres|degrés)\b)"
    r"(?:[a-zà-ÿœ]{3,}s\b|milli(?:on|ard) d)"
)
_PAUSES = ",;:.!?…"


def silent() -> tuple[Rule, ...]:
    """Rules for what makes no sound at all."""
    return (
        rule("emoji", rf"^(?:{_EMOJI}+ ?)+| ?{_EMOJI}+", ""),
        rule("invisible", _INVISIBLE, ""),
    )


def pauses() -> tuple[Rule, ...]:
    """Rules for dashes, brackets and quotation marks: commas where one hears a pause, never two."""
    return (
        rule("ellipsis", r"[(\[] ?(?:\.{3}|…) ?[)\]]", _ellipsis),
        rule("parenthesis", r"(?P<space> ?)(?P<open>\() ?| ?\)(?:(?<=[.!?…]\))[.,])?", _parenthesis),
        rule("dash", r"(?<=[^\W\d])–(?=[^\W\d])", " "),
        rule("bracket", r"^\[[^\]\n]{1,80}(?P<it>\])(?= \w)", ","),
        rule("bracket", r"\[ ?| ?\]", ""),
        rule("sign", r"\b[Dd]e (?P<it>-)(?= de\b)", "moins"),
        rule("sign", rf"(?<!\w)\+ ?/ ?- ?(?={CLAIMED})", "plus ou moins "),
        rule("dash", r"^ *(?:[–—-]+ +|[–—]+(?=\S))", "", re.MULTILINE),
        rule("dash", r"(?<! ) +[–—-]+(?=\s|[,;:.!?…])|(?<=\w)[—](?=\w)|(?<=[\w,])[–—](?=\s)", _dash),
        rule("dash", r"(?<=\S) +[–—](?=[^\s–—,;:.!?…])", _dash),
        rule("quotation mark", r"(?<=[.!?…])(?P<it> ?[»”\"] ?[.,])", ""),
        rule("quotation mark", rf"[«“„‹] ?| [»›](?!\w)|[{_QUOTES}]", ""),
    )


@cache
def said() -> tuple[Rule, ...]:
    """Rules for signs that have a name, and for those that are only in the way."""
    return (
        rule("comparison", rf"(?<! ) *(?P<sign>[<>]) *(?:à )?(?={CLAIMED})", _compared),
        rule("comparison", r"(?<=(?<![\w'])[A-Za-z]) ?(?P<sign>[<>]) ?(?=[A-Za-z](?![\w']))", _compared),
        rule("comparison", rf"(?<=[\w){CLAIMED}]) ?(?P<sign><) ?(?=\w)", _compared),
        rule("sign", r"(?<=\w)[~®*†‡^{}|\\<>¶¤`´¨]+(?=\w)", " "),
        rule("sign", r"~(?!\s?\w)|[™®*†‡^{}\\<>¶¤`´¨]|(?<=\w)~", ""),
        rule("sign", r"([#=+~@&°%§×<>])\1{2,}+", " "),
        rule("sign", r"(?<=\w)\+\+", " plus plus"),
        rule("arrow", r" ?(?:[→⇒←↔➜►•·▪◦‣|]|--?>) ?", _arrow),
        rule("sign", any_of(table("signs", "names")), _name),
        rule("slash", rf" / |(?<=[{CLAIMED}])/(?=[{CLAIMED}])", ", "),
        rule("slash", r"(?<=\S)/ ", ", "),
        rule("slash", r"[/_]+", " "),
    )


def _heard_before(match: re.Match[str]) -> str:
    """The last sign before a match that one would hear; empty at the start of the text."""
    return before(match).rstrip(_UNHEARD)[-1:]


def _heard_after(match: re.Match[str]) -> str:
    return after(match).lstrip(_UNHEARD)[:1]


def _compared(match: re.Match[str]) -> str:
    """Less or more than so many ("les > 65 ans", "touche >1000 foyers"), or two things compared: "un taux > 5 %"."""
    counted = not before(match).strip() or _UNCOMPARED.search(before(match)) or _COUNTED.match(after(match))
    less = match["sign"] == "<"
    if counted:
        return " moins de " if less else " plus de "
    return " inférieur à " if less else " supérieur à "


def _ellipsis(match: re.Match[str]) -> str:
    return "" if _heard_after(match) in _PAUSES else "…"


def _parenthesis(match: re.Match[str]) -> str:
    """The empty string, which ends and starts a text, is in every string: no comma there."""
    if match["open"]:
        if _heard_after(match) == ")":
            return ""
        return match["space"] if _heard_before(match) in _PAUSES + "–—-([)" else ", "
    quiet = _heard_before(match) in _PAUSES + "(" or _heard_after(match) in _PAUSES + ")]–—-"
    return "" if quiet else _comma(match)


def _dash(match: re.Match[str]) -> str:
    quiet = _heard_before(match) in _PAUSES + "–—()" or _heard_after(match) in _PAUSES + ")"
    return "" if quiet else _comma(match)


def _arrow(match: re.Match[str]) -> str:
    return " " if _heard_before(match) in _PAUSES or _heard_after(match) in _PAUSES else ", "


def _comma(match: re.Match[str]) -> str:
    """A comma, with a space before a word that would touch it."""
    return ", " if after(match).lstrip(SILENT)[:1].strip(_QUOTES + " )\n") else ","


def _name(match: re.Match[str]) -> str:
    return f"{_apart(before(match, 1))}{table('signs', 'names')[match[0]]}{_apart(after(match, 1))}"


def _apart(neighbour: str) -> str:
    return " " if neighbour.isalnum() or neighbour == CLAIMED else ""
