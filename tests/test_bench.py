"""The measures of `make bench` measure: each has files written in its run, or ends them all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests import bench, timing
from tests.cli.article import ARTICLE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
def test_every_measure_has_something_to_time(tmp_path: Path) -> None:
    rows: list[str] = []
    source = tmp_path / "tortue.txt"
    source.write_text(ARTICLE, encoding="utf-8")
    bench.measure(source, tmp_path, bench.SMALL, lambda name, *_: rows.append(name))
    assert {"WeasyPrint alone", "txt + pdf + epub-text", "speech, espeak", "pdf, 2 workers"} < set(rows)


def test_what_is_up_to_date_is_not_timed(tmp_path: Path) -> None:
    source = tmp_path / "tortue.txt"
    source.write_text(ARTICLE, encoding="utf-8")
    text = timing.Export(source, "txt", tmp_path)
    out = timing.fresh(tmp_path)
    assert text.into(out).cost.work > 0
    text.into(out, made=0)
    with pytest.raises(SystemExit, match="nothing to time: 1 articles"):
        text.into(out)


def test_a_command_that_writes_no_file_is_not_timed(tmp_path: Path) -> None:
    page = tmp_path / "page.pdf"
    page.write_text("an earlier one", encoding="utf-8")
    os.utime(page, (1, 1))
    with pytest.raises(SystemExit, match="0 files were written"):
        timing.writing(("true",), page, tmp_path)


def test_a_command_that_fails_is_not_timed(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="ended with 1"):
        timing.run(("false",), tmp_path)
