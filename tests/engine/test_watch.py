"""Watching: what is saved is exported within a second, and nothing else is; by the real watcher and real runs."""

from __future__ import annotations

import io
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
from PIL import Image

from exporter.engine import run
from exporter.engine.request import Request
from exporter.engine.watch import watch
from exporter.errors import ReadError, ResourceError, UsageError
from exporter.events import Failed, Planned, Pruned, Summary, Warned, Watching, Wrote
from exporter.settings import NarrationSettings, PageSettings, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from exporter.events import Event, Report

    Step = tuple[Callable[[], object], Callable[[Event], bool]]

TEXT = "{title}\n\nUne première phrase, bien assez longue pour être lue. Une seconde la suit de près.\n"
SPOKEN = Settings(narration=NarrationSettings("silent"))
PATIENCE = 20.0
"""Seconds for all that a test waits for."""


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A folder of three texts; whoever waits for what never comes is interrupted."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))
    Path("textes/mars").mkdir(parents=True)
    for name, title in (("textes/a.txt", "Le gué"), ("textes/b.txt", "Le lac"), ("textes/mars/c.txt", "Le col")):
        write(name, title)

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    yield tmp_path
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def write(name: str, title: str, more: str = "") -> None:
    Path(name).write_text(TEXT.format(title=title) + more, encoding="utf-8")


def png(width: int, height: int) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(data, "PNG")
    return data.getvalue()


def request(*inputs: str, formats: tuple[str, ...] = ("txt",), out: str = "out") -> Request:
    return Request(inputs or ("textes",), formats, Path(out), SPOKEN)


def follow(asked: Request, *steps: Step) -> list[list[Event]]:
    """Watch; do one thing after the other, each when that before has led to its event; give the events of each."""
    told: list[list[Event]] = [[]]
    waiting = list(steps)
    expected: Callable[[Event], bool] = lambda event: isinstance(event, Watching)  # noqa: E731 - as the steps have it

    def hear(event: Event) -> None:
        nonlocal expected
        told[-1].append(event)
        if not expected(event):
            return
        if not waiting:
            raise KeyboardInterrupt
        told.append([])
        act, expected = waiting.pop(0)
        act()

    with pytest.raises(KeyboardInterrupt):
        watch(asked, hear, run.export)
    assert not waiting, told[-1]
    return told


def ended(event: Event) -> bool:
    return isinstance(event, Summary)


def wrote(name: str) -> Callable[[Event], bool]:
    return lambda event: isinstance(event, Wrote) and event.article == name


def articles(events: Sequence[Event]) -> list[str]:
    return sorted(event.article for event in events if isinstance(event, Wrote))


# --- What is saved is exported ---------------------------------------------------------------------


@pytest.mark.slow
def test_a_changed_article_alone_is_exported_within_a_second() -> None:
    times: list[float] = []

    def save() -> None:
        times.append(time.time())
        write("textes/b.txt", "Le lac", f"\nUne fin, la {len(times) // 3}e.\n")

    def seen(event: Event) -> bool:
        if wrote("textes/b.txt")(event):
            times.append(time.time())
        return ended(event)

    first, *rest = follow(request(formats=("txt", "mp3")), *[(save, seen)] * 3)
    assert articles(first) == ["textes/a.txt"] * 2 + ["textes/b.txt"] * 2 + ["textes/mars/c.txt"] * 2
    assert [event for event in first if isinstance(event, Watching)] == [Watching(("textes",))]
    assert [articles(events) for events in rest] == [["textes/b.txt"] * 2] * 3
    assert "la 2e." in Path("out/le-lac/le-lac.txt").read_text(encoding="utf-8")
    begun = [at for place, at in enumerate(times) if place % 3 == 0]
    last = [at for place, at in enumerate(times) if place % 3 == 2]
    delays = [end - begin for begin, end in zip(begun, last, strict=True)]
    assert sorted(delays)[1] < 1, delays  # measured: 0.37 s


def test_however_an_editor_saves_the_article_is_exported_once() -> None:
    def by_renaming() -> None:
        write("textes/a.txt~", "Le gué", "\nPar échange.\n")
        Path("textes/a.txt~").replace("textes/a.txt")

    def by_a_copy() -> None:
        Path("textes/4913").touch()
        Path("textes/4913").unlink()
        Path("textes/a.txt").rename("textes/a.txt~")
        write("textes/a.txt", "Le gué", "\nAvec copie.\n")
        Path("textes/a.txt~").unlink()

    def by_another_name() -> None:
        write("textes/xyz-71Qs", "Le gué", "\nAutrement.\n")
        Path("textes/xyz-71Qs").rename("textes/a.txt")

    told = follow(request(), *((act, ended) for act in (by_renaming, by_a_copy, by_another_name)))
    assert [articles(events) for events in told[1:]] == [["textes/a.txt"]] * 3


def test_what_was_put_right_beside_an_article_concerns_it_alone() -> None:
    fix = Path("textes/a.txt.toml")
    told = follow(
        request(),
        (lambda: fix.write_text('title = "Le gué du Nord"\n'), ended),
        (fix.unlink, ended),
    )
    assert [articles(events) for events in told[1:]] == [["textes/a.txt"]] * 2


