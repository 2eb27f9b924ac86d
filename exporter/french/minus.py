"""Minus signs of every shape: "–3 %", "cède –2,5 %", "– 5 000 emplois"; never a dash between words or a range."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.french.rules import before, rule

if TYPE_CHECKING:
    from exporter.french.rules import Rule

_SENTENCE = re.compile(r"[^.!?;\n]{0,120}")
_CLOSED = re.compile(r"\w[–—](?=[\s,.;:)]|\Z)")
_CLOSED_APART = re.compile(r"[\w)»%€] [-–—](?= (?!\d)|[,.;:)])")
_OPENED_APART = re.compile(r"(?:\A|\s)[-–—] (?!\d)")
_LEADING = re.compile(
    r"(?:[:;,(=<>]|(?:^|[\s'(])(?:à|de|d'|du|des|entre|et|ou|par|soit|contre|vers|sous|est|était|sera|reste|affich\w+"
    r"|attei\w+|c[éè]d\w+|recul\w+|perd\w*|chut\w+|tomb\w+|pass\w+|baiss\w+|ressort\w*|s'établi\w+|descen\w+|sur"
    r"|enregistr\w+|accus\w+|annonc\w+|variation|évolution|solde|bilan|environ|jusqu'à|près|plus|moins|puis|pourtant"
    r"|température\w*|progress\w+|plong\w+|diminu\w+)) ?\Z",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"\d[\d ]*(?:[.,]\d+)?(?: ?(?:%|‰|°C?|pts?|points?|[kM]?€|Mds? ?€|\$|£)(?: \S+){0,3})?[.]?\Z"
    r"|\d{1,3}(?: \d{3})+ \w+[.]?\Z"
    r"|\d+ (?:emplois?|postes?|places?|voix|sièges?|classes?|lits?|habitants?|adhérents?|salariés?|logements?)[.]?\Z"
)


def rules() -> tuple[Rule, ...]:
    """Rules for signs that touch their number, and for those that do not."""
    return (
        rule("sign", r"(?:^|(?<=[\s(\[«“\"':;=|/]))(?<!\d )(?P<it>[–—])(?=\d)", _touching, re.MULTILINE),
        rule("sign", r"(?:^|(?<=[\s(]))(?<!\d )(?P<it>[-–—] )(?=\d)", _apart),
    )


def _touching(match: re.Match[str]) -> str | None:
    """The sign before a number, unless a dash closes what this one opens or someone begins to speak."""
    rest = _rest(match)
    aged = re.match(r"\d+ ans\b", rest)
    spoken = match["it"] == "—" and not before(match).strip()
    return None if aged or spoken or _CLOSED.search(rest) else "moins "


def _apart(match: re.Match[str]) -> str | None:
    rest = _rest(match)
    ahead = before(match, 120)
    if not ahead.strip():
        return "moins " if match["it"] != "— " and _ALONE.match(match.string[match.end() :].rstrip()) else None
    sentence = re.split(r"[.!?;\n] ", ahead)[-1]
    if _CLOSED_APART.search(rest) or len(_OPENED_APART.findall(sentence)) % 2:
        return None
    return "moins " if _LEADING.search(ahead) else None


def _rest(match: re.Match[str]) -> str:
    """What follows in the sentence."""
    found = _SENTENCE.match(match.string, match.end())
    return found[0] if found else ""
