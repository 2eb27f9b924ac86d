"""What an edition depends on: noted while it is written, and compared before it is written again."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from exporter import options, registry
from exporter.engine import clock
from exporter.engine.storage.files import sha256
from exporter.ports import Pagination

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from exporter.settings import Settings

    Media = Callable[[str], bytes]

_DIGITS = 32
"""Hexadecimal digits of a digest that only tells whether something has changed: 128 bits."""


STRICT: Final = "strict"
"""The choice to have no warnings: what was made so is good enough for others too."""
USUAL: Final = "usual"
"""What stands for the digest of a group of settings in which nothing was chosen."""
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


def choices(settings: Sequence[Settings], *, images: bool, strict: bool) -> dict[str, str]:
    """Every group of settings that is not as by default, by its name, and what else the user has chosen, as digests.

    An issue has settings of its own and, after them, those of its articles.
    """
    kinds = {type(group) for one in settings for group in (one.narration, one.page, *one.own)}
    chosen = {options.name_of(kind): _told_once([options.counting(one.of(kind)) for one in settings]) for kind in kinds}
    usual = {options.name_of(kind): _told_once([options.counting(kind())] * len(settings)) for kind in kinds}
    digests = {name: group(values) for name, values in chosen.items() if values != usual[name]}
    return {**digests, IMAGES: "yes" if images else "no", **({STRICT: "yes"} if strict else {})}


def _told_once(values: Sequence[object]) -> tuple[object, ...]:
    """The first, and the others once if they are all the same: one more article is no other choice."""
    first, *others = values
    return (first, *(others if len(set(others)) > 1 else others[:1]))


def pages(pagination: Pagination) -> str:
    """A pagination as it is kept, in JSON."""
    return dumps([pagination.source, pagination.breaks])


def pagination(pages: str) -> Pagination:
    """A pagination that was kept."""
    source, breaks = json.loads(pages)
    return Pagination(source, tuple((label, place) for label, place in breaks))


def paged(pagination: Pagination | None) -> str | None:
    """Tell paginations apart."""
    return None if pagination is None else fingerprint(pages(pagination).encode())


def work_of(own: str) -> tuple[str, str]:
    """Digest of the document that an edition was made of and its work's identifier, from what `Trace.own` has given."""
    told = json.loads(own)
    return told["document"], told.get("work", "")


def pages_of(own: str) -> str | None:
    """Which pagination an edition shows, told as by `paged`."""
    pages: str | None = json.loads(own).get("pages")
    return pages


def forgotten(own: str) -> str:
    """The same of an edition that no record tells of any more: of no document, so that it counts for none."""
    return dumps({**json.loads(own), "document": ""})


def dumps(value: object) -> str:
    """JSON that is the same for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Trace:
    """Notes what is asked of the world: by readers, then by the writer of one edition after the other.

    Each edition depends on what readers have asked, too.
    """

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self._now = self._read = _Asked()
        self._numbers: dict[str, int] = {}
        self._pages: str | None = None
        self.gave: str | None = None

    def begin(self) -> None:
        """Begin with an edition."""
        self._now = self._read.copy()
        self._pages = self.gave = None

    def chosen(self, kind: type) -> None:
        """A group of settings was looked at."""
        self._now.groups.add(options.name_of(kind))

    def resource(self, name: str, data: bytes | None) -> None:
        """A file of the house was asked for; None: there is none."""
        self._now.resources[name] = "" if data is None else fingerprint(data)

    def pictures(self, article: str, media: Media) -> Media:
        """What gives the pictures of an article, and notes which; articles are told apart by their names."""
        number = self._numbers.setdefault(article, len(self._numbers))

        def noted(ref: str) -> bytes:
            self._now.media[number, ref] = ""
            data = media(ref)
            self._now.media[number, ref] = picture(data)
            return data

        return noted

    def narrated(self) -> None:
        """The voice was asked."""
        self._now.others.add("voice")

    @property
    def spoken(self) -> bool:
        """Whether the voice was asked."""
        return "voice" in self._now.others

    def clock(self) -> None:
        """The time was asked."""
        self._now.others.add("now")

    def paginated(self, pagination: Pagination) -> None:
        """The edition has told where its pages begin: kept in ``gave``, as JSON."""
        self.gave = pages(pagination)

    def pagination(self, pagination: Pagination | None) -> None:
        """Somebody asked where the pages begin."""
        self._now.others.add("pages")
        self._pages = paged(pagination)

    def basis(self, revision: int, choices: Mapping[str, str], voice: str) -> str:
        """What the edition shares with others, as JSON; ``choices`` as the function gives them."""
        asked = self._now
        images = {IMAGES} if any("://" in ref for _, ref in asked.media) else set[str]()
        counts = {*asked.groups, *images, *({STRICT} & choices.keys())}
        return dumps(
            {
                "version": registry.release(),
                "revision": revision,
                "options": {name: choices.get(name, USUAL) for name in sorted(counts)},
                "voice": voice if self.spoken else None,
                "epoch": clock.epoch() if "now" in asked.others else None,
                "resources": asked.resources,
                "asked": sorted(asked.others),
            }
        )

    def own(self, document: str, identifier: str) -> str:
        """What the edition alone depends on, as JSON: the digest of its document, its work, pictures, pages.

        Pictures are told by the number of their article, of which an issue has several, and their ``src``.
        """
        media: dict[int, dict[str, str]] = {}
        for (number, ref), digest in self._now.media.items():
            media.setdefault(number, {})[ref] = digest
        pages = {"pages": self._pages} if "pages" in self._now.others else {}
        return dumps({"document": document, "work": identifier, "media": media, **pages})


@dataclass(slots=True)
class _Asked:
    """What was asked for: files of the house and pictures with their digests, groups of settings, other things."""

    resources: dict[str, str] = field(default_factory=dict)
    media: dict[tuple[int, str], str] = field(default_factory=dict)
    groups: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)

    def copy(self) -> _Asked:
        """The same, to be added to."""
        return _Asked(dict(self.resources), dict(self.media), set(self.groups), set(self.others))
