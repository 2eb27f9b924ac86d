"""The ledger of an output folder: what each article was made of when it was last exported, and what came of it.

While a run has it open, the output folder is that run's own. A ledger that is lost costs time and nothing else:
everything is made again.
"""

from __future__ import annotations

from contextlib import closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from exporter.engine.records import Entry, File, Made

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from exporter.events import Report

_BATCH = 500
"""Rows that are in memory at once."""

# Names of files need not be UTF-8, and Python's module gives SQLite no other text: such texts are given as bytes.
_ARTICLE = """
SELECT id, home, digest, document, title, identifier, content, path, bytes, sha256, stamp FROM article
WHERE source = CAST(? AS TEXT)
"""
_MADE = """
SELECT format, path, bytes, sha256, stamp, basis, own, seconds, pages FROM made WHERE article = ? ORDER BY format
"""
_MEMBERS = "SELECT format, path, bytes, sha256, stamp FROM member WHERE article = ? ORDER BY path"
_LEAVE = """
INSERT OR REPLACE INTO leftover
WITH earlier AS MATERIALIZED (SELECT * FROM article WHERE source = CAST(:source AS TEXT) OR home = :home)
SELECT path, bytes, sha256, stamp FROM earlier
UNION ALL SELECT made.path, made.bytes, made.sha256, made.stamp FROM earlier JOIN made ON article = id
UNION ALL SELECT member.path, member.bytes, member.sha256, member.stamp FROM earlier JOIN member ON article = id
"""
_REPLACE = "DELETE FROM article WHERE source = CAST(? AS TEXT) OR home = ?"
_ENTER_BASIS = "INSERT INTO basis (text) VALUES (CAST(? AS TEXT)) RETURNING id"
_ENTER = """
INSERT INTO article (source, home, digest, document, title, identifier, content, path, bytes, sha256, stamp)
VALUES (CAST(? AS TEXT), ?, ?, ?, CAST(? AS TEXT), ?, ?, ?, ?, ?, ?)
"""
_ENTER_MADE = "INSERT INTO made VALUES (?, ?, ?, ?, ?, ?, ?, CAST(? AS TEXT), ?, ?)"
_ENTER_MEMBER = "INSERT INTO member VALUES (?, ?, ?, ?, ?, ?)"
_NAMESAKES = "SELECT source FROM article WHERE identifier = ? ORDER BY source"
_SAME_CONTENT = "SELECT source FROM article WHERE content = ? ORDER BY source"
_SOURCES = "SELECT source FROM article WHERE source > CAST(? AS TEXT) ORDER BY source LIMIT ?"
_LEFTOVERS = "SELECT path, bytes, sha256, stamp FROM leftover WHERE path > CAST(? AS TEXT) ORDER BY path LIMIT ?"


