"""French typography, after the rules of the Imprimerie nationale."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from exporter.rewrite import Edit

if TYPE_CHECKING:
    from re import Pattern

_RULES: Final[tuple[tuple[str, Pattern[str], str], ...]] = (
    ("apostrophe", re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])"), "’"),
    ("high punctuation", re.compile(r"(?<=\S) (?=[;!?])"), "\u202f"),
    ("colon", re.compile(r"(?<=\S) (?=:(?:\s|\Z))"), "\u00a0"),
    ("quotes", re.compile(r"(?<=«) | (?=»)"), "\u00a0"),
)


def typeset(text: str) -> tuple[Edit, ...]:
    """Edits that set text by the typographic rules, each as narrow as can be; none if it is set already."""
    return tuple(
        sorted(
            Edit(match.start(), match.end(), new, rule)
            for rule, pattern, new in _RULES
            for match in pattern.finditer(text)
        )
    )
