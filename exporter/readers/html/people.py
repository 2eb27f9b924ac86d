"""Authors: what a page's several places say of them, brought together."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
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
_NONE = re.compile(
    r"|null|none|undefined|admin|administrateur|administrator|webmaster|author|auteur|anonyme|user|super user|root"
)
_TWICE = re.compile(r"\b(?P<name>\w[\w .'’-]{3,60}?)[\s,|·-]{0,3}(?P=name)(?!\w)")
_LABEL = re.compile(
    r"(?:soumis|propos[ée]|signé|textes?|article|publiée?|postée?) par (?=[A-ZÀ-Þ])|textes? :?\s?(?=[A-ZÀ-Þ])",
    re.IGNORECASE,
)
_INVERTED = re.compile(
    r"(?P<family>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?), (?P<given>[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*)?)"
    r"(?: \([^()]{1,40}\))?"
)
_CATALOGUE = re.compile(r"citation|\bdc", re.IGNORECASE)
"""Origins that put family names first."""

_AND = re.compile(r"\s+(?:et|&|and)\s+|\s*;\s*|(?<=\)),?\s+")
_EACH = re.compile(r"(?P<name>[^,()]{3,60}?)(?: ?\((?P<inside>[^()]{2,80})\)|, (?P<role>[a-zà-þ][^,()]{1,80}))?[,. ]*")
_PREFIX = re.compile(
    r"(?:(?:(?:propos |textes? |article )?(?:recueillis?|rédigée?|écrite?|publiée?|réalisée?|mise? en ligne) )?par|by"
    r"|de notre|auteur(?:e|rice)?s?|autrices?)(?:\s?:)?[\s\u00a0]+(?:,\s)?",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"sources?[\s\u00a0]*:?[\s\u00a0]+(?P<name>(?-i:[A-ZÀ-Þ\w]).{1,60})$", re.IGNORECASE)
_LONGEST = 120


def read(written: str) -> tuple[Person, ...]:
    """Read the persons or houses that one claim names; none for addresses and the names of no one."""
    text = plain(written).strip(" \u00a0,;:|–—-")
    if _NONE.fullmatch(bare(text)) or _NOBODY.search(text) or len(text) > _LONGEST:
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


@lru_cache(maxsize=1024)
def plain(line: str) -> str:
    """Write a byline as most are: "Par" for other words that say so, a name that stands there twice once."""
    return _TWICE.sub(r"\g<name>", _LABEL.sub("Par ", line, count=1) if _LABEL.match(line) else line)


def described(line: str) -> tuple[Person, ...]:
    """Read a byline in which several persons each have a word on them; none for others."""
    pieces = _AND.split(_PREFIX.sub("", line, count=1))
    found = [one for piece in pieces if (one := _EACH.fullmatch(piece)) and people.is_name(one["name"])]
    told = [one["inside"] or one["role"] for one in found]
    shared = any(one["role"] for one in found) and not all(told)  # "A and B, journalists"
    if len(pieces) < 2 or len(found) < len(pieces) or shared or not any(told):  # noqa: PLR2004 - several
        return ()
    return tuple(Person(one["name"], role) for one, role in zip(found, told, strict=True))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def choose(claims: Sequence[Claim], sites: frozenset[str]) -> tuple[tuple[Person, ...], str]:
    """Choose between the claims, in their order, and tell where the choice stands.

    Persons are better than the name of the house, what several places say than what one does, and one that names the
    same persons and more than one that does not.
    """
    groups: dict[str, list[Person]] = {}
    for claim in claims:
        told = groups.setdefault(claim.origin, [])
        value = _INVERTED.fullmatch(claim.value) if _CATALOGUE.search(claim.origin) else None
        written = f"{value['given']} {value['family']}" if value else claim.value
        persons = (_unhoused(person, sites) for person in read(written))
        told += [person for person in persons if not any(_again(person, one) for one in told)]
    found = {origin: _persons(told, sites) for origin, told in groups.items() if told}
    named = {origin: {bare(person.name) for person in told} for origin, told in found.items()}

    def worth(origin: str) -> tuple[bool, int]:
        persons = all(people.is_name(person.name) and not _house(person, sites) for person in found[origin])
        return persons, sum(named[origin] == other for other in named.values())

    best = max(found, key=worth, default="")
    best = next((origin for origin in found if named[origin] > named[best]), best)
    return (tuple(found[best]), best) if best else ((), "")


def _unhoused(person: Person, sites: frozenset[str]) -> Person:
    """A person without the name of the house before the own: "Le Val Anne Roy"."""
    house = next((site for site in sites if bare(person.name).startswith(f"{site} ")), "")
    name = " ".join(person.name.split()[len(house.split()) :])
    return replace(person, name=name) if house and people.is_name(name) else person


def _persons(told: list[Person], sites: frozenset[str]) -> list[Person]:
    """Persons without the house that they are named with."""
    others = [person for person in told if not _house(person, sites)]
    return others if others and all(people.is_name(person.name) for person in others) else told


def _again(person: Person, known: Person) -> bool:
    """Tell whether a name is one that is known, perhaps with more behind it."""
    return f"{bare(person.name)} ".startswith(f"{bare(known.name)} ")


def _house(person: Person, sites: frozenset[str]) -> bool:
    """Tell the publication's own name, its address or its newsroom."""
    key = bare(person.name)
    return any(key == site or (len(site) > 3 and site in key) for site in sites) or "redaction" in key  # noqa: PLR2004 - "le", "la"
