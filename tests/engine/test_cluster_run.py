"""An archive on a cluster: a real scheduler, two real workers, one of them killed in the middle."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from exporter.engine import run
from exporter.engine.request import Request
from exporter.engine.verify import verify
from exporter.events import Event, Failed, Summary, Wrote
from exporter.settings import NarrationSettings, Settings
from tests import corpus
from tests.engine import dask

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = 200


def digests(out: Path) -> dict[str, str]:
    return {str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in out.glob("[!.]*/*")}


@pytest.mark.slow
def test_a_lost_worker_loses_nothing_and_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    articles = tmp_path / "articles"
    corpus.write(ARTICLES, articles)
    settings = Settings(narration=NarrationSettings("silent"))
    here = Request((str(articles),), ("txt", "epub-text"), tmp_path / "here", settings, jobs=2)
    assert not run.export(here, lambda _: None)

    with dask.cluster(tmp_path / "dask", 2) as cluster:
        events: list[Event] = []

        def hear(event: Event) -> None:
            events.append(event)
            if isinstance(event, Wrote) and sum(isinstance(one, Wrote) for one in events) == ARTICLES // 2:
                cluster.kill(cluster.workers[0])

        assert not run.export(replace(here, out=tmp_path / "there", cluster=cluster.address), hear)
    (summary,) = (event for event in events if isinstance(event, Summary))
    assert (summary.done, summary.fresh, summary.failed) == (ARTICLES, 0, 0)
    assert not [event for event in events if isinstance(event, Failed)]
    assert digests(tmp_path / "there") == digests(tmp_path / "here")
    assert len(digests(tmp_path / "there")) == 3 * ARTICLES
    assert not [checked for checked in verify(tmp_path / "there") if checked.trouble]