def test_new_articles_and_new_folders_are_exported() -> None:
    def folder() -> None:
        Path("textes/avril/début").mkdir(parents=True)
        write("textes/avril/début/d.txt", "La digue")

    told = follow(
        request(),
        (lambda: write("textes/e.txt", "L’étang"), ended),
        (folder, wrote("textes/avril/début/d.txt")),
        (lambda: write("textes/avril/début/d.txt", "La digue", "\nEt une fin.\n"), wrote("textes/avril/début/d.txt")),
    )
    assert [articles(events) for events in told[1:3]] == [["textes/e.txt"], ["textes/avril/début/d.txt"]]


def test_a_picture_that_changes_concerns_the_articles_that_show_it() -> None:
    Path("textes/gué.md").write_text("# Le gué\n\nUne phrase.\n\n![Le gué](images/gué.png)\n", encoding="utf-8")
    Path("textes/images").mkdir()
    picture = Path("textes/images/gué.png")
    picture.write_bytes(png(20, 10))
    told = follow(request(formats=("epub-text",)), (lambda: picture.write_bytes(png(10, 20)), ended))
    assert articles(told[1]) == ["textes/gué.md"]


def test_a_lexicon_that_changes_concerns_what_is_spoken() -> None:
    words = Path("mots.toml")
    words.write_text('"col" = "colle"\n')
    told = follow(
        replace(request("textes/mars", formats=("mp3", "txt")), lexicon=words),
        (lambda: words.write_text('"col" = "kol"\n'), ended),
        (lambda: Path("exporter-lexicon.toml").write_text('"Une" = "hune"\n'), ended),
    )
    assert [{event.format for event in events if isinstance(event, Wrote)} for events in told[1:]] == [{"mp3"}] * 2


def test_a_theme_that_changes_concerns_all_that_it_dresses() -> None:
    style = Path("habit/epub/book.css")
    style.parent.mkdir(parents=True)
    style.write_text("body { color: #000 }\n")
    told = follow(
        replace(request(formats=("epub-text", "txt")), settings=replace(SPOKEN, page=PageSettings("habit"))),
        (lambda: style.write_text("body { color: #111 }\n"), ended),
    )
    made = [(event.article, event.format) for event in told[1] if isinstance(event, Wrote)]
    assert sorted(made) == [(f"textes/{name}", "epub-text") for name in ("a.txt", "b.txt", "mars/c.txt")]


# --- What is nobody's business ---------------------------------------------------------------------


def test_the_output_may_lie_in_the_watched_folder() -> None:
    told = follow(
        request(out="textes/out"),
        (lambda: write("textes/a.txt", "Le gué", "\nUne fin.\n"), ended),
        (lambda: write("textes/b.txt", "Le lac", "\nUne fin.\n"), ended),
    )
    assert [articles(events) for events in told] == [
        ["textes/a.txt", "textes/b.txt", "textes/mars/c.txt"],
        ["textes/a.txt"],
        ["textes/b.txt"],
    ]


def test_the_output_may_be_the_watched_folder() -> None:
    told = follow(
        request(out="textes"),
        (lambda: write("textes/a.txt", "Le gué", "\nUne fin.\n"), wrote("textes/a.txt")),
        (lambda: write("textes/b.txt", "Le lac", "\nUne fin.\n"), wrote("textes/b.txt")),
    )
    assert [articles(events) for events in told[1:]] == [["textes/a.txt"], ["textes/b.txt"]]
    assert not any(isinstance(event, Failed) for events in told for event in events)


def test_files_of_editors_hidden_ones_and_other_peoples_mean_nothing() -> None:
    def noise() -> None:
        for name in ("#a.txt#", "a.txt~", ".a.txt.swp", "a.txt.swp", "4913", "~$a.docx", ".gitignore", "a.txt.part"):
            Path("textes", name).write_text("x")
        Path("textes/.git").mkdir()
        Path("textes/.git/index.txt").write_text("x")
        Path("autre.txt").write_text("x")
        Path("textes/mars/notes.pdf").write_text("x")  # beside an article: looked at, and then nothing is to do
        time.sleep(0.6)
        write("textes/b.txt", "Le lac", "\nUne fin.\n")

    told = follow(replace(request(), explain=True), (noise, wrote("textes/b.txt")))
    made = {event.article for event in told[1] if isinstance(event, Planned) and event.reason != "fresh"}
    assert made == {"textes/b.txt"}
    assert not any(isinstance(event, Failed | Warned) for event in told[1])


def test_of_single_files_only_those_are_exported(here: Path) -> None:
    Path("lien.txt").symlink_to("textes/mars/c.txt")

    def others() -> None:
        write("textes/b.txt", "Le lac", "\nUne fin.\n")
        write("textes/a.txt", "Le gué", "\nUne fin.\n")

    told = follow(
        request(str(here / "textes/a.txt"), "lien.txt"),
        (others, ended),
        (lambda: write("textes/mars/c.txt", "Le col", "\nUne fin.\n"), ended),
    )
    assert [articles(events) for events in told] == [
        sorted([str(here / "textes/a.txt"), "lien.txt"]),
        [str(here / "textes/a.txt")],
        ["lien.txt"],
    ]


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


def test_ctrl_c_ends_a_watch_at_the_command_line(here: Path) -> None:
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
        assert time.time() - saved < 1  # measured: 0.35 s
        running.send_signal(signal.SIGINT)
        assert running.wait(10) == 130
        assert "Traceback" not in running.stderr.read()
    assert "Une fin." in (here / "out/le-gue/le-gue.txt").read_text(encoding="utf-8")
