"""The data that the engine's rooms hand to each other, without behaviour: what was asked for, planned, made, kept."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

from exporter.engine import facts
from exporter.engine.outputs import folder_of, is_url, place
from exporter.errors import UsageError
from exporter.events import Event, Failed
from exporter.model import PartialDate
from exporter.options import Option, line, listed
from exporter.ports import Landmarks, Original
from exporter.record import Work
from exporter.settings import Settings

Media = Callable[[str], bytes]
"""Gives a picture by its ``src``; raises `ResourceError`."""

Resolver = Callable[[str, int], tuple[str, ...]]
"""A host's name and a port to the numeric addresses behind it; raises `OSError`."""


@dataclass(frozen=True, slots=True)
class Access:
    """The user's leave and the bounds of every request.

    ``private`` allows addresses that are not public, ``robots`` says that robots.txt is respected, ``images`` that
    pictures of articles on disk are fetched too. Times are in seconds: to ``connect``, without a byte (``patience``),
    for the ``whole`` answer. ``largest`` is in bytes, decompressed; ``pictures`` counts those of one article.
    """

    images: Annotated[bool, Option("Fetch pictures from the web for articles on disk too.", name="fetch-images")] = (
        False
    )
    private: Annotated[bool, Option("Fetch from your own network too.", name="allow-private")] = False
    robots: Annotated[bool, Option("Do not ask robots.txt.", name="ignore-robots")] = True
    connect: float = 10.0
    patience: float = 20.0
    whole: float = 60.0
    largest: int = 20 * 2**20
    redirects: int = 5
    pictures: int = 200
    resolver: Resolver | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles of a feed are wanted: those ``since`` a day, at most ``limit`` of them, the newest."""

    since: Annotated[date | None, Option("Of feeds: nothing older.", metavar="YYYY[-MM[-DD]]", read=facts.day)] = None
    limit: Annotated[int | None, Option("Of each feed: so many articles, the newest.", low=1)] = None


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the user knows better than any reader; ``alternatives`` are the words for pictures, by their ``src``.

    ``landmarks`` are the lines of a copied text that an editor has pointed at.
    """

    title: Annotated[str | None, Option("Title, if the text's own is wrong or missing.", read=line)] = None
    authors: Annotated[tuple[str, ...], Option("Author; may be repeated.", name="author", read=line)] = ()
    publisher: Annotated[str | None, Option("Publisher.", read=line)] = None
    date: Annotated[PartialDate | None, Option("Date of publication.", metavar="YYYY[-MM[-DD]]", read=facts.date)] = (
        None
    )
    url: Annotated[str | None, Option("Address of the original.", read=facts.url)] = None
    language: Annotated[str | None, Option("Language of the article.", read=facts.language)] = None
    identifier: Annotated[
        str | None,
        Option("What names the work for good, whatever is corrected.", name="id", metavar="ID", read=facts.identifier),
    ] = None
    alternatives: tuple[tuple[str, str], ...] = ()
    landmarks: Landmarks | None = None

    def over(self, other: Overrides) -> Overrides:
        """These where they say something, and the others elsewhere."""
        if other == NOTHING_KNOWN:
            return self
        names = [field.name for field in dataclasses.fields(self)]
        return Overrides(**{name: getattr(self, name) or getattr(other, name) for name in names})


NOTHING_KNOWN: Final = Overrides()
"""Of most articles nobody knows better than their readers."""

USUAL: Final = ("mp3", "pdf", "epub", "txt")
"""The formats that are made where nobody says which."""

TIME_LIMIT: Final = 3600.0
"""Seconds for an article, by default: a text of two hours, read aloud by the slowest voice."""


def texts(given: str | os.PathLike[str] | Iterable[str | os.PathLike[str]]) -> tuple[str, ...]:
    """One text or path, or several, as texts."""
    return (os.fspath(given),) if isinstance(given, str | os.PathLike) else tuple(os.fspath(one) for one in given)


def _processes(count: int) -> int:
    return count or os.cpu_count() or 1


def _catalogues(names: str) -> tuple[str, ...]:
    wanted = listed(names)
    if "none" in wanted and len(wanted) > 1:
        raise UsageError("catalogues and none of them", "give their names, or none alone")
    return () if wanted == ("none",) else wanted


