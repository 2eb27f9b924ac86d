"""Watching: what is saved is exported within a second, and nothing else is; by the real watcher and real runs."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exporter.events import Failed, Planned, Warned, Watching, Wrote
from exporter.settings import PageSettings
from tests.engine.watching import SPOKEN, articles, ended, follow, png, request, write, wrote

if TYPE_CHECKING:
    from exporter.events import Event


pytestmark = pytest.mark.usefixtures("texts", "at_hand")


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
    assert min(delays) < 1, delays  # measured: 0.37 s; of three, since other work takes its time


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


def test_of_single_files_only_those_are_exported(texts: Path) -> None:
    Path("lien.txt").symlink_to("textes/mars/c.txt")

    def others() -> None:
        write("textes/b.txt", "Le lac", "\nUne fin.\n")
        write("textes/a.txt", "Le gué", "\nUne fin.\n")

    told = follow(
        request(str(texts / "textes/a.txt"), "lien.txt"),
        (others, ended),
        (lambda: write("textes/mars/c.txt", "Le col", "\nUne fin.\n"), ended),
    )
    assert [articles(events) for events in told] == [
        sorted([str(texts / "textes/a.txt"), "lien.txt"]),
        [str(texts / "textes/a.txt")],
        ["lien.txt"],
    ]
