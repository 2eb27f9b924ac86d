"""The word lists of the spoken form, from ``assets/french``: read once, when first needed."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from exporter import resources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@cache
def table(name: str, key: str) -> Mapping[str, str]:
    """A table of ``assets/french/NAME.toml``: what is written, and what is said."""
    return MappingProxyType(_load(name)[key])


@cache
def rows(name: str, key: str) -> Mapping[str, tuple[str, ...]]:
    """A table whose entries have several forms."""
    return MappingProxyType({entry: tuple(forms) for entry, forms in _load(name)[key].items()})


@cache
def records(name: str, key: str) -> Mapping[str, tuple[Mapping[str, str], ...]]:
    """A table whose entries are records of named fields."""
    return MappingProxyType({entry: tuple(fields) for entry, fields in _load(name)[key].items()})


@cache
def words(name: str, key: str) -> frozenset[str]:
    """A list of words, which a file keeps as one string."""
    return frozenset(_load(name)[key].split())


@cache
def columns(name: str) -> Mapping[str, str]:
    """The two columns of ``assets/french/NAME.tsv``, a table that is too long for TOML."""
    text = resources.read(f"assets/french/{name}.tsv").decode()
    return MappingProxyType(dict(line.split("\t", 1) for line in text.splitlines() if not line.startswith("#")))


@cache
def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.read(f"assets/french/{name}.toml").decode())


def any_of(strings: Iterable[str]) -> str:
    """A pattern that matches any of the strings, the longest first."""
    return "(?:" + "|".join(re.escape(string) for string in sorted(strings, key=lambda s: (-len(s), s))) + ")"