@dataclass(frozen=True, slots=True)
class Request:
    """What one command asks for; ``strict`` makes every warning an error, ``jobs`` counts the processes.

    Only ``inputs`` have no default. One of them may be a text or path, several formats a text with commas between.

    ``out`` and ``cache`` are folders, or addresses that fsspec knows; without ``cache`` it is the user's own.
    ``lexicon`` is a file of pronunciations that come before those of the user's and the project's own files. ``bundle``
    is the title of one edition of all articles. ``access`` says what may be asked of the network, ``selection`` which
    articles of a feed are wanted.

    ``force`` makes editions again that are up to date. A ``dry_run`` writes nothing and reports what it would do as
    `Planned`, which ``explain`` asks for before a real run; ``prune`` removes the editions of articles that are gone.
    ``cluster`` is the address of a Dask scheduler whose workers do the work; ``time_limit`` is for each article, in
    seconds. ``epoch`` is SOURCE_DATE_EPOCH for other processes, whose environment may be another. ``catalogues`` are
    built of all that the output holds, once the editions are there.
    """

    inputs: tuple[str, ...]
    formats: Annotated[
        tuple[str, ...],
        Option("Formats with commas between, or all.", name="to", metavar="FORMATS", read=listed, told=",".join(USUAL)),
    ] = USUAL
    out: Annotated[
        Path | str,
        Option(
            "Where the editions go: a folder, or an address such as s3://…",
            metavar="FOLDER|URL",
            read=place,
            told="out",
        ),
    ] = "out"
    settings: Settings = field(default_factory=Settings)
    overrides: Overrides = field(default_factory=Overrides)
    lexicon: Annotated[
        Path | None, Option("How to say some words: written = spoken.", metavar="FILE.toml", read=Path)
    ] = None
    bundle: Annotated[
        str | None, Option("One edition of all articles, with this title.", metavar="TITLE", read=facts.issue)
    ] = None
    catalogues: Annotated[
        tuple[str, ...],
        Option(
            "Catalogues of all editions in the output, with commas between, or none.",
            metavar="NAMES",
            read=_catalogues,
            told="contents",
        ),
    ] = ("contents",)
    jobs: Annotated[int, Option("Processes; 0: one a core.", low=0, read=_processes, told=0)] = 1
    cluster: Annotated[
        str | None,
        Option("Dask scheduler whose workers do the work, such as tcp://host:8786.", metavar="ADDRESS"),
    ] = None
    cache: Annotated[
        str | None, Option("Where spoken sentences are kept, for several machines too.", metavar="FOLDER|URL")
    ] = None
    time_limit: Annotated[
        float, Option("Give up an article that takes longer.", metavar="SECONDS", low=1, told=int(TIME_LIMIT))
    ] = TIME_LIMIT
    strict: Annotated[bool, Option("Treat warnings as errors.")] = False
    dry_run: Annotated[bool, Option("Only show what would be made.")] = False
    explain: Annotated[bool, Option("Show why each edition is made, or is not.")] = False
    force: Annotated[bool, Option("Make everything again, also what is up to date.")] = False
    prune: Annotated[bool, Option("Remove the editions of articles that are gone.")] = False
    access: Access = field(default_factory=Access)
    selection: Selection = field(default_factory=Selection)
    epoch: str | None = None

    def __post_init__(self) -> None:
        """Take a text for one input, or for names with commas between: never letter by letter."""
        object.__setattr__(self, "inputs", texts(self.inputs))
        object.__setattr__(self, "formats", listed(",".join(texts(self.formats))))
        object.__setattr__(self, "catalogues", listed(",".join(texts(self.catalogues))))

    @property
    def folder(self) -> Path | None:
        """The output folder; None for one that is elsewhere."""
        return None if is_url(self.out) else Path(folder_of(self.out))


