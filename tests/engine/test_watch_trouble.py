"""Watching goes on whatever happens, and says so where it cannot begin."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import watchfiles

from exporter.engine import run
from exporter.engine.watch import watch
from exporter.errors import ReadError, ResourceError, UsageError
from exporter.events import Failed, Pruned, Warned, Watching
from tests.engine.watching import articles, ended, follow, request, write, wrote

if TYPE_CHECKING:
    from exporter.engine.records import Request
    from exporter.events import Event, Report


pytestmark = pytest.mark.usefixtures("texts", "at_hand")


# --- What goes wrong is told, and watching goes on -------------------------------------------------


def test_a_deleted_article_is_told_and_its_editions_stay() -> None:
    told = follow(
        request(),
        (Path("textes/a.txt").unlink, lambda event: isinstance(event, Warned)),
        (lambda: write("textes/a.txt", "Le gué", "\nDe retour.\n"), ended),
    )
    assert [event for event in told[1] if isinstance(event, Warned)] == [
        Warned("deleted", "textes/a.txt was deleted; its editions stay until --prune", tolerated=True)
    ]
    assert articles(told[2]) == ["textes/a.txt"]
    assert Path("out/le-gue/le-gue.txt").exists()


def test_a_deleted_article_is_pruned_if_that_is_asked_for() -> None:
    told = follow(
        replace(request(), prune=True),
        (Path("textes/a.txt").unlink, lambda event: isinstance(event, Pruned) and event.path.endswith("edition.json")),
        (lambda: write("textes/b.txt", "Le lac", "\nUne fin.\n"), ended),
    )
    assert not any(isinstance(event, Warned) for events in told for event in events)
    assert not Path("out/le-gue").exists()
    assert Path("out/le-col/le-col.txt").exists()


def test_an_article_that_fails_is_told_and_watched_on() -> None:
    told = follow(
        request(),
        (lambda: Path("textes/a.txt").write_text("   "), ended),
        (lambda: write("textes/a.txt", "Le gué", "\nMieux.\n"), ended),
    )
    assert [event.article for event in told[1] if isinstance(event, Failed)] == ["textes/a.txt"]
    assert articles(told[2]) == ["textes/a.txt"]


def test_a_run_that_cannot_begin_is_told_and_the_next_one_can() -> None:
    words = Path("mots.toml")
    words.write_text('"col" = "colle"\n')
    told = follow(
        replace(request("textes/mars", formats=("mp3",)), lexicon=words),
        (lambda: words.write_text("col = rien\n"), lambda event: isinstance(event, Failed)),
        (lambda: words.write_text('"col" = "kol"\n'), ended),
    )
    (failed,) = (event for event in told[1] if isinstance(event, Failed))
    assert (failed.article, failed.exit_code) == (None, UsageError.exit_code)
    assert articles(told[2]) == ["textes/mars/c.txt"]


def test_a_list_is_watched_with_what_it_names() -> None:
    names = Path("liste")
    names.write_text("textes/a.txt\n")
    told = follow(
        request("@liste"),
        (lambda: names.write_text("textes/a.txt\ntextes/mars\n"), ended),
        (lambda: write("textes/mars/c.txt", "Le col", "\nUne fin.\n"), ended),
        (lambda: names.write_text("textes/nulle-part.txt\n"), lambda event: isinstance(event, Failed)),
        (lambda: names.write_text("textes/b.txt\n"), ended),
    )
    assert [articles(events) for events in told] == [
        ["textes/a.txt"],
        ["textes/mars/c.txt"],
        ["textes/mars/c.txt"],
        [],
        ["textes/b.txt"],
    ]


def test_a_list_may_go_and_come_back() -> None:
    names = Path("liste")
    names.write_text("textes/a.txt\n")
    told = follow(
        request("@liste"),
        (names.unlink, lambda event: isinstance(event, Failed)),
        (lambda: names.write_text("textes/b.txt\n"), ended),
    )
    (failed,) = (event for event in told[1] if isinstance(event, Failed))
    assert failed.message == "cannot read the list liste: No such file or directory"
    assert articles(told[2]) == ["textes/b.txt"]


def test_a_folder_may_go_and_come_back() -> None:
    def back() -> None:
        time.sleep(0.5)
        Path("textes").mkdir()
        write("textes/d.txt", "La digue")

    told = follow(
        request(),
        (lambda: shutil.rmtree("textes"), lambda event: isinstance(event, Warned)),
        (back, wrote("textes/d.txt")),
    )
    assert articles(told[2]) == ["textes/d.txt"]


def test_everything_is_made_again_once_only() -> None:
    run.export(request(), lambda _: None)
    Path("textes/photo.jpg").write_bytes(b"1")

    def change() -> None:
        Path("textes/photo.jpg").write_bytes(b"2")
        time.sleep(0.6)
        write("textes/a.txt", "Le gué", "\nUne fin.\n")

    told = follow(replace(request(), force=True), (change, wrote("textes/a.txt")))
    assert len(articles(told[0])) == 3
    assert articles(told[1]) == ["textes/a.txt"]


def test_an_issue_is_made_whole() -> None:
    told = follow(
        replace(request(), bundle="Le numéro"), (lambda: write("textes/b.txt", "Le lac", "\nUne fin.\n"), ended)
    )
    assert articles(told[1]) == ["Le numéro"]
    assert "Une fin." in Path("out/le-numero/le-numero.txt").read_text(encoding="utf-8")


# --- What cannot be watched ------------------------------------------------------------------------


@pytest.mark.parametrize("item", ["-", "@-", "https://exemple.fr/a", "@liste"])
def test_only_files_and_folders_are_watched(item: str) -> None:
    Path("liste").write_text("https://exemple.fr/a\n")
    with pytest.raises(UsageError, match="only files and folders can be watched, not"):
        watch(request(item), lambda _: None, run.export)


def test_a_dry_run_is_not_watched() -> None:
    with pytest.raises(UsageError, match="a dry run"):
        watch(replace(request(), dry_run=True), lambda _: None, run.export)


def test_what_is_not_there_ends_the_run_as_ever() -> None:
    with pytest.raises(ReadError, match="no such file: nulle-part"):
        watch(request("nulle-part.txt"), lambda _: None, run.export)


def test_a_system_that_watches_no_more_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr("watchfiles.watch", refuse)
    with pytest.raises(ResourceError, match="OS file watch limit reached") as raised:
        watch(request(), lambda _: None, run.export)
    assert "max_user_watches" in raised.value.hint


@pytest.mark.parametrize("times", [2, 9])
def test_folders_that_go_while_we_look_are_looked_at_again(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    real, tries = watchfiles.watch, iter(range(times))

    def watching(*folders: str, **options: Any) -> Any:  # noqa: ANN401 - the library's own
        if next(tries, None) is not None:
            raise FileNotFoundError
        return real(*folders, **options)

    monkeypatch.setattr("watchfiles.watch", watching)
    if times > 5:
        with pytest.raises(ResourceError, match="they come and go"):
            watch(request(), lambda _: None, run.export)
    else:
        assert len(articles(follow(request())[0])) == 3


@pytest.mark.parametrize("item", ["textes", "textes/mars/c.txt"])
def test_a_small_article_is_tried_so_that_the_first_save_need_not_wait(
    item: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(Path.cwd()))
    Path("textes/a.txt").write_text("   ")  # a failure of the trial's is nobody's business
    asked: list[Request] = []

    def spy(one: Request, report: Report) -> tuple[Failed, ...]:
        asked.append(one)
        failures = run.export(one, report)
        if len(asked) > 1:
            raise KeyboardInterrupt
        return failures

    told: list[Event] = []
    with pytest.raises(KeyboardInterrupt):
        watch(replace(request(item), prune=True), told.append, spy)
    whole, trial = asked
    assert (whole.out, trial.out.parent, trial.prune) == (Path("out"), Path.cwd(), False)  # type: ignore[union-attr]  # a folder
    assert [Path(name).name for name in trial.inputs] == ["a.txt" if item == "textes" else "c.txt"]
    assert isinstance(told[-1], Watching)
    assert not Path(trial.out).exists()


def test_ctrl_c_ends_a_watch_at_the_command_line(texts: Path) -> None:
    command = [sys.executable, "-m", "exporter", "export", "textes", "--to", "txt", "--watch"]
    own = {**os.environ, "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(command, env=own, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert any(line == "watching textes (Ctrl-C ends it)\n" for line in running.stderr)
        first = sorted(running.stdout.readline() for _ in range(3))
        saved = time.time()
        write("textes/a.txt", "Le gué", "\nUne fin.\n")
        assert running.stdout.readline() == "out/le-gue/le-gue.txt\n" == first[1]
        assert time.time() - saved < 20  # measured: 0.35 s; one that looks but every minute is caught
        running.send_signal(signal.SIGINT)
        assert running.wait(60) == 130
        assert "Traceback" not in running.stderr.read()
    assert "Une fin." in (texts / "out/le-gue/le-gue.txt").read_text(encoding="utf-8")
