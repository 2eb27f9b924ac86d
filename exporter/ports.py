"""The protocols between the house and its plug-ins. A plain module satisfies `Reader`, `Writer` and `VoiceModule`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from exporter.model import Article, Metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from exporter.events import Event
    from exporter.labels import Labels
    from exporter.model import PartialDate
    from exporter.record import Record
    from exporter.rewrite import Edit
    from exporter.settings import NarrationSettings
    from exporter.speech import Chapter, Doubt, Speech, Track, Utterance

Chosen = TypeVar("Chosen")


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Lines of an input that a person has pointed at, each by its words: the title, the article's first and last line.

    None where nobody pointed at one.
    """

    title: str | None = None
    begin: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Original:
    """Input as it arrived: ``name`` is a file's name or ``-``, ``data`` its bytes, ``folder`` the name of its folder.

    ``title`` is the title that the user gave: a reader must not insist on finding one of its own. What came from the
    web has the ``url`` where it was found, and the ``media_type`` that its server gave it, parameters included.
    ``landmarks`` are for a `LineReader` alone.
    """

    name: str
    data: bytes
    title: str | None = None
    url: str | None = None
    media_type: str | None = None
    folder: str = ""
    landmarks: Landmarks | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """What a reader takes: ``suffixes`` with their dot, in lower case."""

    name: str
    suffixes: frozenset[str]
    title: str


@dataclass(frozen=True, slots=True)
class Format:
    """What a writer makes. ``revision`` grows whenever the same article would give other bytes.

    ``spoken`` editions need a voice, ``paginated`` ones say where their pages begin (`World.paginated`). An edition of
    several files has a ``folder``: it takes the place of ``suffix`` in the main file's path, which may lie in it
    (``.html`` and ``.media``, ``.daisy/ncc.html`` and ``.daisy``).
    """

    name: str
    suffix: str
    media_type: str
    revision: int
    title: str
    spoken: bool = False
    paginated: bool = False
    folder: str = ""

    def members(self, out: Path) -> Path:
        """The folder for what belongs to the main file ``out``; each file there has a name by its content (`named`)."""
        return Path(str(out).removesuffix(self.suffix) + self.folder)


def named(data: bytes, suffix: str) -> str:
    """A name for a file that belongs to an edition: another for other bytes.

    So an edition's main file and what it leads to are always of one make, whoever reads while it is replaced.
    """
    return hashlib.sha256(data).hexdigest()[:NAME_DIGITS] + suffix


NAME_DIGITS: Final = 16
"""Hexadecimal digits of a digest in the name of a file that belongs to an edition."""


@dataclass(frozen=True, slots=True)
class Pagination:
    """Where the pages of a paginated edition begin: ``source`` is its identifier.

    ``breaks`` are in order: each page's label and the id of the first sentence or block that begins on it.
    """

    source: str
    breaks: tuple[tuple[str, str], ...]


class Language(Protocol):
    """Everything that depends on the language of the article; `exporter.neutral.Neutral` is one to begin from."""

    @property
    def code(self) -> str:
        """The BCP 47 primary tag."""

    @property
    def labels(self) -> Labels:
        """Words that editions add to the article ("Sources", "Crédit", …), by key; see `exporter.labels`."""

    @property
    def colon(self) -> str:
        """What stands between a label and what it introduces, spaces included."""

    @property
    def semicolon(self) -> str:
        """What stands between parts of a list that may hold commas, spaces included."""

    @property
    def quotes(self) -> tuple[str, str]:
        """Quotation marks, opening and closing, with the spaces inside them."""

    def sentences(self, text: str) -> tuple[tuple[int, int], ...]:
        """Ranges of the sentences: in order, disjoint, covering all but the white space between them."""

    def spoken(self, text: str, fixed: tuple[Edit, ...] = ()) -> tuple[Edit, ...]:
        """Edits that turn written text into its spoken form, the ``fixed`` ones among them whatever the rules say."""

    def doubts(self, text: str) -> tuple[Doubt, ...]:
        """Words of a text whose sound is a guess, in order and disjoint: names, sigles, homographs."""

    def respelled(self, phonemes: str) -> str:
        """IPA as a reader of the language who knows none would write the sound down, syllables apart."""

    def typeset(self, text: str) -> tuple[Edit, ...]:
        """Edits that set text by the typographic rules; none if it is set already."""

    def foreign(self, text: str) -> str | None:
        """The BCP 47 tag of a passage amid this language that is in another; None if it may be in this one.

        Asked of what stands in quotation marks, brackets or italics, and of words in other letters than Latin.
        """

    def formula(self, mathml: str) -> str:
        """A formula in words, of canonical MathML (`exporter.mathml`); empty if the language has none for it."""

    def cited(self, by: str, title: str, date: str) -> str:
        """Word a source: who, what and when, any of them empty; each may be markup."""

    def date(self, date: PartialDate) -> str:
        """Write out a date ("20 janvier 2026", "janvier 2026", "2026")."""


