"""Many articles at once: the same bytes whoever does the work, and nobody's trouble is another's."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import fsspec
import pytest

from exporter.engine import run
from exporter.engine.records import Request
from exporter.errors import ReadError
from exporter.events import Event, Failed, NotRendered, Progress, Summary, Warned, Wrote
from exporter.settings import NarrationSettings, Settings
from tests import corpus
from tests.engine import archives

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES, FEW = 12, 5
"""Few, but more than one worker is started for them."""
FORMATS = ("txt", "epub-text", "pdf", "vtt")


pytestmark = pytest.mark.usefixtures("at_one_moment")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(1, ARTICLES + 1):
        archives.write(folder / f"{number:06}.txt", f"Le gué {number}", f"La crue {number} fut forte.")
    return folder


def ask(articles: Path, out: str, jobs: int, *formats: str) -> Request:
    settings = Settings(narration=NarrationSettings("silent"))
    return Request((str(articles),), formats or ("txt",), articles.parent / out, settings, jobs=jobs, catalogues=())


def carry_out(asked: Request) -> list[Event]:
    events: list[Event] = []
    run.export(asked, events.append)
    return events


def digests(out: Path) -> dict[str, str]:
    return {str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in out.glob("[!.]*/*")}


@pytest.mark.slow
def test_one_worker_two_and_this_process_make_the_same_bytes(tmp_path: Path) -> None:
    articles = tmp_path / "corpus"
    corpus.write(FEW, articles)
    for source in articles.iterdir():  # alone: each article is made in this process
        assert not carry_out(replace(ask(articles, "alone", 1, *FORMATS), inputs=(str(source),)))[-1].failed  # type: ignore[union-attr]
    for jobs in (1, 2):
        carry_out(ask(articles, f"by-{jobs}", jobs, *FORMATS))
    alone = digests(articles.parent / "alone")
    assert len(alone) == FEW * (len(FORMATS) + 1)
    assert digests(articles.parent / "by-1") == digests(articles.parent / "by-2") == alone


def test_articles_of_one_title_have_the_same_folders_whoever_is_first(articles: Path) -> None:
    for number, source in enumerate(sorted(articles.iterdir())):
        words = "Un récit qui en vaut un autre, et qui va son chemin. " * (400 if number == 0 else 1)
        source.write_text(f"Le gué\n\nLe récit numéro {number}. {words}\n", encoding="utf-8")
    carry_out(ask(articles, "out", 3))
    out = articles.parent / "out"
    homes = ["le-gue", *(f"le-gue-{number}" for number in range(2, ARTICLES + 1))]
    for number, home in enumerate(homes):
        assert f"récit numéro {number}." in (out / home / "le-gue.txt").read_text("utf-8")


def test_an_article_that_fails_stops_nobody_else(articles: Path) -> None:
    (articles / "000003.txt").write_bytes(b"\x00\x01\x02")
    (articles / "000004.txt.toml").write_text("autor = 1\n", encoding="utf-8")
    events = carry_out(ask(articles, "out", 2))
    failures = [event for event in events if isinstance(event, Failed)]
    assert sorted((str(one.article).rpartition("/")[2], one.exit_code) for one in failures) == [
        ("000003.txt", ReadError.exit_code),
        ("000004.txt", 2),
    ]
    assert sum(isinstance(event, Wrote) for event in events) == ARTICLES - 2
    (summary,) = (event for event in events if isinstance(event, Summary))
    assert (summary.done, summary.fresh, summary.failed) == (ARTICLES - 2, 0, 2)
    assert '"failed": 2' in (articles.parent / "out/report.json").read_text("utf-8")


def test_an_article_has_only_so_much_time(articles: Path) -> None:
    failures = run.export(replace(ask(articles, "out", 2, "pdf"), time_limit=0.001), lambda _: None)
    assert len(failures) == ARTICLES
    assert {failure.hint for failure in failures} == {"give it more time with --time-limit"}
    assert not (articles.parent / "out").exists()


def test_warnings_from_workers_are_heard_and_kept(articles: Path) -> None:
    (articles / "000002.md").write_text(
        "# Le bac\n\n![Le bac](bac.png)\n\nLe bac ne passe plus ici.\n", encoding="utf-8"
    )
    events = carry_out(ask(articles, "out", 2, "epub-text"))
    assert [event for event in events if isinstance(event, Warned | NotRendered) and "bac.png" in str(event)]
    assert "bac.png" in (articles.parent / "out/le-bac/edition.json").read_text("utf-8")


def test_progress_is_told_for_articles_and_for_each_format(articles: Path) -> None:
    events = [event for event in carry_out(ask(articles, "out", 2, "txt", "vtt")) if isinstance(event, Progress)]
    for task in ("articles", "editions: txt", "editions: vtt"):
        told = [event for event in events if event.task == task]
        assert told[-1] == Progress(task, ARTICLES, ARTICLES)
        assert [event.done for event in told] == sorted(event.done for event in told)


@pytest.mark.slow
def test_workers_share_a_cache(articles: Path, bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    few = tuple(map(str, sorted(articles.iterdir())[:2]))
    asked = replace(ask(articles, "first", 2, "vtt", "mp3"), inputs=few, cache=f"{bucket}/cache")
    assert [event for event in carry_out(asked) if isinstance(event, Failed | Warned)] == []
    monkeypatch.setenv("EXPORTER_CACHE", str(articles.parent / "of another machine"))
    assert not carry_out(replace(asked, out=articles.parent / "second"))[-1].failed  # type: ignore[union-attr]
    assert digests(articles.parent / "second") == digests(articles.parent / "first")
    kept = {path.rpartition(".")[2] for path in fsspec.filesystem("s3").find(f"{bucket}/cache")}
    assert kept == {"speech", "sound"}
