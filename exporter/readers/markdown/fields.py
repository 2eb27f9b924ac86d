"""What front matter says of an article: metadata, lead, cover, sources, licence."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exporter.events import Dropped, Warned
from exporter.model import PartialDate, Person, is_language_tag
from exporter.readers.markdown.notations import Value
from exporter.readers.markdown.vocabulary import folded
from exporter.readers.press import dates
from exporter.readers.press.lines import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.events import Report
    from exporter.readers.markdown.matter import Matter
    from exporter.readers.markdown.notations import Table
    from exporter.readers.markdown.vocabulary import Vocabulary

_TRUE = frozenset({"true", "yes", "oui", "1", "on"})
_FALSE = frozenset({"false", "no", "non", "0", "off"})
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_SHORT_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_STAMP = re.compile(r"^(\d{4})-?(\d\d)-?(\d\d)[T ]?\d{2}:?\d{2}")
_EMAIL = re.compile(r"\s*[<(]?\s*[\w.+-]{1,64}@[\w.-]{1,120}\w\s*[>)]?")
_PEOPLE = re.compile(r"\s*(?:;|/|&|\bet\b|\band\b)\s*")
_PATHS = ("src", "url", "path", "image", "file", "feature", "teaser", "overlayimage", "large", "feed", "filename")
_UNSAID = frozenset({"", "default", "none", "null", "false", "~", "[]", "{}"})
_FILE = re.compile(r"(?!https?:)\S+\.(?:bib|bibtex|csl|enl|json|ris|ya?ml|xml)$", re.IGNORECASE)
_CALL = re.compile(r"\s?\[\^[^\[\]\s]{1,60}\]")


@dataclass(frozen=True, slots=True)
class Cover:
    """The picture that front matter names, with its words."""

    src: str
    alternative: str = ""
    legend: str = ""


@dataclass(slots=True)
class Fields:
    """What front matter said; empty where it said nothing."""

    title: str = ""
    subtitle: str | None = None
    kicker: str | None = None
    authors: tuple[Person, ...] = ()
    published: PartialDate | None = None
    updated: PartialDate | None = None
    language: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None
    minutes: int | None = None
    sources: tuple[Value, ...] = ()
    licence: str = ""
    identifier: str | None = None
    cover: Cover | None = None
    used: set[str] = field(default_factory=set)


def read(matter: Matter, vocabulary: Vocabulary, report: Report) -> Fields:
    """Read the fields that the house knows; the keys of those that no edition shows are reported."""
    flat = dict(matter.fields)
    for key in vocabulary.keys["nested"]:
        inner = flat.get(key)
        for name, value in inner.items() if isinstance(inner, dict) else ():
            flat.setdefault(folded(name), value)
    reading = _Reading(flat, vocabulary, report)
    found = reading.fields()
    for entry in matter.entries:
        if not reading.has_used(entry.key):
            report(Dropped(entry.line, entry.text, "front-matter"))
    return found


class _Reading:
    """One way through the fields, which remembers the keys that it used."""

    def __init__(self, flat: Table, vocabulary: Vocabulary, report: Report) -> None:
        self._flat, self._keys, self._report = flat, vocabulary.keys, report
        self._used: set[str] = set()

    def has_used(self, key: str) -> bool:
        """Tell whether a key was used, or all that stands below it."""
        inner = self._flat.get(key)
        below = tuple(inner) if key in self._keys["nested"] and isinstance(inner, dict) else ()
        return key in self._used or (bool(below) and all(folded(name) in self._used for name in below))

    def fields(self) -> Fields:
        found = Fields(
            title=_CALL.sub("", words(self._text("title"))),
            subtitle=words(self._text("subtitle")) or None,
            kicker=words(self._text("kicker")) or None,
            authors=tuple(self._people()),
            published=self._date("published", "created"),
            updated=self._date("updated", "updated"),
            language=self._language(),
            description=words(self._text("description")),
            keywords=self._keywords(),
            publisher=words(self._text("publisher")) or None,
            url=self._url(),
            minutes=self._minutes(),
            sources=tuple(self._sources()),
            licence=self._licence(),
            identifier=words(self._text("identifier")) or None,
            cover=self._cover(),
        )
        self._drafts()
        return found

    def _candidates(self, name: str) -> Iterator[tuple[str, Value]]:
        return ((key, self._flat[key]) for key in self._keys[name] if key in self._flat)

    def _text(self, name: str) -> str:
        """The first text under the keys of a field; of a list its first, of a table what it calls its name."""
        for key, value in self._candidates(name):
            text = said(value)
            if text:
                self._used.add(key)
                return text
        return ""

    def _all(self, name: str) -> Iterator[Value]:
        """Every value under the first key of a field that has one."""
        for key, value in self._candidates(name):
            values = value if isinstance(value, list) else [value]
            kept = [item for item in values if not _is_unsaid(item)]
            if kept:
                self._used.add(key)
                return iter(kept)
        return iter(())

    def _people(self) -> Iterator[Person]:
        for value in self._all("authors"):
            if isinstance(value, dict):
                named = words(said(value))
                named_role = words(of(value, ("role", "title", "affiliation", "description", "fonction", "bio")))
                yield from [Person(named, named_role or None)] if named else []
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
            self._used.add(key)
            if found := date(text):
                return found
            self._used.discard(key)
            self._report(Warned("date", f"not a date: {text[:60]}"))
        return None

    def _language(self) -> str:
        text = self._text("language").replace("_", "-").partition(".")[0]
        if not text or is_language_tag(text):
            return text
        self._report(Warned("language", f"not a language: {text[:60]}"))
        return ""

    def _keywords(self) -> tuple[str, ...]:
        found: dict[str, str] = {}
        for name in ("keywords", "categories"):
            for value in self._all(name):
                parts = re.split(r"[,;]", value) if isinstance(value, str) else [said(value)]
                for part in map(words, parts):
                    found.setdefault(fold(part), part)
        return tuple(word for word in found.values() if word)

    def _url(self) -> str | None:
        for key, value in self._candidates("url"):
            if isinstance(value, str) and re.match(r"https?://[^\s<>\"]+$", value):
                self._used.add(key)
                return value
        return None

    def _minutes(self) -> int | None:
        match = re.match(r"\d{1,3}(?!\d)", self._text("minutes"))
        return int(match[0]) if match else None

    def _sources(self) -> Iterator[Value]:
        """The sources that are told; a bibliography's file is none."""
        for key, value in self._candidates("sources"):
            values = value if isinstance(value, list) else [value]
            kept = [item for item in values if isinstance(item, str | dict) and not _is_unsaid(item)]
            if kept := [item for item in kept if not (isinstance(item, str) and _FILE.match(item.strip()))]:
                self._used.add(key)
                return iter(kept)
        return iter(())

    def _licence(self) -> str:
        """A licence in words; the code of one that only the site's templates understand says nothing."""
        for key, value in self._candidates("licence"):
            text = words(said(value))
            if " " in text or text.upper().startswith("CC"):
                self._used.add(key)
                return text
        return ""

    def _cover(self) -> Cover | None:
        """A picture with words of its own; one without is for the site's lists and for networks."""
        for key, value in self._candidates("cover"):
            first = value[0] if isinstance(value, list) and value else value
            src = first if isinstance(first, str) else of(first, _PATHS)
            alternative = words(of(first, ("alt", "alternative", "imagealt"))) or words(self._text("alternative"))
            legend = words(of(first, ("caption", "legend", "légende", "description"))) or words(self._text("legend"))
            if src and (alternative or legend):
                self._used.add(key)
                return Cover(src, alternative, legend)
        return None

    def _drafts(self) -> None:
        told = [value for key, value in self._candidates("draft") if isinstance(value, str)]
        hidden = [value for key, value in self._candidates("visible") if isinstance(value, str)]
        status = [value for key, value in self._candidates("status") if isinstance(value, str)]
        self._used.update(
            key for name in ("draft", "visible", "status") for key in self._keys[name] if key in self._flat
        )
        if (
            any(fold(value) in _TRUE for value in told)
            or any(fold(value) in _FALSE for value in hidden)
            or any(fold(value) in ("draft", "brouillon") for value in status)
        ):
            self._report(Warned("draft", "the front matter says that this is a draft"))


def date(text: str) -> PartialDate | None:
    """Read a date of front matter: ISO 8601 with or without time, with slashes, compact, or in words."""
    text = _SLASHED.sub(lambda match: f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}", text.strip())
    text = _SHORT_ISO.sub(lambda match: f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}", text)
    text = _STAMP.sub(lambda match: f"{match[1]}-{match[2]}-{match[3]} ", text)
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
    """A text as one line, its entities and tags resolved."""
    return " ".join(re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", html.unescape(text)).split())


def _names(text: str) -> Iterator[str]:
    """The names of a byline in one text, addresses of letterboxes left out."""
    text = words(_EMAIL.sub(" ", text)) or words(text)
    for part in _PEOPLE.split(text):
        names = [name.strip() for name in part.split(",") if name.strip()]
        several = len(names) > 1 and all(" " in name for name in names)
        yield from names if several else [part.strip()] if part.strip() else []
