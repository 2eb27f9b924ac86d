"""Both genders in one word: "les étudiant·e·s" are "les étudiantes et étudiants", "un·e" is "un ou une"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.french.rules import rule

if TYPE_CHECKING:
    import re

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
            lambda m: f"{m['m']} ou {m['f']}",
        ),
        rule("optional ending", r"(?<=\w)\((?:s|es|x|nt)\)(?!\w)", ""),
    )


def _both(match: re.Match[str]) -> str:
    masculine, ending = match["m"], match["f"]
    cut = _CUT.get(ending, "")
    stem = masculine.removesuffix(cut)
    feminine = masculine + ending if cut and stem == masculine else stem + ending
    if match["s"]:
        return f"{feminine}s et {masculine if masculine.endswith('x') else masculine + 's'}"
    return f"{masculine} ou {feminine}"