class Voice(Protocol):
    """A loaded voice. Not thread-safe: each worker process loads its own."""

    def speak(self, utterance: Utterance) -> Speech:
        """Speak one utterance, its pause left out; raises `VoiceError`."""


@dataclass(frozen=True, slots=True)
class VoiceInfo:
    """What a voice is: ``title`` in words for people, ``network`` if it sends the text elsewhere.

    ``heavy`` says that speaking takes long enough to be worth processes of its own.
    """

    name: str
    title: str
    licence: str
    network: bool = False
    heavy: bool = False


class VoiceModule(Protocol):
    """A voice plug-in.

    One that speaks as several persons is an entry point under the name of each, has ``persons()``, what each is by that
    name, and ``person(settings)``, what editions call the chosen one. Its own name means the first of them.
    """

    VOICE: VoiceInfo

    def ready(self) -> str:
        """Say in one line what is missing here, with the command that mends it; empty if the voice can load."""

    def languages(self, settings: NarrationSettings) -> frozenset[str] | None:
        """The languages that it speaks as their speakers do, by BCP 47 primary tag; None if it speaks any.

        Words in another are spoken all the same. Raises `VoiceError`.
        """

    def fingerprint(self, settings: NarrationSettings) -> str:
        """Engine, model digest, voice and settings: the first half of the audio cache's key, known without loading."""

    def phonemes(self, utterance: Utterance) -> str:
        """How the voice will pronounce an utterance (IPA); empty if it keeps that to itself."""

    def load(self, settings: NarrationSettings) -> Voice:
        """Load the voice; raises `VoiceError`."""


class World(Protocol):
    """Every effect that a reader or a writer may have."""

    def options(self, kind: type[Chosen]) -> Chosen:
        """What the user chose, of one kind: the plug-in's own ``OPTIONS``, or a group of `exporter.settings`."""

    def resource(self, name: str) -> bytes:
        """A file of ``templates/``, ``assets/`` or ``fonts/``; raises `ResourceError`."""

    def media(self, ref: str) -> bytes:
        """A picture of the article by its ``src``; raises `ResourceError`.

        A file in the article's folder (never outside of it), or what a ``data:`` address holds; from the network only
        if the article came from there, or the user asked for it.
        """

    def language(self, code: str) -> Language:
        """The rules of a language; the neutral ones, with a warning, for one that nobody has taught the house."""

    def narration(self, article: Article) -> tuple[Chapter, ...]:
        """What will be said, without a voice."""

    def voices(self) -> str:
        """Who reads aloud, as an edition credits them: a person's name, or the voice's where it is nobody's."""

    def narrate(self, article: Article) -> tuple[Track, ...]:
        """The spoken chapters, from the cache where possible; raises `VoiceError`."""

    def kept(self, key: str, make: Callable[[Path], object]) -> memoryview:
        """What ``make`` writes at a path that nobody else sees: made once for a key, then read from the cache.

        The key names everything that it depends on. Several threads may ask. Raises what ``make`` raises.
        """

    def paginated(self, pagination: Pagination) -> None:
        """Keep how the article's edition on pages is paginated, for the editions that are written after it."""

    def pagination(self) -> Pagination | None:
        """What `paginated` was told in this run; None if there is no edition on pages."""

    def now(self) -> datetime:
        """The time of the export in UTC: SOURCE_DATE_EPOCH when set."""

    def report(self, event: Event) -> None:
        """Tell whoever listens."""


