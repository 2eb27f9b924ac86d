"""An archive in a bucket, from end to end: what is there is what a folder would have."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from exporter.engine import run
from exporter.engine.publish import publisher as publishing
from exporter.engine.publish import verify
from exporter.engine.records import Request
from exporter.engine.storage import LEDGER, STATE, place
from exporter.errors import WriteError
from exporter.events import Event, Progress, Pruned, Summary, Wrote
from exporter.settings import NarrationSettings, Settings
from tests.engine import archives

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = 6
FILES = ("txt", "vtt", "json")


@pytest.fixture
def asked(tmp_path: Path, bucket: str, monkeypatch: pytest.MonkeyPatch) -> Request:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    machine(tmp_path / "une", monkeypatch)
    (tmp_path / "articles").mkdir()
    for number in range(ARTICLES):
        archives.write(tmp_path / f"articles/{number:06}.txt", f"Le gué {number}", f"La crue {number} fut forte.")
    silent = Settings(narration=NarrationSettings("silent"))
    out, cache = f"{bucket}/archives", f"{bucket}/cache"
    return Request((str(tmp_path / "articles"),), ("txt", "vtt"), out, silent, jobs=2, cache=cache, catalogues=())


def machine(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Go on with a machine that has spoken nothing."""
    monkeypatch.setenv("EXPORTER_CACHE", str(cache))


def carry_out(asked: Request) -> list[Event]:
    events: list[Event] = []
    assert not run.export(asked, events.append)
    return events


def counts(events: list[Event]) -> tuple[int, int, int]:
    (summary,) = (event for event in events if isinstance(event, Summary))
    return summary.done, summary.fresh, summary.failed


def editions(address: str | Path) -> dict[str, bytes | None]:
    """Every file of every article, by its path."""
    out = place(address)
    homes = [record.rpartition("/")[0] for record in out.records()]
    paths = [f"{home}/{name}" for home in homes for name in ("edition.json", f"{home}.txt", f"{home}.vtt")]
    return {path: out.read(path) for path in paths}


@pytest.mark.slow
def test_an_archive_in_a_bucket_is_one_in_a_folder(asked: Request, tmp_path: Path) -> None:
    assert counts(carry_out(asked)) == (ARTICLES, 0, 0)
    carry_out(replace(asked, out=tmp_path / "out", cache=None))
    there = editions(asked.out)
    assert len(there) == ARTICLES * len(FILES)
    assert None not in there.values()
    assert there == editions(tmp_path / "out")
    assert not any(one.trouble for one in verify.verify(str(asked.out)))

    assert counts(carry_out(asked)) == (0, ARTICLES, 0)

    source = tmp_path / "articles/000003.txt"
    source.write_text("La passerelle\n\nElle a tenu, contre l’avis de tous les ingénieurs.\n", encoding="utf-8")
    events = carry_out(asked)
    assert counts(events) == (1, ARTICLES - 1, 0)
    assert [event.format for event in events if isinstance(event, Wrote)] == ["txt", "vtt"]
    left = sorted(event.path for event in carry_out(replace(asked, prune=True)) if isinstance(event, Pruned))
    assert len(left) == len(FILES)
    assert all(place(asked.out).read(path.removeprefix(f"{asked.out}/")) is None for path in left)

    source.unlink()
    gone = [event.path for event in carry_out(replace(asked, prune=True)) if isinstance(event, Pruned)]
    assert sorted(gone) == [
        f"{asked.out}/la-passerelle/{name}"
        for name in ("edition.json", *(f"la-passerelle.{form}" for form in ("txt", "vtt")))
    ]
    assert len(editions(asked.out)) == (ARTICLES - 1) * len(FILES)
    assert not any(one.trouble for one in verify.verify(str(asked.out)))


@pytest.mark.slow
def test_what_one_machine_has_spoken_no_other_speaks_again(
    asked: Request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carry_out(asked)
    machine(tmp_path / "autre", monkeypatch)
    memory = replace(asked, out=f"memory://{uuid.uuid4().hex}")  # is in this process, so that its voice can be heard
    spoken = [event for event in carry_out(memory) if isinstance(event, Progress) and event.task.startswith("voice")]
    assert len(spoken) == ARTICLES
    assert {event.total for event in spoken} == {0}
    assert editions(memory.out) == editions(asked.out)


def test_a_ledger_elsewhere_is_brought_there_during_a_run(asked: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_BETWEEN", 0)
    out = place(f"memory://{uuid.uuid4().hex}")
    found = []

    def look(event: Event) -> None:
        if isinstance(event, Wrote) and event.format == "txt":
            found.append(out.read(f"{STATE}/{LEDGER}") is not None)

    assert not run.export(replace(asked, out=out.address, cache=None), look)
    assert found == [False] + [True] * (ARTICLES - 1)


def test_a_run_whose_output_is_another_s_now_ends(asked: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_BETWEEN", 0)
    out = place(f"memory://{uuid.uuid4().hex}")
    written: list[Wrote] = []

    def take(event: Event) -> None:
        if isinstance(event, Wrote):
            written.append(event)
            out.write(f"{STATE}/lock", b'"another"')

    with pytest.raises(WriteError, match="another run has taken over"):
        run.export(replace(asked, out=out.address, formats=("txt",), cache=None), take)
    assert len(written) == 1
