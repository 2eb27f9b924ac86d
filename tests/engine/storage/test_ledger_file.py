"""The ledger is one run's at a time, and whole or begun anew, whatever happened to the run before."""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exporter.engine.storage.ledger import Ledger
from exporter.errors import WriteError
from exporter.events import Warned
from tests.engine.ledgers import article, line, process, quiet

if TYPE_CHECKING:
    from exporter.events import Event


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out" / ".exporter" / "ledger.sqlite"


# ── killed ───────────────────────────────────────────────────────────────────────────────────────────────────────────

WRITES = """
with Ledger.open(path, say) as ledger:
    for edition in itertools.count(int(sys.argv[2])):
        entry = article(edition % 7, edition, f"h-{edition % 5}")
        ledger.put(entry)
        say(edition)
"""


def test_a_ledger_survives_being_killed_at_any_moment(path: Path) -> None:
    chance = random.Random("moments")  # noqa: S311 - no secret
    last = 0
    for _ in range(8):
        with process(WRITES, path, last) as writer:
            assert line(writer).isdigit()
            time.sleep(chance.uniform(0, 0.05))
            writer.send_signal(signal.SIGKILL)
            assert writer.stdout
            told = [int(one) for one in writer.stdout.read().split("\n")[:-1]]
        with Ledger.open(path, quiet) as ledger:
            entries = {int(entry.digest, 16): entry for entry in ledger.entries()}
        assert all(entry == article(edition % 7, edition, f"h-{edition % 5}") for edition, entry in entries.items())
        assert max(entries) >= max(told, default=last), "what was told is kept"
        last = max(entries)


OWNS = """
with Ledger.open(path, lambda event: say(event.code, event.message)) as ledger:
    say("mine", len(ledger))
    ledger.put(article(int(sys.argv[2])))
    sys.stdin.read()
"""


@pytest.mark.parametrize("killed", [False, True])
def test_a_second_run_says_once_that_it_waits_and_goes_on_when_the_first_ends(path: Path, *, killed: bool) -> None:
    with process(OWNS, path, 1) as first:
        assert line(first) == "mine 0"
        with process(OWNS, path, 2) as second:
            assert line(second) == f"waiting another run writes to {path.parent.parent}: waiting for it to end"
            time.sleep(0.5)
            if killed:
                first.kill()
            else:
                first.communicate()
            begin = time.monotonic()
            assert line(second) == "mine 1"
            assert time.monotonic() - begin < 10
            second.communicate()
    with Ledger.open(path, quiet) as ledger:
        assert len(ledger) == 2


def test_waiting_can_be_interrupted(path: Path) -> None:
    with Ledger.open(path, quiet) as ledger, process(OWNS, path, 2) as second:
        assert line(second).startswith("waiting")
        second.send_signal(signal.SIGINT)
        assert second.wait(5) != 0
        ledger.put(article(1))


def test_the_output_has_the_name_that_people_call_it(path: Path) -> None:
    program = OWNS.replace("event.message)", 'event.message), "s3://editions"')
    with Ledger.open(path, quiet), process(program, path, 2) as second:
        assert line(second) == "waiting another run writes to s3://editions: waiting for it to end"


# ── looked into ──────────────────────────────────────────────────────────────────────────────────────────────────────