class Reader(Protocol):
    """A reader plug-in: bytes to model."""

    INTAKE: Intake

    def accepts(self, original: Original) -> bool:
        """Tell from name and first bytes whether this is for this reader."""

    def read(self, original: Original, world: World) -> Article:
        """Read an article; what is left out is reported as `Dropped`. Raises `ReadError`."""


class LineReader(Reader, Protocol):
    """A reader of lines that a person can point at; it heeds `Original.landmarks`."""

    def words(self, original: Original, line: str) -> str:
        """The words by which a line is found again, whatever changes above it.

        ``line`` is its number, as events tell it, or its words, or how they begin. Raises `ReadError` for a line that
        is not there, or that cannot be told from another.
        """


class Writer(Protocol):
    """A writer plug-in: model to file. The article has been through `exporter.passes.prepare`.

    One that lets users choose has a member ``OPTIONS`` too: a frozen dataclass with an `exporter.options.Option` for
    each field, which writers may share. `World.options` gives its instance.
    """

    FORMAT: Format

    def write(self, article: Article, world: World, out: Path) -> None:
        """Write the edition at ``out``, a path that nobody else sees yet, and what belongs to it at `Format.members`.

        Raises `WriteError` for what only this format knows; what the disk refuses stays an `OSError`, which the
        engine explains.
        """


@dataclass(frozen=True, slots=True)
class Part:
    """An article of an issue. ``metadata`` is at hand; ``load`` reads and prepares the article anew at each call.

    An issue may have hundreds of articles: a writer holds one at a time. The world that comes with an article is its
    own: its folder's pictures, its lexicon, its narration. ``load`` raises `ReadError`.
    """

    metadata: Metadata
    load: Callable[[], tuple[Article, World]]


@dataclass(frozen=True, slots=True)
class Issue:
    """Several articles that make one publication: ``metadata`` (title, publisher, date, language) is its own."""

    metadata: Metadata
    parts: tuple[Part, ...]


class Binder(Writer, Protocol):
    """A writer that can also make one file of several articles."""

    def bind(self, issue: Issue, world: World, out: Path) -> None:
        """Write an issue with a contents page, each article a part of it, in the issue's world. Raises as `write`."""


@dataclass(frozen=True, slots=True)
class CatalogueInfo:
    """What a catalogue is: its ``title`` for people, and the ``paths`` that it may write, as patterns of `fnmatch`.

    Paths are relative to the output. ``revision`` grows whenever the same records would give other bytes.
    """

    name: str
    title: str
    revision: int
    paths: tuple[str, ...]


class Shelved(Protocol):
    """A record on the shelf: enough to sort and group it by, and to see whether it has changed."""

    @property
    def published(self) -> str:
        """ISO 8601, as far as it is known; empty for none."""

    @property
    def id(self) -> str:
        """The identifier of the work."""

    @property
    def digest(self) -> str:
        """SHA-256 of the record."""

    def record(self) -> Record:
        """Read the record."""


class Shelf(Protocol):
    """The latest record of each work of an output, by date and identifier: in one order whoever made them, and when."""

    def __len__(self) -> int:
        """How many there are."""

    def __iter__(self) -> Iterator[Shelved]:
        """The records in their order."""


class Pages(Protocol):
    """The output, as a catalogue may write it."""

    def page(self, path: str, basis: Iterable[str | bytes], make: Callable[[], bytes]) -> None:
        """Have a file at a path: made if its ``basis``, all that it depends on, is another than when it was made.

        What is there already, byte for byte, is not touched; what the catalogue has made earlier and does not name any
        more is removed after it was built.
        """


class Catalogue(Protocol):
    """A catalogue plug-in: the records of an output to files about all of them. It never reads an article's source."""

    CATALOGUE: CatalogueInfo

    def build(self, shelf: Shelf, world: World, pages: Pages) -> None:
        """Name every file that the catalogue consists of."""