@dataclass(frozen=True, slots=True)
class Input:
    """An article before it is read: ``name`` as the user gave it, ``folder`` where it lies (None: in none).

    ``settings`` hold for it alone, lexicons included. An ``original`` that is None is read from its file when it is
    needed. ``told`` are warnings from when it was loaded. ``way`` is its path from what the user named, ``identifier``
    what its editions bear already, empty for none.
    """

    name: str
    folder: Path | None
    overrides: Overrides
    settings: Settings
    original: Original | None
    told: tuple[Event, ...] = ()
    way: str = ""
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where the articles of an input lie, in ``folders`` (None for one that lies in none), and what holds for it.

    The ``settings`` of an issue are its own and, after them, those of its articles.
    """

    folders: tuple[Path | None, ...]
    settings: tuple[Settings, ...]


class Reason(StrEnum):
    """Why an edition is made, or is not."""

    FRESH = "fresh"
    NEW = "new"
    SOURCE = "source"
    PICTURE = "picture"
    TEMPLATE = "template"
    VOICE = "voice"
    OPTION = "option"
    DAMAGED = "damaged"
    VERSION = "version"
    PAGES = "pages"
    FORCED = "forced"


@dataclass(frozen=True, slots=True)
class Step:
    """What shall become of an input: why each format is made or not.

    ``source`` is its identity, ``digest`` that of its bytes and of what an editor put right.
    """

    name: str
    source: str
    digest: str
    reasons: tuple[tuple[str, Reason], ...]

    @property
    def todo(self) -> tuple[str, ...]:
        """The formats to make."""
        return tuple(form for form, reason in self.reasons if reason is not Reason.FRESH)


@dataclass(frozen=True, slots=True)
class File:
    """A file of the output folder: ``path`` relative to it, with slashes.

    ``stamp`` is what the storage tells of it without reading it: as long as that is equal, nobody has touched it.
    """

    path: str
    bytes: int
    sha256: str
    stamp: str


@dataclass(frozen=True, slots=True)
class Made:
    """One format of an article: its main file, what belongs to that, what it was made of, and the seconds that it took.

    ``basis`` is JSON of all that many articles share (version, options, voice, resources), ``own`` JSON of what this
    one depends on beside its input (pictures, the pagination of another edition), ``pages`` JSON of the pagination
    that it gave. ``members`` are the files that belong to the main one, named by their content.
    """

    format: str
    file: File
    basis: str
    own: str
    seconds: float
    pages: str | None = None
    members: tuple[File, ...] = ()

    @property
    def files(self) -> tuple[File, ...]:
        """All files, the main one last: that is what leads to the others."""
        return (*self.members, self.file)


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as it was last exported.

    ``source`` identifies its input, ``home`` is its folder in the output, which no other article has. ``digest`` is
    of the input and what an editor put right, ``document`` of the prepared document. ``record`` is its edition.json,
    ``made`` its formats in the order of their names. ``identifier`` names the work (empty before it had one), and
    ``content`` is the digest of the input's bytes.
    """

    source: str
    home: str
    digest: str
    document: str
    title: str
    record: File
    made: tuple[Made, ...]
    identifier: str = ""
    content: str = ""

    @property
    def files(self) -> tuple[File, ...]:
        """All files of the article, the record last."""
        return *(file for made in self.made for file in made.files), self.record


@dataclass(frozen=True, slots=True)
class Task:
    """What shall be made of an article, or of an issue by its title, which has settings of its own: ``issue``.

    What it comes to is staged under a name that begins with ``key``; ``reasons`` has the formats in the order of their
    writing. ``identifier`` is what an issue's editions bear. Of what is there already, and whole, ``home`` is the
    folder, ``owns`` has the formats with what each alone depends on, ``pages`` the pagination of one of them.
    """

    key: str
    name: str
    inputs: tuple[Input, ...]
    issue: Settings | None
    reasons: tuple[tuple[str, Reason], ...]
    home: str | None = None
    identifier: str = ""
    owns: tuple[tuple[str, str], ...] = ()
    pages: Made | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was staged under ``key``, which no other try of the same task has.

    ``made`` tells of each file but for its place in the output folder, ``work`` of what it was made of; ``record`` is
    its ``edition.json``, None if there is nothing to publish; ``kept`` has the formats of which that tells as before.
    """

    key: str
    work: Work
    made: tuple[Made, ...]
    failures: tuple[Failed, ...]
    record: File | None = None
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """What is staged of an article: its ``record``, and what the `Outcome` tells of the others."""

    step: Step
    outcome: Outcome
    record: File
