"""What front matter says of an article: metadata, lead, cover, sources, licence."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from exporter.events import Dropped, Understood, Warned
from exporter.messages import Message
from exporter.model import Figure, Metadata, PartialDate, Person, Source, SourceKind, is_language_tag
from exporter.passes.languages import detect
from exporter.readers.markdown.matter import Value, folded
from exporter.readers.markdown.restoring import is_address
from exporter.readers.markdown.shortcodes import shown
from exporter.readers.press import citation, dates
from exporter.readers.press.lines import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from exporter.events import Report
    from exporter.readers.markdown.matter import Matter, Table, Vocabulary
    from exporter.readers.press.phrases import Phrases

_TRUE = frozenset({"true", "yes", "oui", "1", "on"})
_FALSE = frozenset({"false", "no", "non", "0", "off"})
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_SHORT_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_STAMP = re.compile(r"^(\d{4})-?(\d\d)-?(\d\d)[T ]?\d{2}:?\d{2}")
_EMAIL = re.compile(r"\s*[<(]?\s*[\w.+-]{1,64}@[\w.-]{1,120}\w\s*[>)]?")
_PEOPLE = re.compile(r"\s*(?:;|/|(?:&|\bet\b|\band\b)(?!\s*(?:Fils|Filles|Frères|Sœurs|Cie|Co|Associés|Sons)\b))\s*")
"""What stands between people; a house ("O’Neil & Fils") is one."""
_PATHS = ("src", "url", "path", "image", "file", "feature", "teaser", "overlayimage", "large", "feed", "filename")
_UNSAID = frozenset({"", "default", "none", "null", "false", "~", "[]", "{}"})
_FILE = re.compile(r"(?!https?:)\S+\.(?:bib|bibtex|csl|enl|json|ris|ya?ml|xml)$", re.IGNORECASE)
Found = TypeVar("Found")
_CALL = re.compile(r"\s?\[\^[^\[\]\s]{1,60}\]")


UNTOLD: Final = "und"
"""The language where no field tells one."""


@dataclass(frozen=True, slots=True)
class Fields:
    """What front matter said; empty where it said nothing."""

    metadata: Metadata
    description: str = ""
    sources: tuple[Source, ...] = ()
    licence: str = ""
    cover: Figure | None = None


def read(matter: Matter, vocabulary: Vocabulary, phrases: Phrases, report: Report) -> Fields:
    """Read the fields that the house knows; the keys of those that no edition shows are reported."""
    flat = dict(matter.fields)
    for key in vocabulary.keys["nested"]:
        inner = flat.get(key)
        for name, value in inner.items() if isinstance(inner, dict) else ():
            flat.setdefault(folded(name), value)
    reading = _Reading(flat, vocabulary, report)
    found = reading.fields(phrases)
    reading.tell(found.metadata)
    for entry in matter.entries:
        if not reading.has_used(entry.key):
            report(Dropped(entry.line, entry.text, "front-matter"))
    return found


_CALLED: Final = {"minutes": "reading_minutes"}
"""What fields of front matter are called among the metadata, where that is another name."""


def shown_value(value: object) -> str:
    """A value of the metadata on a line."""
    if isinstance(value, tuple):
        return ", ".join(one.name if isinstance(one, Person) else str(one) for one in value)
    return str(value)


class _Reading:
    """One way through the fields, which remembers the keys that it used."""

    def __init__(self, flat: Table, vocabulary: Vocabulary, report: Report) -> None:
        self._flat, self._keys, self._report = flat, vocabulary.keys, report
        self._used: set[str] = set()
        self._origins: dict[str, str] = {}

    def has_used(self, key: str) -> bool:
        """Tell whether a key was used, or all that stands below it."""
        inner = self._flat.get(key)
        below = tuple(inner) if key in self._keys["nested"] and isinstance(inner, dict) else ()
        return key in self._used or (bool(below) and all(folded(name) in self._used for name in below))

    def fields(self, phrases: Phrases) -> Fields:
        minutes = re.match(r"\d{1,3}(?!\d)", self._text("minutes"))
        metadata = Metadata(
            title=_CALL.sub("", words(self._text("title"))),
            subtitle=words(self._text("subtitle")) or None,
            kicker=words(self._text("kicker")) or None,
            authors=tuple(self._people()),
            published=self._date("published", "created"),
            updated=self._date("updated", "updated"),
            language=self._language(),
            keywords=self._keywords(),
            publisher=words(self._text("publisher")) or None,
            url=self._first("url", _address),
            reading_minutes=int(minutes[0]) if minutes else None,
            identifier=words(self._text("identifier")) or None,
        )
        sources = _sources(self._first("sources", _works) or (), phrases)
        found = Fields(
            metadata,
            words(self._text("description")),
            tuple(sources),
            self._first("licence", _licence) or "",
            self._first("cover", self._cover),
        )
        self._drafts()
        return found

    def _candidates(self, name: str) -> list[tuple[str, Value]]:
        return [(key, self._flat[key]) for key in self._keys[name] if key in self._flat]

    def _first(self, name: str, read: Callable[[Value], Found | None]) -> Found | None:
        """The first value under the keys of a field that says what is asked."""
        for key, value in self._candidates(name):
            if found := read(value):
                self._use(name, key)
                return found
        return None

    def _use(self, name: str, key: str) -> None:
        self._used.add(key)
        self._origins.setdefault(name, key)

    def tell(self, metadata: Metadata) -> None:
        """Report under which key each field was found."""
        for name, key in self._origins.items():
            value = getattr(metadata, _CALLED.get(name, name), None)
            if value and name != "language":  # the page tells of it, also where no field does
                self._report(
                    Understood(_CALLED.get(name, name), shown_value(value), Message("front matter: {key}", key=key))
                )

    def _text(self, name: str) -> str:
        """The first text under the keys of a field; of a list its first, of a table what it calls its name."""
        return self._first(name, said) or ""

    def _people(self) -> Iterator[Person]:
        for value in self._first("authors", _listed) or ():
            if isinstance(value, dict):
                named = words(said(value))
                role = words(of(value, ("role", "title", "affiliation", "description", "fonction", "bio")))
                yield from [Person(named, role or None)] if named else []
            elif isinstance(value, str):
                yield from (Person(name) for name in _names(value))

    def _date(self, name: str, part: str) -> PartialDate | None:
        """The first date under the keys of a field; ``part`` is its key in Material's table of dates."""
        if name == "updated" and isinstance(table := self._flat.get("date"), dict):
            self._flat.setdefault("updated", table.get("updated", ""))
        for key, value in self._candidates(name):
            text = said(value) if isinstance(value, str) else of(value, (part,))
            if not text or (key in self._keys["visible"] and fold(text) in _TRUE | _FALSE):
                continue
            if found := date(text):
                self._use(name, key)
                return found
            self._report(Warned("date", Message("not a date: {text}", text=text[:60])))
        return None

    def _language(self) -> str:
        text = self._text("language").replace("_", "-").partition(".")[0]
        if not text or is_language_tag(text):
            return text or UNTOLD
        self._report(Warned("language", Message("not a language: {text}", text=text[:60])))
        return UNTOLD

    def _keywords(self) -> tuple[str, ...]:
        found: dict[str, str] = {}
        for value in (*(self._first("keywords", _listed) or ()), *(self._first("categories", _listed) or ())):
            for part in map(words, re.split(r"[,;]", value) if isinstance(value, str) else [said(value)]):
                found.setdefault(fold(part), part)
        return tuple(word for word in found.values() if word)

    def _cover(self, value: Value) -> Figure | None:
        """A picture with words of its own; one without is for the site's lists and for networks."""
        first = value[0] if isinstance(value, list) and value else value
        src = first if isinstance(first, str) else of(first, _PATHS)
        alternative = words(of(first, ("alt", "alternative", "imagealt"))) or words(self._text("alternative"))
        legend = words(of(first, ("caption", "legend", "légende", "description"))) or words(self._text("legend"))
        return shown(src, alternative, legend) if src and (alternative or legend) else None

    def _drafts(self) -> None:
        told: dict[str, set[str]] = {}
        for name in ("draft", "visible", "status"):
            self._used.update(key for key, _ in self._candidates(name))
            told[name] = {fold(value) for _, value in self._candidates(name) if isinstance(value, str)}
        if told["draft"] & _TRUE or told["visible"] & _FALSE or told["status"] & {"draft", "brouillon"}:
            self._report(Warned("draft", "the front matter says that this is a draft"))


