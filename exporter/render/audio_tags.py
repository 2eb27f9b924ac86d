"""What a sound file says about itself, whatever its container: names, dates, chapters, credits, its very words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.model import Credit, NoticeKind
from exporter.render import cover
from exporter.speech import ChapterKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.model import Article, Metadata, Source
    from exporter.ports import Issue, Language, World
    from exporter.speech import Chapter, Track, Utterance

_ISO_639_2: Final = {
    "br": "bre", "ca": "cat", "co": "cos", "de": "deu", "en": "eng", "es": "spa", "eu": "eus", "fr": "fra",
    "it": "ita", "la": "lat", "nl": "nld", "oc": "oci", "pl": "pol", "pt": "por", "ru": "rus", "uk": "ukr",
}  # fmt: skip
_UNDETERMINED: Final = "und"
_ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Tags:
    """The facts; empty where nothing is known. ``date`` is ISO 8601, ``language`` a code of ISO 639-2.

    ``comment`` holds credits, notices and sources, ``transcript`` every word as it is written, ``cover`` a square JPEG
    with its ``cover_description``.
    """

    title: str
    subtitle: str
    artists: tuple[str, ...]
    album: str
    publisher: str
    date: str
    language: str
    copyright: str
    url: str
    comment: str
    transcript: str
    cover: bytes
    cover_description: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter in a file: ``[start, end)`` in milliseconds."""

    title: str
    start: int
    end: int


def marks(tracks: Sequence[Track]) -> tuple[Mark, ...]:
    """Say where each track lies when they are played one after the other; each mark ends where the next begins."""
    ends = accumulate(track.seconds for track in tracks)
    times = [0, *(round(end * 1000) for end in ends)]
    return tuple(
        Mark(track.chapter.title, start, end) for track, start, end in zip(tracks, times, times[1:], strict=False)
    )


