"""The article's metadata: claims reconciled, each field with the place that it was taken from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import unquote, urlsplit

from exporter.events import Understood
from exporter.model import Metadata, PartialDate, Person, is_language_tag
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


_ISO = re.compile(r"\s*(\d{4})([-/.])(\d{2})\2(\d{2})(?!\d)")
_COMPACT = re.compile(r"\s*((?:19|20)\d{2})([01]\d)([0-3]\d)(?:\d{4,6}|T|$)")
_IN_ADDRESS = re.compile(
    r"(?P<y>(?:19|20)\d{2})[/_-]?(?P<m>0[1-9]|1[0-2])[/_-]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?P<d2>0[1-9]|[12]\d|3[01])[/_-](?P<m2>0[1-9]|1[0-2])[/_-](?P<y2>(?:19|20)\d{2})(?!\d)"
)
_WEAK = re.compile(r"^(?:author|(?:og:)?article:author|dc.*|twitter:.*)$", re.IGNORECASE)
"""Origins that often name whoever put the page on the web: a byline says better."""

_LAST = re.compile(r"(?:dc(?:terms)?[.:])?(?:date|created)$", re.IGNORECASE)
"""Origins that as often name the day of the last change: what the page shows says better."""

Value = TypeVar("Value")
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
    publisher = next((claim for claim in _of(claims, "publisher") if not _address(claim.value)), None)
    url = _first(_of(claims, "url"), lambda claim: tree.address(claim.value, None))
    language = _first(_of(claims, "language"), lambda claim: _language(claim.value))
    words = tuple(dict.fromkeys(word for claim in _of(claims, "keywords") for word in _keywords(claim.value)))
    later = updated if updated and published and str(updated[0]) > str(published[0]) else None
    found = Metadata(
        title=evidence.title.value,
        language=language[0] if language else "und",
        subtitle=evidence.subtitle,
        authors=persons,
        publisher=publisher.value if publisher else None,
        published=published[0] if published else None,
        updated=later[0] if later else None,
        reading_minutes=evidence.visible.minutes,
        url=url[0] if url else None,
        keywords=words[:_KEYWORDS],
    )
    origins = {
        "title": evidence.title.origin,
        "authors": byline,
        "published": published[1] if published else "",
        "updated": later[1] if later else "",
        "publisher": publisher.origin if publisher else "",
        "url": url[1] if url else "",
    }
    return found, tuple(Understood(name, _shown(found, name), origin) for name, origin in origins.items() if origin)


def declared(claims: Iterable[Claim]) -> str:
    """Where the language was declared; empty if nowhere."""
    found = _first(_of(claims, "language"), lambda claim: _language(claim.value))
    return found[1] if found else ""


def _shown(found: Metadata, name: str) -> str:
    value = getattr(found, name)
    return ", ".join(person.name for person in value) if isinstance(value, tuple) else str(value)


def _of(claims: Iterable[Claim], name: str) -> list[Claim]:
    return [claim for claim in claims if claim.field == name]


def _first(claims: Iterable[Claim], read: Callable[[Claim], Value | None]) -> tuple[Value, str] | None:
    """The first claim that can be read, with its origin."""
    return next(((value, claim.origin) for claim in claims if (value := read(claim)) is not None), None)


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
    shown = [Claim("author", person.name, "byline") for person in evidence.visible.people]
    claimed = _of(claims, "author")
    weak = [claim for claim in claimed if _WEAK.search(claim.origin)]
    told = [*(claim for claim in claimed if claim not in weak), *shown, *weak]
    persons, origin = people.choose(told, evidence.sites)
    if not persons:
        persons, origin = people.choose(list(_extracted(page.root)), evidence.sites)
    described = {bare(person.name): person for person in evidence.visible.people if person.description}
    return tuple(described.get(bare(person.name), person) for person in persons), origin


def _published(page: Page, claims: Sequence[Claim], evidence: Evidence) -> tuple[PartialDate, str] | None:
    """The day of publication: claimed, shown, in the address, or, last, searched for all over the page."""
    claimed = sorted(_of(claims, "published"), key=lambda claim: _LAST.match(claim.origin) is not None)  # stable
    found = _dated(claimed, evidence.now)
    if found:
        return found
    for claim in _of(claims, "url"):
        match = _IN_ADDRESS.search(unquote(urlsplit(claim.value).path))
        if match:
            year, month, day = (match[name] or match[f"{name}2"] for name in ("y", "m", "d"))
            read = date(f"{year}-{month}-{day}", evidence.now)
            if read:
                return read, "address"
    return _searched(page, evidence.now)


def _searched(page: Page, now: datetime) -> tuple[PartialDate, str] | None:
    """Search what stands around the text, listings of other articles left out."""
    from htmldate import find_date  # noqa: PLC0415 - slow to load, rarely needed

    if sum(len(words) for words in page.root.itertext()) > _LONGEST_SEARCH:
        return None
    around = deepcopy(page.root)
    holding = {above for block in page.text for above in block.iterancestors()}
    pairs = zip(page.root.iter(), list(around.iter()), strict=True)
    for element in [twin for one, twin in pairs if one in page.text or (one not in holding and _listing(one))]:
        if element.getparent() is not None:
            element.drop_tree()
    try:
        found = find_date(around, original_date=True, extensive_search=False, max_date=now.strftime("%Y-%m-%d"))
    except Exception:  # noqa: BLE001 - as in `exporter.readers.html.body`
        return None
    read = date(found, now) if found else None
    return (read, "htmldate") if read else None


def _listing(element: Element) -> bool:
    """Tell code, menus, comments, and an item of a list that leads elsewhere."""
    if element.tag in ("pre", "code", "nav", "aside") or naming.called(element, naming.COMMENTS):
        return True
    if element.tag not in ("li", "tr", "dd", "article", "div"):
        return False
    links = sum(len(tree.words(link)) for link in element.iter("a"))
    return links * 2 > len(tree.words(element)) > 0


def _dated(claims: Iterable[Claim], now: datetime) -> tuple[PartialDate, str] | None:
    """The date of the first claim that is one, unless others agree on another and none does on that."""
    read = [(found, claim.origin) for claim in claims if (found := date(claim.value, now))]
    places = {found: {origin for one, origin in read if one == found} for found, _ in read}
    return max(read, key=lambda pair: len(places[pair[0]]) > 1, default=None)


def date(written: str, now: datetime) -> PartialDate | None:
    """Read a date in whatever form; none from the future or before newspapers."""
    found: PartialDate | None
    try:
        iso = _ISO.match(written)
        compact = _COMPACT.match(written)
        if iso:
            found = PartialDate.parse("-".join(iso.group(1, 3, 4)))
        elif compact:
            found = PartialDate.parse("-".join(compact.groups()))
        else:
            found = dates.first(written)
    except ValueError:
        return None
    return found if found is not None and _OLDEST <= found.year <= now.year + 1 else None


def _address(text: str) -> bool:
    return text.startswith(("http:", "https:", "//", "@"))


def _language(written: str) -> str | None:
    tag = written.strip().replace("_", "-")
    return tag if is_language_tag(tag) else None


def _keywords(written: str) -> list[str]:
    return [word for part in re.split(r"[,;|]", written) if (word := part.strip()) and len(word) <= 60]  # noqa: PLR2004 - a phrase