class Ledger:
    """The entries of an output folder: each is there whole or not at all, however a run ends.

    What the disk refuses raises `WriteError`.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Take an open file (`exporter.engine.storage.ledger_file`)."""
        from exporter.engine.storage import ledger_file  # noqa: PLC0415 - SQLite, which most commands do without

        self._explained: Callable[[], AbstractContextManager[None]] = partial(ledger_file.explained, path)
        self._connection = connection
        connection.text_factory = _text
        self._bases: dict[int, str] = dict(connection.execute("SELECT id, text FROM basis"))
        self._numbers = {text: number for number, text in self._bases.items()}

    @classmethod
    @contextmanager
    def open(cls, path: Path, report: Report, address: str = "") -> Iterator[Ledger]:
        """Own the ledger at a path, and with it the output folder, while the block runs.

        ``address`` is what people call the output. It waits for a run that owns it, and begins a damaged one, or one
        of another version, anew; both are reported. Raises `WriteError`.
        """
        from exporter.engine.storage import ledger_file  # noqa: PLC0415 - as above

        connection = ledger_file.owned(path, report, address or str(path.parent.parent))
        try:
            yield cls(connection, path)
        finally:
            ledger_file.left(connection, path)

    @classmethod
    @contextmanager
    def copy(cls, path: Path, report: Report, address: str = "") -> Iterator[Ledger]:
        """Have a private copy of the ledger at a path, so that nothing is written there; else as `open`."""
        from exporter.engine.storage import ledger_file  # noqa: PLC0415 - as above

        with closing(ledger_file.viewed(path, report, address or str(path.parent.parent))) as connection:
            yield cls(connection, path)

    @classmethod
    def peek(cls, path: Path) -> Iterator[Entry]:
        """Entries of a ledger as they are at the first one; none if a run owns it, or if it is absent or unfit."""
        from exporter.engine.storage import ledger_file  # noqa: PLC0415 - as above

        if copy := ledger_file.copied(path):
            with closing(copy):
                yield from cls(copy, path).entries()

    def get(self, source: str) -> Entry | None:
        """The entry of a source."""
        with self._explained():
            row = self._connection.execute(_ARTICLE, (_bytes(source),)).fetchone()
            if row is None:
                return None
            number, home, digest, document, title, identifier, content, *record = row
            rows = self._connection.execute(_MADE, (number,)).fetchall()
            members = self._connection.execute(_MEMBERS, (number,)).fetchall()
        made = tuple(self._made(row, [File(*file) for form, *file in members if form == row[0]]) for row in rows)
        return Entry(source, home, digest, document, title, File(*record), made, identifier, content)

    def holder(self, home: str) -> str | None:
        """The source whose home this is."""
        with self._explained():
            row = self._connection.execute("SELECT source FROM article WHERE home = ?", (home,)).fetchone()
        return row and str(row[0])

    def identified(self, identifier: str) -> tuple[str, ...]:
        """The sources of the work that this names: one, unless somebody has copied an article with its name."""
        return self._named(_NAMESAKES, identifier)

    def of_content(self, digest: str) -> tuple[str, ...]:
        """The sources whose bytes have this digest."""
        return self._named(_SAME_CONTENT, digest)

    def _named(self, query: str, value: str) -> tuple[str, ...]:
        with self._explained():
            return tuple(str(source) for (source,) in self._connection.execute(query, (value,)))

    def put(self, entry: Entry) -> None:
        """Enter an article in place of what was known of it.

        Files that it had before, or that an article had whose home this was, are left over unless they are its own now.
        """
        source, record = _bytes(entry.source), _row(entry.record)
        bases = [self._number(made.basis) for made in entry.made]
        with self._changing() as connection:
            connection.execute(_LEAVE, {"source": source, "home": entry.home})
            connection.execute(_REPLACE, (source, entry.home))
            told = (entry.identifier, entry.content)
            facts = (source, entry.home, entry.digest, entry.document, _bytes(entry.title), *told, *record)
            number = connection.execute(_ENTER, facts).lastrowid
            for made, basis in zip(entry.made, bases, strict=True):
                row = (number, made.format, *_row(made.file), basis, _bytes(made.own), made.seconds, made.pages)
                connection.execute(_ENTER_MADE, row)
                rows = [(number, made.format, *_row(file)) for file in made.members]
                connection.executemany(_ENTER_MEMBER, rows)
            taken = [(file.path,) for file in entry.files]
            connection.executemany("DELETE FROM leftover WHERE path = ?", taken)

    def entries(self) -> Iterator[Entry]:
        """All entries, by source; the ledger may be changed meanwhile."""
        for (source,) in self._rows(_SOURCES):
            if entry := self.get(source):
                yield entry

    def leftovers(self) -> Iterator[File]:
        """Files of homes that no article has any more, by path; the ledger may be changed meanwhile."""
        for row in self._rows(_LEFTOVERS):
            yield File(*row)

    def forget(self, source: str) -> None:
        """Remove the entry of a source whose files are gone."""
        with self._changing() as connection:
            connection.execute("DELETE FROM article WHERE source = CAST(? AS TEXT)", (_bytes(source),))

    def forget_file(self, path: str) -> None:
        """Remove a file from those left over."""
        with self._changing() as connection:
            connection.execute("DELETE FROM leftover WHERE path = ?", (path,))

    def __len__(self) -> int:
        """How many entries there are."""
        with self._explained():
            return int(self._connection.execute("SELECT count(*) FROM article").fetchone()[0])

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the tables beside the articles': of the shelf and of catalogues' pages."""
        with self._explained():
            return self._connection.execute(query, values).fetchall()

    def tell(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Change those tables, all of it or nothing."""
        with self._changing() as connection:
            connection.executemany(statement, rows)

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        with self._explained():
            self._connection.execute("BEGIN")
            with self._connection:
                yield self._connection

    def _number(self, basis: str) -> int:
        """The number of a text that many rows share; entered on its own: it stays, whatever becomes of the row."""
        if basis not in self._numbers:
            with self._explained():
                number = self._connection.execute(_ENTER_BASIS, (_bytes(basis),)).fetchone()[0]
            self._bases[number], self._numbers[basis] = basis, number
        return self._numbers[basis]

    def _made(self, row: tuple[Any, ...], members: Sequence[File]) -> Made:
        name, path, size, digest, stamp, basis, own, seconds, pages = row
        main = File(path, size, digest, stamp)
        return Made(name, main, self._bases.get(basis, ""), own, seconds, pages, tuple(members))

    def _rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """Rows in the order of their first column, a batch at a time: none is under way when the caller has one."""
        last = ""
        while True:
            with self._explained():
                rows = self._connection.execute(query, (_bytes(last), _BATCH)).fetchall()
            if not rows:
                return
            yield from rows
            last = rows[-1][0]


def _row(file: File) -> tuple[str, int, str, str]:
    return file.path, file.bytes, file.sha256, file.stamp


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


def _text(data: bytes) -> str:
    try:
        return data.decode(errors="surrogatepass")
    except UnicodeDecodeError:  # damage that SQLite cannot see: the entry will not agree with anything
        return data.decode(errors="replace")
