"""The article's metadata: claims reconciled, each field with the place that it was taken from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from exporter.events import Understood
from exporter.messages import Message
from exporter.model import Metadata, PartialDate, Person
from exporter.passes import decision
from exporter.readers.flow import naming, tree
from exporter.readers.flow.tree import Element
from exporter.readers.html import people
from exporter.readers.html.claims import Claim
from exporter.readers.html.visible import Visible
from exporter.readers.press import dates
from exporter.readers.press.lines import bare
from exporter.readers.press.people import is_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from exporter.events import Report


_ISO = re.compile(r"\s*(?P<y>\d{4})([-/.])(?P<m>\d{2})\2(?P<d>\d{2})(?!\d)")
_COMPACT = re.compile(r"\s*(?P<y>(?:19|20)\d{2})(?P<m>[01]\d)(?P<d>[0-3]\d)(?:\d{4,6}|T|$)")
_IN_ADDRESS = re.compile(
    r"(?P<y>(?:19|20)\d{2})[/_-]?(?P<m>0[1-9]|1[0-2])[/_-]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?P<d2>0[1-9]|[12]\d|3[01])[/_-](?P<m2>0[1-9]|1[0-2])[/_-](?P<y2>(?:19|20)\d{2})(?!\d)"
)
_WEAK = re.compile(r"^(?:author|(?:og:)?article:author|dc.*|twitter:.*)$", re.IGNORECASE)
"""Origins that often name whoever put the page on the web: a byline says better."""

_LAST = re.compile(r"(?:dc(?:terms)?[.:])?(?:date|created)$", re.IGNORECASE)
"""Origins that as often name the day of the last change: what the page shows says better."""

Dated = tuple[PartialDate | None, str]
"""A date and where it was found."""

_OLDEST = 1600
_KEYWORDS = 20
_LONGEST_SEARCH = 300_000


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and the blocks on it that hold the article's words: no date in them is the article's own."""

    root: Element
    text: frozenset[Element]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that was said about the article: the claims of its head, what it shows, the title that was chosen."""

    claims: Sequence[Claim]
    visible: Visible
    title: Claim
    sites: frozenset[str]
    subtitle: str | None
    now: datetime


def reconcile(page: Page, evidence: Evidence) -> tuple[Metadata, tuple[Understood, ...]]:
    """Choose a value for each field, and tell where it was found."""
    claims = (*evidence.claims, *evidence.visible.claims)
    persons, byline = _authors(page, claims, evidence)
    published = _published(page, claims, evidence)
    updated = _dated(_of(claims, "updated"), evidence.now)
    houses = [claim for claim in _of(claims, "publisher") if not claim.value.startswith(("http:", "https:", "//", "@"))]
    publisher = (houses[0].value, houses[0].origin) if houses else (None, "")
    url = _first(_of(claims, "url"), tree.address)
    language = _first(_of(claims, "language"), tree.tag)
    words = tuple(dict.fromkeys(word for claim in _of(claims, "keywords") for word in _keywords(claim.value)))
    later = updated if updated[0] and published[0] and str(updated[0]) > str(published[0]) else (None, "")
    found = Metadata(
        title=evidence.title.value,
        language=language[0] or "und",
        subtitle=evidence.subtitle,
        authors=persons,
        publisher=publisher[0],
        published=published[0],
        updated=later[0],
        reading_minutes=evidence.visible.minutes,
        url=url[0],
        keywords=words[:_KEYWORDS],
    )
    origins = {
        "title": evidence.title.origin,
        "authors": byline,
        "published": published[1],
        "updated": later[1],
        "publisher": publisher[1],
        "url": url[1],
    }
    return found, tuple(Understood(name, _shown(found, name), origin) for name, origin in origins.items() if origin)


def declared(claims: Iterable[Claim]) -> str:
    """Where the language was declared; empty if nowhere."""
    return _first(_of(claims, "language"), tree.tag)[1]


def _shown(found: Metadata, name: str) -> str:
    value = getattr(found, name)
    return ", ".join(person.name for person in value) if isinstance(value, tuple) else str(value)


def _of(claims: Iterable[Claim], name: str) -> list[Claim]:
    return [claim for claim in claims if claim.field == name]


def _first(claims: Iterable[Claim], read: Callable[[str], str | None]) -> tuple[str | None, str]:
    """The first claim that can be read, with its origin."""
    return next(((value, claim.origin) for claim in claims if (value := read(claim.value)) is not None), (None, ""))


def _extracted(root: Element) -> Iterator[Claim]:
    """What trafilatura takes for the author, where nothing else names one: names that stand so on the page."""
    from trafilatura.metadata import extract_author  # noqa: PLC0415 - as in `exporter.readers.html.body`

    try:
        found = extract_author(root)
    except Exception:  # noqa: BLE001 - as in `exporter.readers.html.body`
        return
    written = tree.words(root) if found else ""
    for name in map(str.strip, (found or "").split(";")):
        if is_name(name) and name in written:
            yield Claim("author", name, "trafilatura")


def _authors(page: Page, claims: Sequence[Claim], evidence: Evidence) -> tuple[tuple[Person, ...], str]:
    """The authors: what the head claims, or the byline with what it adds to the names."""
    shown = [Claim("author", person.name, Message("byline")) for person in evidence.visible.people]
    claimed = _of(claims, "author")
    weak = [claim for claim in claimed if _WEAK.search(claim.origin)]
    told = [*(claim for claim in claimed if claim not in weak), *shown, *weak]
    persons, origin = people.choose(told, evidence.sites)
    if not persons:
        persons, origin = people.choose(list(_extracted(page.root)), evidence.sites)
    described = {bare(person.name): person for person in evidence.visible.people if person.description}
    return tuple(described.get(bare(person.name), person) for person in persons), origin


def _published(page: Page, claims: Sequence[Claim], evidence: Evidence) -> Dated:
    """The day of publication: claimed, shown, in the address, or, last, searched for all over the page."""
    claimed = sorted(_of(claims, "published"), key=lambda claim: _LAST.match(claim.origin) is not None)  # stable
    paths = (_IN_ADDRESS.search(unquote(urlsplit(claim.value).path)) for claim in _of(claims, "url"))
    days = ("-".join(match[name] or match[f"{name}2"] for name in ("y", "m", "d")) for match in paths if match)
    found = _dated(claimed, evidence.now)
    found = found if found[0] else _dated((Claim("published", day, Message("address")) for day in days), evidence.now)
    return found if found[0] else _searched(page, evidence.now)


def _searched(page: Page, now: datetime) -> Dated:
    """Search what stands around the text, listings of other articles left out."""
    from htmldate import find_date  # noqa: PLC0415 - slow to load, rarely needed

    if sum(len(words) for words in page.root.itertext()) > _LONGEST_SEARCH:
        return None, ""
    around = deepcopy(page.root)
    holding = {above for block in page.text for above in block.iterancestors()}
    pairs = zip(page.root.iter(), list(around.iter()), strict=True)
    for element in [twin for one, twin in pairs if one in page.text or (one not in holding and _listing(one))]:
        if element.getparent() is not None:
            element.drop_tree()
    try:
        found = find_date(around, original_date=True, extensive_search=False, max_date=now.strftime("%Y-%m-%d"))
    except Exception:  # noqa: BLE001 - as in `exporter.readers.html.body`
        return None, ""
    return _dated([Claim("published", found or "", "htmldate")], now)


def _listing(element: Element) -> bool:
    """Tell code, menus, comments, and an item of a list that leads elsewhere."""
    if element.tag in ("pre", "code", "nav", "aside") or naming.called(element, naming.COMMENTS):
        return True
    if element.tag not in ("li", "tr", "dd", "article", "div"):
        return False
    links = sum(len(tree.words(link)) for link in element.iter("a"))
    return links * 2 > len(tree.words(element)) > 0


def _dated(claims: Iterable[Claim], now: datetime) -> Dated:
    """The date of the first claim that is one, unless others agree on another and none does on that."""
    read: list[Dated] = [(found, claim.origin) for claim in claims if (found := date(claim.value, now))]
    places = {found: {origin for one, origin in read if one == found} for found, _ in read}
    return max(read, key=lambda pair: len(places[pair[0]]) > 1, default=(None, ""))


def date(written: str, now: datetime) -> PartialDate | None:
    """Read a date in whatever form; none from the future or before newspapers."""
    found: PartialDate | None
    day = _ISO.match(written) or _COMPACT.match(written)
    try:
        found = PartialDate.parse("-".join(day.group("y", "m", "d"))) if day else dates.first(written)
    except ValueError:
        return None
    return found if found is not None and _OLDEST <= found.year <= now.year + 1 else None


def _keywords(written: str) -> list[str]:
    return [word for part in re.split(r"[,;|]", written) if (word := part.strip()) and len(word) <= 60]  # noqa: PLR2004 - a phrase


def checked(metadata: Metadata, origin: str, paragraphs: Iterable[str], report: Report) -> Metadata:
    """Correct the language, declared by ``origin``, by the article's words; French from France is told as French."""
    primary, _, region = metadata.language.partition("-")
    declared = primary.lower() + (f"-{region.upper()}" if region and region.upper() != "FR" else "")
    decided = decision.decide(declared, origin, decision.sample(paragraphs))
    decided.tell(report)
    return replace(metadata, language=decided.language)
