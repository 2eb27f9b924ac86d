"""What an edition depends on: noted while it is written, and compared before it is written again."""

from __future__ import annotations

import dataclasses
import json
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, cast

from exporter import __version__
from exporter.engine.store import sha256
from exporter.ports import Pagination

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.settings import Settings

_DIGITS = 32
"""Hexadecimal digits of a digest that only tells whether something has changed: 128 bits."""


STRICT: Final = "strict"
"""The choice to have no warnings: what was made so is good enough for others too."""
IMAGES: Final = "images"
"""The choice to have pictures from the web for articles on disk."""


@lru_cache(maxsize=256)
def fingerprint(data: bytes) -> str:
    """Tell files of the house apart; they are few, large and asked for with every article."""
    return sha256(data)[:_DIGITS]


def picture(data: bytes) -> str:
    """Tell an article's pictures apart."""
    return sha256(data)[:_DIGITS]


@lru_cache(maxsize=1024)
def group(value: object) -> str:
    """Tell the choices of one group of settings, or any other frozen choices, apart."""
    return sha256(repr(value).encode())[:_DIGITS]


def choices(settings: Settings, overrides: object, *, images: bool, strict: bool) -> dict[str, str]:
    """Every group of settings by its name, and what else the user has chosen or knows better, as digests.

    A theme counts by its files and not by its name.
    """
    themeless = dataclasses.replace(settings, page=dataclasses.replace(settings.page, theme=""))
    chosen = {field.name: group(getattr(themeless, field.name)) for field in dataclasses.fields(settings)}
    chosen |= {"overrides": group(overrides), IMAGES: "yes" if images else "no"}
    return {**chosen, **({STRICT: "yes"} if strict else {})}


def pages(pagination: Pagination) -> str:
    """A pagination as it is kept, in JSON."""
    return dumps([pagination.source, pagination.breaks])


def pagination(pages: str) -> Pagination:
    """A pagination that was kept."""
    source, breaks = json.loads(pages)
    return Pagination(source, tuple((label, place) for label, place in breaks))


def epoch() -> str | None:
    """The moment that editions shall bear, if it is given: see `exporter.engine.world.now`."""
    return os.environ.get("SOURCE_DATE_EPOCH") or None


def document(own: str) -> str:
    """Digest of the document that an edition was made of, from what `Trace.own` has given."""
    return str(json.loads(own)["document"])


def dumps(value: object) -> str:
    """JSON that is the same for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Trace:
    """Notes, for one edition after the other, what its writer asks of the world."""

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self.begin()

    def begin(self) -> None:
        """Begin with another edition."""
        self._resources: dict[str, str] = {}
        self._media: dict[str, str] = {}
        self._groups: set[str] = set()
        self._asked: set[str] = set()
        self._pages: str | None = None
        self.gave: str | None = None

    def settings(self, settings: Settings) -> Settings:
        """Settings that note which of their groups are looked at."""
        return cast("Settings", _Watched(settings, self._groups))

    def resource(self, name: str, data: bytes) -> None:
        """A file of the house was read."""
        self._resources[name] = fingerprint(data)

    def media(self, ref: str, data: bytes | None) -> None:
        """A picture was asked for; None: it could not be had. One that its address holds is part of the article."""
        if not ref.startswith("data:"):
            self._media[ref] = "" if data is None else picture(data)

    def narrated(self) -> None:
        """The voice was asked."""
        self._asked.add("voice")

    @property
    def spoken(self) -> bool:
        """Whether the voice was asked."""
        return "voice" in self._asked

    def clock(self) -> None:
        """The time was asked."""
        self._asked.add("now")

    def paginated(self, pagination: Pagination) -> None:
        """The edition has told where its pages begin: kept in ``gave``, as JSON."""
        self.gave = pages(pagination)

    def pagination(self, pagination: Pagination | None) -> None:
        """Somebody asked where the pages begin."""
        self._asked.add("pages")
        self._pages = None if pagination is None else fingerprint(pages(pagination).encode())

    def basis(self, revision: int, choices: Mapping[str, str], voice: str) -> str:
        """What the edition shares with others, as JSON; ``choices`` are the digests of all groups of settings."""
        images = {IMAGES} if any("://" in ref for ref in self._media) else set[str]()
        counts = {*self._groups, *images, "overrides", STRICT}
        return dumps(
            {
                "version": __version__,
                "revision": revision,
                "options": {name: choices[name] for name in sorted(counts & choices.keys())},
                "voice": voice if self.spoken else None,
                "epoch": epoch() if "now" in self._asked else None,
                "resources": self._resources,
                "asked": sorted(self._asked),
            }
        )

    def own(self, document: str) -> str:
        """What the edition alone depends on, as JSON: the digest of its document, pictures, pages."""
        asked = {"pages": self._pages} if "pages" in self._asked else {}
        return dumps({"document": document, "media": self._media, **asked})


class _Watched:
    """Stands before settings; has their groups."""

    def __init__(self, settings: Settings, seen: set[str]) -> None:
        self._settings = settings
        self._seen = seen

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever group is asked for
        value = getattr(self._settings, name)
        self._seen.add(name)
        return value