def _listed(value: Value) -> list[Value]:
    return [item for item in (value if isinstance(value, list) else [value]) if not _is_unsaid(item)]


def _works(value: Value) -> list[str | Table]:
    """The sources that are told; a bibliography's file is none."""
    told = [item for item in _listed(value) if isinstance(item, str | dict)]
    return [item for item in told if not (isinstance(item, str) and _FILE.match(item.strip()))]


def _address(value: Value) -> str | None:
    return value if isinstance(value, str) and re.match(r"https?://[^\s<>\"]+$", value) else None


def _licence(value: Value) -> str | None:
    """A licence in words; the code of one that only the site's templates understand says nothing."""
    text = words(said(value))
    return text if " " in text or text.upper().startswith("CC") else None


def date(text: str) -> PartialDate | None:
    """Read a date of front matter: ISO 8601 with or without time, with slashes, compact, or in words."""
    text = text.strip()
    for pattern in (_SLASHED, _SHORT_ISO, _STAMP):
        text = pattern.sub(lambda match: f"{match[1]}-{int(match[2]):02}-{int(match[3]):02} ", text)
    return dates.first(text)


def said(value: object) -> str:
    """The text of a value: of a list its first, of a table what it calls its name or its title."""
    match value:
        case str():
            return "" if value.strip().lower() in _UNSAID else value
        case list():
            return next(filter(None, map(said, value)), "")
        case dict():
            return of(value, ("name", "nom", "displayname", "title", "text", "fr", "label"))
        case _:
            return ""