def state(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file below a folder and the folder itself, with its time and size."""
    found = {str(one): one.stat() for one in (folder, *folder.rglob("*"))}
    return {name: (status.st_mtime_ns, status.st_size) for name, status in found.items()}


def test_a_copy_leaves_the_ledger_as_it_is(path: Path) -> None:
    with Ledger.open(path, quiet) as ledger:
        ledger.put(article(1))
    before = state(path.parent.parent)
    with Ledger.copy(path, quiet) as ledger:
        ledger.put(article(2))
        assert len(ledger) == 2
    assert state(path.parent.parent) == before
    assert list(Ledger.peek(path)) == [article(1)]


def test_a_copy_of_no_ledger_is_empty(path: Path) -> None:
    with Ledger.copy(path, quiet) as ledger:
        assert len(ledger) == 0
    assert not path.parent.exists()


def test_a_copy_of_a_damaged_ledger_is_empty_and_sets_nothing_aside(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\0damaged" * 1000)
    told: list[Event] = []
    with Ledger.copy(path, told.append) as ledger:
        assert len(ledger) == 0
    assert [type(event) for event in told] == [Warned]
    assert path.read_bytes() == b"\0damaged" * 1000


def test_a_copy_waits_for_a_run_that_owns_the_ledger(path: Path) -> None:
    program = OWNS.replace("Ledger.open", "Ledger.copy")
    with Ledger.open(path, quiet) as ledger, process(program, path, 2) as second:
        assert line(second).startswith("waiting another run writes to")
        ledger.put(article(1))
        second.send_signal(signal.SIGINT)


# ── damaged ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_of_several_runs_begins_a_damaged_ledger_anew(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\0damaged" * 1000)
    program = OWNS.replace("sys.stdin.read()", "")
    with process(program, path, 1) as one, process(program, path, 2) as two, process(program, path, 3) as three:
        told = "".join(run.communicate()[0] for run in (one, two, three))
    assert told.count("ledger the ledger of") == 1
    assert sorted(re.findall(r"mine \d", told)) == ["mine 0", "mine 1", "mine 2"]
    assert [entry.source for entry in Ledger.peek(path)] == [article(number).source for number in (1, 2, 3)]


def written(path: Path) -> bytes:
    with Ledger.open(path, quiet) as ledger:
        for number in range(100):
            ledger.put(article(number, number))
    return path.read_bytes()


def set_aside(path: Path) -> None:
    """Begin the ledger anew, as a run does, and use it."""
    damaged = path.read_bytes()
    told: list[Event] = []
    assert list(Ledger.peek(path)) == []
    with Ledger.open(path, told.append) as ledger:
        assert list(ledger.entries()) == []
        ledger.put(article(1))
    out = path.parent.parent
    message = f"the ledger of {out} cannot be used: everything is made again"
    assert told == [Warned("ledger", message, tolerated=True)]
    assert path.with_name("ledger.sqlite.damaged").read_bytes() == damaged
    assert list(Ledger.peek(path)) == [article(1)]


def test_a_file_of_anything_is_set_aside(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_text("Ceci n’est pas un registre.\n" * 200, encoding="utf-8")
    set_aside(path)
    path.write_bytes(os.urandom(10_000))
    set_aside(path)


def test_a_truncated_ledger_is_set_aside(path: Path) -> None:
    whole = written(path)
    for part in (50, 512, 4096, len(whole) // 2 // 4096 * 4096, len(whole) - 4096):
        path.write_bytes(whole[:part])
        set_aside(path)


def test_a_ledger_with_pages_of_other_bytes_is_set_aside(path: Path) -> None:
    whole = written(path)
    chance = random.Random("pages")  # noqa: S311 - no secret
    for page in range(0, len(whole) - 4096, 8192):
        path.write_bytes(whole[:page] + chance.randbytes(4096) + whole[page + 4096 :])
        set_aside(path)


@pytest.mark.parametrize("position", [19, 20, 21, 60, 100, 105])
def test_a_ledger_whose_head_is_damaged_is_set_aside(path: Path, position: int) -> None:
    whole = bytearray(written(path))
    whole[position] ^= 0x7F
    path.write_bytes(whole)
    set_aside(path)


@pytest.mark.parametrize(
    "change",
    [
        "PRAGMA user_version = 99",
        "DROP TABLE leftover",
        "UPDATE article SET home = '../elsewhere' WHERE id = 7",
        "UPDATE made SET path = '/etc/passwd' WHERE article = 7",
        "INSERT INTO leftover VALUES ('a/../../b', 1, '', '')",
        "UPDATE made SET path = 'a//b' WHERE article = 3",
        "UPDATE article SET path = './a' WHERE id = 3",
    ],
    ids=["version", "tables", "home outside", "absolute path", "path outside", "no part", "this part"],
)
def test_a_ledger_of_another_hand_is_set_aside(path: Path, change: str) -> None:
    written(path)
    with sqlite3.connect(path) as connection:
        connection.execute(change)
    connection.close()
    set_aside(path)


def test_a_damaged_head_that_forbids_writing_does_not_lock_anybody_out(path: Path) -> None:
    whole = bytearray(written(path))
    whole[18] = 99  # "file format write version": SQLite reads the file, and refuses to write to it
    path.write_bytes(whole)
    told: list[Event] = []
    with Ledger.open(path, told.append) as ledger:
        ledger.put(article(1))
        assert len(ledger) == len(told) == 1


def test_an_empty_file_is_an_empty_ledger(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.touch()
    assert list(Ledger.peek(path)) == []
    with Ledger.open(path, quiet) as ledger:
        assert len(ledger) == 0


def test_what_a_killed_run_has_left_beside_a_damaged_ledger_goes_with_it(path: Path) -> None:
    size = len(written(path))
    with process(OWNS, path, 1) as first:
        line(first)
        first.kill()
    assert path.with_name("ledger.sqlite-wal").exists()
    path.write_bytes(os.urandom(size))
    told: list[Event] = []
    with Ledger.open(path, told.append) as ledger:
        assert list(ledger.entries()) == []
        ledger.put(article(1))
    assert len(told) == 1
    assert list(Ledger.peek(path)) == [article(1)]


def test_a_text_that_is_damaged_agrees_with_nothing(path: Path) -> None:
    written(path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE article SET digest = CAST(X'FF61' AS TEXT) WHERE id = 1")
    connection.close()
    with Ledger.open(path, quiet) as ledger:
        entry = ledger.get("file:../0.txt")
        assert entry
        assert entry.digest == "\ufffda"


# ── looked at ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_ledger_can_be_looked_at_when_nobody_owns_it(path: Path) -> None:
    assert list(Ledger.peek(path)) == []
    assert not path.parent.exists()
    with Ledger.open(path, quiet) as ledger:
        ledger.put(article(1))
        assert list(Ledger.peek(path)) == []
    looking = Ledger.peek(path)
    assert next(looking) == article(1)
    with Ledger.open(path, quiet) as ledger:  # nobody has to wait for one who looks
        ledger.put(article(2))
    assert list(looking) == []


def test_what_a_killed_run_has_done_can_be_looked_at(path: Path) -> None:
    with process(WRITES, path, 0) as writer:
        told = [int(line(writer)) for _ in range(3)]
        writer.kill()
    assert max(int(entry.digest, 16) for entry in Ledger.peek(path)) >= max(told)


# ── refused ──────────────────────────────────────────────────────────────────────────────────────────────────────────

TRIES = """
if os.geteuid() == 0:
    os.setuid(65534)
try:
    with Ledger.open(path, say):
        say("opened")
except WriteError as error:
    say(error, "|", error.hint)
"""


@pytest.mark.parametrize("before", [False, True], ids=["new", "kept"])
def test_a_folder_that_cannot_be_written_to_is_told(*, before: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ledger.sqlite")
        if before:
            written(path)
            path.chmod(0o644)
        Path(folder).chmod(0o555)
        with process(TRIES, path) as other:
            told = other.communicate()[0]
        Path(folder).chmod(0o755)
    assert told == f"cannot write {path}: Permission denied | choose another folder with --out\n"


def test_a_folder_that_is_a_file_is_told(path: Path) -> None:
    path.parent.parent.write_text("", encoding="utf-8")
    with pytest.raises(WriteError, match=r"cannot write .*ledger\.sqlite"), Ledger.open(path, quiet):
        pass


def test_a_file_that_is_a_folder_is_told(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(WriteError, match=r"cannot write .*ledger\.sqlite"), Ledger.open(path, quiet):
        pass


FILLS = """
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    with Ledger.open(path, say) as ledger:
        for number in itertools.count():
            try:
                ledger.put(article(number))
            except WriteError:
                say(number, sum(entry == article(i) for i, entry in enumerate(sorted(ledger.entries(), key=len_))))
                raise
except WriteError as error:
    say(error, "|", error.hint)
""".replace("len_", "lambda entry: int(entry.source[8:-4])")


def test_a_full_disk_is_told_and_what_was_entered_stays(path: Path) -> None:
    with process(FILLS, path, 400_000) as other:
        told, trouble = other.communicate()
    assert (other.returncode, trouble) == (0, "")
    counts, message = told.splitlines()
    entered, kept = map(int, counts.split())
    assert entered == kept > 10
    assert re.fullmatch(r"(cannot write|disk full while writing) .*ledger\.sqlite.* \| .*--out", message)
    with Ledger.open(path, quiet) as ledger:
        assert len(ledger) == entered
        ledger.put(article(entered))


def test_a_disk_that_is_full_from_the_beginning_is_told(path: Path) -> None:
    with process(FILLS, path, 1000) as other:
        told, _ = other.communicate()
    assert re.fullmatch(r"(cannot write|disk full while writing) .*ledger\.sqlite.* \| .*--out\n", told)
    with Ledger.open(path, quiet) as ledger:
        assert len(ledger) == 0