def heads(chapters: Sequence[Chapter], most: int) -> tuple[int, ...]:
    """Choose at most ``most`` chapters, by their place, that the others are joined to, which follow them.

    Subsections join their section, the deepest first; chapters of an issue their article; else neighbours each other.
    """
    ranks = [0 if chapter.kind is ChapterKind.OPENING else chapter.level for chapter in chapters]
    lowest = 0 if ranks.count(0) > 1 else 1
    for deepest in range(max(ranks, default=0), lowest - 1, -1):
        kept = tuple(place for place, rank in enumerate(ranks) if rank <= deepest or not place)
        if len(kept) <= most:
            return kept
    kept = tuple(place for place, rank in enumerate(ranks) if rank <= lowest or not place)
    return kept[:: -(-len(kept) // most)]


def fit(marks: Sequence[Mark], places: Sequence[int], longest: int) -> tuple[Mark, ...]:
    """Keep the marks at some places, each up to the next, with titles of at most ``longest`` bytes of UTF-8."""
    ends = (*(marks[place].start for place in places[1:]), *(mark.end for mark in marks[-1:]))
    return tuple(
        Mark(_shortened(marks[place].title, longest), marks[place].start, end)
        for place, end in zip(places, ends, strict=True)
    )


def _shortened(title: str, longest: int) -> str:
    if len(title.encode()) <= longest:
        return title
    start = title.encode()[: longest - len(_ELLIPSIS.encode())].decode(errors="ignore")
    return f"{(start.rpartition(' ')[0] or start).rstrip()}{_ELLIPSIS}"


def tags(article: Article, world: World, chapters: Sequence[Chapter]) -> Tags:
    """Gather the facts of an article whose narration has these chapters."""
    metadata = article.metadata
    names = tuple(author.name for author in metadata.authors)
    comment = (_voice(metadata, world), *remarks(article, world.language(metadata.language)))
    picture = cover.jpeg(article, world, cover.SQUARE)
    facts = _facts(metadata, world, names, picture)
    return replace(facts, copyright=_copyright(article), comment="\n".join(comment), transcript=transcript(chapters))


def issue_tags(issue: Issue, world: World, chapters: Sequence[Chapter], said: Sequence[str]) -> Tags:
    """Gather the facts of an issue; ``said`` are the remarks on all its articles, in order."""
    metadata = issue.metadata
    names = tuple(dict.fromkeys(author.name for part in issue.parts for author in part.metadata.authors))
    picture = cover.issue_jpeg(issue, world, cover.SQUARE)
    comment = "\n".join((_voice(metadata, world), *said))
    return replace(_facts(metadata, world, names, picture), comment=comment, transcript=transcript(chapters))


def _facts(metadata: Metadata, world: World, names: tuple[str, ...], picture: bytes) -> Tags:
    publisher = metadata.publisher or ""
    return Tags(
        title=metadata.title,
        subtitle=metadata.subtitle or "",
        artists=names or ((publisher,) if publisher else ()),
        album=publisher or metadata.title,
        publisher=publisher,
        date=str(metadata.published or ""),
        language=iso_639_2(metadata.language),
        copyright="",
        url=metadata.url or "",
        comment="",
        transcript="",
        cover=picture,
        cover_description=cover.description(metadata, world.language(metadata.language)),
    )


def _voice(metadata: Metadata, world: World) -> str:
    labels = world.language(metadata.language).labels
    return labels["synthetic_voice_named"].format(voice=world.voices())


def iso_639_2(tag: str) -> str:
    """The three letters of ISO 639-2 (terminology) for a BCP 47 tag; ``und`` for a language not in the table."""
    code = tag.split("-", 1)[0].lower()
    return code if code in _ISO_639_2.values() else _ISO_639_2.get(code, _UNDETERMINED)


def transcript(chapters: Sequence[Chapter]) -> str:
    """Write down a narration: an utterance or a table's row a line, as shown, an empty line between chapters."""
    return "\n\n".join("".join(map(_lined, chapter.utterances)).rstrip("\n") for chapter in chapters)


def _lined(item: Utterance) -> str:
    return item.captioned.strip() + (" " if item.goes_on else "\n")


def _copyright(article: Article) -> str:
    """A line of copyright begins with its year (ID3v2.4, TCOP): none is made up."""
    metadata = article.metadata
    year = metadata.published.year if metadata.published else None
    licences = [walk.line(notice.content) for notice in article.notices if notice.kind is NoticeKind.LICENCE]
    holder = " ".join(licences) or metadata.publisher or _names(metadata)
    return f"{year} {holder}" if year and holder else ""


def _names(metadata: Metadata) -> str:
    return ", ".join(author.name for author in metadata.authors)


def remarks(article: Article, language: Language) -> Iterator[str]:
    """What a listener should know of an article, a line each: notices, credits, sources, its address."""
    labels, colon = language.labels, language.colon
    yield from (walk.line(notice.content) for notice in article.notices)
    credited = [node for node in walk.nodes(article) if isinstance(node, Credit)]
    if credited:
        yield f"{labels['credits']}{colon}".rstrip()
        yield from dict.fromkeys(f"- {walk.line(credit.content) or credit.name}" for credit in credited)
    if article.sources:
        yield f"{labels['sources']}{colon}".rstrip()
        for label, items in walk.source_groups(article):
            yield from (f"{label}{colon}".rstrip(),) if label and label != labels["sources"] else ()
            yield from (f"- {_source(source, language)}" for source in items)
    if article.metadata.url:
        yield f"{labels['original']}{colon}{article.metadata.url}"


def _source(source: Source, language: Language) -> str:
    """A source's line as it was written, or its fields if there is none, with its address."""
    date = language.date(source.date) if source.date else None
    fields = (*source.authors, source.publisher, source.title, date)
    line = walk.line(source.content) or ", ".join(filter(None, fields))
    return line if not source.url or source.url in line else f"{line} {source.url}"
