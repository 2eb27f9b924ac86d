"""The work on one article, as a worker does it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.engine.records import Input, Reason, Request, Task
from exporter.engine.storage import place
from exporter.engine.storage.paths import RECORD
from exporter.engine.work import worker
from exporter.ports import Original
from exporter.settings import NarrationSettings, Settings

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_task_that_is_done_twice_publishes_what_its_result_tells_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")  # for each as it is told
    settings = Settings(narration=NarrationSettings("silent"))
    request = Request(("gué.txt",), ("txt",), tmp_path / "out", settings, epoch="1780000000", catalogues=())
    original = Original("gué.txt", "Le gué\n\nUne phrase bien assez longue pour être lue.\n".encode())
    given = Input("gué.txt", None, request.overrides, settings, original, ())
    task = Task("run/1", "gué.txt", (given,), None, (("txt", Reason.NEW),))
    first, _ = worker.work(request, task)
    late, _ = worker.work(replace(request, epoch="1780000001"), task)  # was thought dead, and tells nobody
    assert first.record
    assert late.record
    out = place(request.out)
    out.publish(first.key, "le-gue", (RECORD,))
    assert out.sha256(f"le-gue/{RECORD}") == first.record.sha256 != late.record.sha256
