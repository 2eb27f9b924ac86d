"""The phrases of ``assets/reading``: loaded once, folded, compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from exporter.model import NoticeKind
from exporter.readers.press.lines import bare, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.ports import World

RESOURCE = "assets/reading/fr.toml"


@dataclass(frozen=True, slots=True)
class Compounds:
    """Halves of words with a hyphen of their own, in lower case, and what the rest of a cut word looks like."""

    heads: frozenset[str]
    tails: frozenset[str]
    rests: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """What pages say around articles; all folded. ``lines`` maps a whole line to its reason code.

    ``patterns`` have a group for each reason, ``loose`` ones are for lines that do not end like a sentence.
    """

    lines: Mapping[str, str]
    words: frozenset[str]
    patterns: re.Pattern[str]
    loose: re.Pattern[str]
    share: frozenset[str]
    networks: frozenset[str]
    rubrics: frozenset[str]
    rubric_words: frozenset[str]
    kicker_openings: tuple[str, ...]
    mottos: re.Pattern[str]
    publishers: frozenset[str]
    publisher_words: frozenset[str]
    source_labels: frozenset[str]
    source_headings: frozenset[str]
    source_groups: frozenset[str]
    primary: frozenset[str]
    secondary: frozenset[str]
    genres: frozenset[str]
    cities: frozenset[str]
    note_labels: frozenset[str]
    notices: tuple[tuple[NoticeKind, re.Pattern[str]], ...]
    notice: re.Pattern[str]
    compounds: Compounds

    def __hash__(self) -> int:
        """Hash by identity: there is one of each resource."""
        return id(self)


def load(world: World) -> Phrases:
    """Read the phrases of the installation; raises `ResourceError`."""
    return parse(world.resource(RESOURCE))


@cache
def parse(data: bytes) -> Phrases:
    """Compile the phrases of a TOML file."""
    raw = tomllib.loads(data.decode())
    junk: dict[str, Any] = raw["junk"]
    vocabulary, sources, hyphens = raw["vocabulary"], raw["sources"], raw["hyphens"]
    rubrics = _bare(vocabulary["rubrics"])
    return Phrases(
        lines={bare(line): reason for reason in reversed(junk) for line in junk[reason]["lines"]},
        words=_bare(word for rules in junk.values() for word in rules.get("words", ())),
        patterns=_compiled(junk, "patterns"),
        loose=_compiled(junk, "loose"),
        share=_bare(vocabulary["share"]),
        networks=_bare(vocabulary["networks"]),
        rubrics=rubrics,
        rubric_words=frozenset(word for rubric in rubrics for word in rubric.split()),
        kicker_openings=tuple(sorted(_bare(vocabulary["kicker_openings"]))),
        mottos=_any(vocabulary["mottos"]),
        publishers=_bare(vocabulary["publishers"]),
        publisher_words=_bare(vocabulary["publisher_words"]),
        source_labels=_bare(sources["labels"]),
        source_headings=_bare((*sources["labels"], *(group for group in sources["groups"] if "source" in group))),
        source_groups=_bare(sources["groups"]),
        primary=_bare(sources["primary"]),
        secondary=_bare(sources["secondary"]),
        genres=_bare(sources["genres"]),
        cities=_bare(sources["cities"]),
        note_labels=_bare(sources["notes"]),
        notices=tuple((NoticeKind(kind), _any(patterns)) for kind, patterns in raw["notices"].items()),
        notice=_any(pattern for patterns in raw["notices"].values() for pattern in patterns),
        compounds=Compounds(frozenset(hyphens["heads"]), frozenset(hyphens["tails"]), re.compile(hyphens["rests"])),
    )


def _bare(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(bare(phrase) for phrase in phrases)


def _compiled(junk: dict[str, Any], kind: str) -> re.Pattern[str]:
    return re.compile(
        "|".join(f"(?P<{reason}>{'|'.join(rules[kind])})" for reason, rules in junk.items() if kind in rules)
    )


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


@lru_cache(maxsize=4096)
def publisher_score(name: str, phrases: Phrases) -> int:
    """Score how much a name looks like a publisher's: 3 and more is sure, 0 and less is not one."""
    key = bare(name)
    words = key.split()
    if not words or len(name) > 80 or key in phrases.kicker_openings:
        return -3
    if key in phrases.publishers:
        return 4
    score = 0
    score += 2 * bool(re.fullmatch(r"[A-ZÀ-Þ][A-ZÀ-Þ0-9&.-]{1,7}", name))
    score += 3 * bool(re.search(r"\w\.(?:fr|com|org|net|info|eu|be|ch|ca|tv|media|news|gouv\.fr)$", fold(name)))
    score += 2 * bool(phrases.publisher_words.intersection(re.split(r"[\s'-]", key)))
    score += bool(re.match(r"(?:The|Le|La|Les|L['’]|El|Die|Der|Il)\s?[A-ZÀ-Þ]", name)) and len(words) <= 4
    score -= len(words) > 5
    score -= 2 * bool(re.search(r"[?!…:«»“”]", name))
    return score
