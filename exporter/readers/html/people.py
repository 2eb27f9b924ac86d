"""Authors: what a page's several places say of them, brought together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.model import Person
from exporter.readers.press import people
from exporter.readers.press.lines import bare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.readers.html.claims import Claim

_NOBODY = re.compile(
    r"https?:|www\.|^@|^[\w.+-]+@[\w.-]+$|^[\w-]+(?:\.[\w-]+)*\.(?:fr|com|org|net|info|eu|be|ch|ca|tv|media|news|io|co)$",
    re.IGNORECASE,
)
_NONE = frozenset(
    {
        "",
        "null",
        "none",
        "undefined",
        "admin",
        "administrateur",
        "administrator",
        "webmaster",
        "author",
        "auteur",
        "anonyme",
        "user",
        "root",
    }
)
_PREFIX = re.compile(
    r"(?:(?:(?:propos |textes? |article )?(?:recueillis?|rédigée?|écrite?|publiée?|réalisée?|mise? en ligne) )?par|by"
    r"|de notre|auteur(?:e|rice)?s?|autrices?)(?:\s?:)?[\s\u00a0]+(?:,\s)?",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"sources?[\s\u00a0]*:?[\s\u00a0]+(?P<name>(?-i:[A-ZÀ-Þ\w]).{1,60})$", re.IGNORECASE)
_LONGEST = 120


def read(written: str) -> tuple[Person, ...]:
    """Read the persons or houses that one claim names; none for addresses and the names of no one."""
    text = written.strip(" \u00a0,;:|–—-")
    if bare(text) in _NONE or _NOBODY.search(text) or len(text) > _LONGEST:
        return ()
    source = _SOURCE.match(text)
    if source:
        return (Person(source["name"].strip(), "source"),)
    bared = _PREFIX.sub("", text, count=1).strip(" \u00a0,;:.") if _PREFIX.match(text) else text
    found = people.byline(text, lone=True) or people.byline(bared, lone=True)
    if found and _words(bared) <= {
        word for person in found for word in _words(f"{person.name} et {person.description or ''}")
    }:
        return found
    return (Person(bared),) if re.search(r"[^\W\d_]{2}", bared) else ()


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def choose(claims: Sequence[Claim], sites: frozenset[str]) -> tuple[tuple[Person, ...], str]:
    """Choose between the claims, in their order, and tell where the choice stands.

    One that names the same persons and more is better, and so are persons than the name of the house.
    """
    groups: dict[str, list[Person]] = {}
    for claim in claims:
        told = groups.setdefault(claim.origin, [])
        told += [person for person in read(claim.value) if not any(_again(person, one) for one in told)]
    best: tuple[tuple[Person, ...], str] = ((), "")
    for origin, told in groups.items():
        if told and (not best[0] or _better(told, best[0], sites)):
            best = (tuple(told), origin)
    return best


def _again(person: Person, known: Person) -> bool:
    """Tell whether a name is one that is known, perhaps with more behind it."""
    return f"{bare(person.name)} ".startswith(f"{bare(known.name)} ")


def _better(told: Sequence[Person], than: Sequence[Person], sites: frozenset[str]) -> bool:
    """Tell whether a later claim is to be preferred."""
    names, before = {bare(person.name) for person in told}, {bare(person.name) for person in than}
    if before < names:
        return True
    house = all(_house(person, sites) for person in than)
    return house and all(people.is_name(person.name) and not _house(person, sites) for person in told)


def _house(person: Person, sites: frozenset[str]) -> bool:
    """Tell the publication's own name, its address or its newsroom."""
    key = bare(person.name)
    return any(key == site or (len(site) > 3 and site in key) for site in sites) or "redaction" in key  # noqa: PLR2004 - "le", "la"
