"""An archive on a cluster: a real scheduler, two real workers, one of them killed in the middle."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from exporter.engine import run
from exporter.engine.publish.verify import verify
from exporter.engine.records import Request
from exporter.events import Event, Summary, Wrote
from exporter.settings import NarrationSettings, Settings
from tests import corpus
from tests.engine import dask

ARTICLES = 42


def digests(out: Path) -> dict[str, str]:
    return {str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in out.glob("[!.]*/*")}


@pytest.mark.slow
def test_a_lost_worker_loses_nothing_and_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with dask.cluster(tmp_path / "dask", 2) as cluster:  # whose current folder and environment are others
        monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "cache"))
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
        monkeypatch.chdir(tmp_path)
        corpus.write(ARTICLES, tmp_path / "articles")
        (tmp_path / "exporter-lexicon.toml").write_text('"ville" = "cité"\n', encoding="utf-8")
        settings = Settings(narration=NarrationSettings("silent"))
        here = Request(("articles",), ("txt", "vtt", "epub-text"), Path("here"), settings, jobs=2, catalogues=())
        assert not run.export(here, lambda _: None)
        there, events = replace(here, out=Path("there"), cluster=cluster.address), list[Event]()
        ready: list[int] = []

        def hear(event: Event) -> None:
            events.append(event)
            if (
                isinstance(event, Wrote) and sum(isinstance(one, Wrote) for one in events) == ARTICLES
            ):  # a third of them
                ready.append(len(list(Path("there").rglob("edition.json"))))  # published, or staged
                cluster.kill(cluster.workers[0])

        assert not run.export(there, hear)
    assert ready[0] < ARTICLES - 5  # there was more to do
    (summary,) = (event for event in events if isinstance(event, Summary))
    assert (summary.done, summary.fresh, summary.failed) == (ARTICLES, 0, 0)
    assert digests(tmp_path / "there") == digests(tmp_path / "here")
    assert len(digests(tmp_path / "there")) == 4 * ARTICLES
    assert not [checked for checked in verify("there") if checked.trouble]
    told = list[Event]()
    run.export(replace(there, cluster=None), told.append)
    assert not [event for event in told if isinstance(event, Wrote)]  # here, too, all is up to date
