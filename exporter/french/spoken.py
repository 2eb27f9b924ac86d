"""The spoken form of French: what a press narrator says for what is written, as edits over the written text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.french.numbers import NUMBER, number
from exporter.french.rules import claim, rule

if TYPE_CHECKING:
    from exporter.rewrite import Edit


def spoken(text: str) -> tuple[Edit, ...]:
    """Turn written text into its spoken form: edits in order and disjoint, each with the ``rule`` that made it."""
    return claim(text, _RULES)


_RULES = (rule("number", NUMBER, lambda match: number(match[0])),)
