"""The words by which lines of copied pages give themselves away: ``assets/reading/cues.toml``, compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.ports import World

RESOURCE = "assets/reading/cues.toml"

_WHOLE = 160
_HEAD = 110
_TAIL = 40
_LONG = 40
_SCALES = ((12, 1.0), (30, 0.5))
_LEAST = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """Short words that sentences have, and patterns by their names; ``long`` ones are looked for in prose as well."""

    function_words: frozenset[str]
    patterns: tuple[tuple[str, re.Pattern[str], bool], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the cues, in order."""
        return tuple(name for name, _, _ in self.patterns)

    def found(self, lowered: str, words: int) -> list[float]:
        """Weigh what stands in a line, one figure a cue: 1 in a short line, less in a long one, 0 where nothing is.

        Of a long line only the beginning and the end are looked at.
        """
        head = lowered if len(lowered) <= _WHOLE else f"{lowered[:_HEAD]} … {lowered[-_TAIL:]}"
        scale = next((scale for most, scale in _SCALES if words <= most), _LEAST)
        return [
            scale if (long or words <= _LONG) and pattern.search(head) else 0.0 for _, pattern, long in self.patterns
        ]


def load(world: World) -> Cues:
    """Read the cues of the installation; raises `ResourceError`."""
    return parse(world.resource(RESOURCE))


@cache
def parse(data: bytes) -> Cues:
    """Compile the cues of a TOML file."""
    raw = tomllib.loads(data.decode())
    long = frozenset(raw["long"])
    return Cues(
        frozenset(raw["function_words"].split()),
        tuple(
            (name, re.compile("|".join(f"(?:{pattern})" for pattern in patterns)), name in long)
            for name, patterns in raw["cues"].items()
        ),
    )