def _is_unsaid(value: Value) -> bool:
    return value.strip().lower() in _UNSAID if isinstance(value, str) else not value


def of(value: object, keys: tuple[str, ...]) -> str:
    """The first text under some keys of a table."""
    table = {folded(str(key)): inner for key, inner in value.items()} if isinstance(value, dict) else {}
    found = (table.get(folded(key)) for key in keys)
    return next((text for text in found if isinstance(text, str) and text.strip()), "")


def words(text: str) -> str:
    """A text as one line, its tags and entities resolved: what an entity writes is no tag, a break is a space."""
    parted = re.sub(r"<(?:br|/?p)\b[^<>]{0,200}>", " ", text, flags=re.IGNORECASE)
    return " ".join(html.unescape(re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", parted)).split())


def _names(text: str) -> Iterator[str]:
    """The names of a byline in one text, addresses of letterboxes left out."""
    text = words(_EMAIL.sub(" ", text)) or words(text)
    for part in _PEOPLE.split(text):
        names = [name.strip() for name in part.split(",") if name.strip()]
        several = len(names) > 1 and all(" " in name for name in names)
        yield from names if several else [part.strip()] if part.strip() else []


def _sources(values: Iterable[str | Table], phrases: Phrases) -> Iterator[Source]:
    """Make sources of those that front matter lists."""
    for value in values:
        if isinstance(value, str):
            yield citation.source(" ".join(value.split()), phrases, SourceKind.OTHER, None)
            continue
        title, publisher = said(value), of(value, ("publisher", "site", "journal", "éditeur", "media", "média"))
        url, when = of(value, ("url", "link", "href", "lien")), date(of(value, ("date", "published", "year", "année")))
        author = of(value, ("author", "auteur", "authors", "auteurs"))
        if title or publisher or is_address(url):
            yield Source(
                (),
                publisher=publisher or None,
                title=title or None,
                language=detect(title) if title else None,
                date=when,
                url=url if is_address(url) else None,
                authors=(author,) if author else (),
            )
