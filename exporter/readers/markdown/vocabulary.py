"""The words of ``assets/reading/markdown.toml``: keys of front matter and titles of boxes, folded and looked up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from exporter.readers.press.lines import fold

if TYPE_CHECKING:
    from exporter.ports import World

RESOURCE = "assets/reading/markdown.toml"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``keys`` lists, for each field, the folded keys that give it; ``boxes`` the titles of boxes by their kind."""

    keys: Mapping[str, tuple[str, ...]]
    boxes: Mapping[str, str]

    def is_key(self, key: str) -> bool:
        """Tell whether a key of front matter is one that the house reads."""
        return any(folded(key) in known for known in self.keys.values())


def folded(key: str) -> str:
    """Fold a key for comparison: no case, accents, spaces, hyphens or underscores."""
    return re.sub(r"[\s_'.-]", "", fold(key))


def load(world: World) -> Vocabulary:
    """Read the vocabulary of the installation; raises `ResourceError`."""
    return _parse(world.resource(RESOURCE))


@cache
def _parse(data: bytes) -> Vocabulary:
    raw = tomllib.loads(data.decode())
    return Vocabulary({field: tuple(map(folded, keys)) for field, keys in raw["keys"].items()}, raw["admonitions"])
