"""The spoken form of French: what a press narrator says for what is written, as edits over the written text.

The rules run from the most specific to the most general; what one has claimed no later one touches. Plain words have no
edit, sentences keep their final point, and the spoken form of a spoken form is itself.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from exporter.french import (
    acronyms,
    calls,
    dates,
    expansions,
    figures,
    inclusive,
    minus,
    quantities,
    references,
    roman,
    rules,
    signs,
    slashes,
    sounds,
    times,
    web,
    winds,
)

if TYPE_CHECKING:
    from exporter.rewrite import Edit


def spoken(text: str, fixed: tuple[Edit, ...] = ()) -> tuple[Edit, ...]:
    """Turn written text into its spoken form: edits in order and disjoint, each with the ``rule`` that made it.

    What the ``fixed`` edits (in order, disjoint) claim, no rule touches.
    """
    return sounds.given(text, rules.claim(text, _rules(), fixed))


@cache
def _rules() -> tuple[rules.Rule, ...]:
    return (
        *signs.silent(),
        *calls.rules(),
        *figures.endless(),
        *inclusive.rules(),
        *web.rules(),
        *dates.figures(),
        *references.rules(),
        *dates.rules(),
        *minus.rules(),
        *figures.powers(),
        *figures.elisions(),
        *times.rules(),
        *figures.halves(),
        *slashes.rules(),
        *figures.fractions(),
        *figures.ranks(),
        *roman.rules(),
        *winds.rules(),
        *figures.ranges(),
        *quantities.rules(),
        *expansions.rules(),
        *acronyms.rules(),
        *figures.numbers(),
        *signs.pauses(),
        *signs.said(),
    )
