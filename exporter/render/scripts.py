"""Scripts other than the Latin one: which way they run, and the brackets that their readings stand in."""

from __future__ import annotations

import re
from typing import Final

_EAST_ASIAN: Final = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")


_LEFTWARD_SCRIPTS: Final = frozenset(
    ("adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa")
)
_LEFTWARD: Final = frozenset(
    (
        *("ar", "arc", "ary", "arz", "azb", "bal", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "ks", "lrc", "mzn"),
        *("nqo", "pnb", "prs", "ps", "sam", "sd", "skr", "syr", "ug", "ur", "yi"),
    )
)
"""Languages that are written in one of these unless they say another (Unicode CLDR, likely subtags)."""
_SCRIPT: Final = 4
"""Letters of a script's subtag in BCP 47."""


def direction(tag: str) -> str:
    """The way in which a language (a BCP 47 tag) runs: ``ltr`` or ``rtl``."""
    primary, *rest = tag.lower().split("-")
    script = next((part for part in rest if len(part) == _SCRIPT and part.isalpha()), None)
    leftward = primary in _LEFTWARD if script is None else script in _LEFTWARD_SCRIPTS
    return "rtl" if leftward else "ltr"


def brackets(reading: str) -> tuple[str, str]:
    """The brackets around a reading: wide ones around wide letters, which need no space before."""
    return ("（", "）") if _EAST_ASIAN.search(reading) else (" (", ")")


def bracketed(reading: str) -> str:
    """A reading in its brackets; nothing of an empty one."""
    return reading.join(brackets(reading)) if reading.strip() else ""
