"""Both genders in one word: "les étudiant·e·s" are "les étudiantes et étudiants", "un·e" is "un ou une"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.french.rules import rule

if TYPE_CHECKING:
    from exporter.french.rules import Rule

_POINT = "[·•‧⋅∙]"
_ENDINGS = "e|ne|le|te|se|fe|ve|rice|trice|euse|ère|esse"
_CUT = {"rice": "eur", "trice": "teur", "euse": "eur", "ère": "er", "ve": "f", "se": "x"}


def rules() -> tuple[Rule, ...]:
    """Rules for median points and for endings in brackets."""
    return (
        rule("inclusive", rf"(?<!\w)(?P<m>[^\W\d_]+){_POINT}(?P<f>{_ENDINGS})(?:{_POINT}?(?P<s>s))?(?!\w)", _both),
        rule("inclusive", rf"(?<!\w)(?P<m>[^\W\d_]{{2,}})\((?P<f>{_ENDINGS})\)(?P<s>s)?(?!\w)", _both),
        rule(
            "inclusive",
            rf"(?<!\w)(?P<m>[^\W\d_]+){_POINT}(?P<f>[^\W\d_]{{2,}})(?!\w)",
            _either,
        ),
        rule("inclusive", r"(?<!\w)(?P<m>[^\W\d_]+)[(](?P<f>la|une|elle)[)](?!\w)", _either),
        rule(
            "inclusive", r"(?<![\w/])(?P<m>ils?|lui|eux|le|un|celui|ceux)/(?P<f>\w+)(?![\w/])", _either, re.IGNORECASE
        ),
        rule("optional ending", r"(?<=\w)\((?:s|es|x|nt)\)(?!\w)", ""),
    )


def _either(match: re.Match[str]) -> str:
    return f"{match['m']} ou {match['f']}"


def _both(match: re.Match[str]) -> str:
    masculine, ending = match["m"], match["f"]
    cut = _CUT.get(ending, "")
    stem = masculine.removesuffix(cut)
    feminine = masculine + ending if cut and stem == masculine else stem + ending
    if match["s"]:
        return f"{feminine}s et {masculine if masculine.endswith('x') else masculine + 's'}"
    return f"{masculine} ou {feminine.lower()}"
