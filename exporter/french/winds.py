"""Points of the compass where the wind blows from them: "vent de NO 4 à 5", "secteur O-SO"; a lone NO may be a no."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.french.rules import rule

if TYPE_CHECKING:
    from exporter.french.rules import Rule

_POINTS = {"N": "nord", "S": "sud", "E": "est", "O": "ouest", "W": "ouest"}
_WEATHER = re.compile(
    r"\b(?:vents?|rafales?|houles?|brises?|Beaufort|nœuds|noeuds|mistral|tramontane|flux|secteurs?|bourrasques?|dépression"
    r"|anticyclone|vagues?|mer (?:agitée|belle|forte|calme))\b",
    re.IGNORECASE,
)
_NEAR = 80


def rules() -> tuple[Rule, ...]:
    """Rules for two and three letters near a word of the weather, and for one after the wind's own words."""
    two = "[NS][EOW]|NN[EOW]|SS[EOW]|E[NS]E|[OW][NS][OW]"
    return (
        rule("wind", rf"(?<![\w.-])(?:[NSEOW]|{two})(?:-(?:[NSEOW]|{two}))+(?![\w.-])", _blowing),
        rule("wind", r"(?<![\w'.-])[NSEOW](?= (?:à|ou|puis|et) [NSEOW]{1,3}(?!\w))", _blowing),
        rule("wind", rf"(?<![\w.-])(?:{two})(?:/(?:{two}))*(?![\w-]|\.\w)", _blowing),
        rule(
            "wind",
            r"\b(?:[Vv]ents?|[Ss]ecteurs?|[Ff]lux|[Bb]rises?|[Rr]afales?|[Hh]oules?) (?:de |d'|du )?"
            r"(?P<it>[NSEOW])(?![\w'-]|\.\w)",
            _blowing,
        ),
    )


def _blowing(match: re.Match[str]) -> str | None:
    start, end = match.span()
    if not _WEATHER.search(match.string[max(0, start - _NEAR) : end + _NEAR]):
        return None
    text = match[match.re.groups]
    return " ".join("-".join(_POINTS[letter] for letter in part if letter != "-") for part in text.split("/"))
