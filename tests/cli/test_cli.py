"""What a person at a terminal, and a program at a pipe, get from each command."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from exporter.cli import words
from exporter.cli.app import app
from exporter.engine.records import TIME_LIMIT
from tests.cli.article import ARTICLE

Run = Callable[..., tuple[int, str, str]]
"""Runs the command line in this process: exit code, standard output, standard error."""


def test_export_prints_the_files_that_are_ready(run: Run, article: str) -> None:
    code, out, _ = run("export", article, "--to", "txt")
    assert code == 0
    assert out.splitlines() == ["out/la-tortue-du-canal-a-repris-sa-route/la-tortue-du-canal-a-repris-sa-route.txt"]
    assert "dix ans" in Path(out.strip()).read_text(encoding="utf-8")


def test_json_events_for_programs(run: Run, article: str) -> None:
    code, out, err = run("export", article, "--to", "txt", "--json")
    events = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert {"wrote", "dropped"} <= {event["type"] for event in events}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("nulle-part.txt",), 3),
        (("a.txt", "--to", "papyrus"), 2),
        (("a.txt", "--to", "mp3", "--voice", "stentor"), 2),
        (("a.txt", "--date", "hier"), 2),
        (("a.txt", "--out", "a.txt"), 4),
        (("a.txt", "--out", ""), 2),
    ],
)
def test_an_error_of_the_whole_run_is_a_json_event_too(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    ended, out, _ = run("export", *arguments, "--json")
    *before, event = map(json.loads, out.splitlines())
    assert ended == code
    assert {event["type"] for event in before} <= {"progress"}
    assert (event["type"], event["article"], event["format"], event["exit_code"]) == ("failed", None, None, code)
    assert event["message"]
    assert event["hint"]


def test_a_dry_run_says_what_would_be_made_and_makes_nothing(run: Run, article: str, tmp_path: Path) -> None:
    code, out, err = run("export", article, "--to", "txt,epub-text", "--dry-run")
    assert (code, out.splitlines()) == (0, [f"{article} → txt: not made yet", f"{article} → epub-text: not made yet"])
    assert err == "2 editions to make, 0 up to date\n"
    assert not (tmp_path / "out").exists()


def test_only_what_changed_is_made_unless_everything_is_asked_for(run: Run, article: str) -> None:
    command = ("export", article, "--to", "txt")
    path = run(*command)[1]
    assert run(*command)[1:] == ("", "1 article: all editions are up to date (--force makes them again)\n")
    assert run(*command, "--explain")[2].startswith(f"{article} → txt: up to date\n")
    _, out, err = run(*command, "--force", "--explain")
    assert (out, err.splitlines()[0]) == (path, f"{article} → txt: asked for by --force")
    Path(article).write_text(ARTICLE + "\nElle est repartie jeudi.\n", encoding="utf-8")
    assert run(*command, "--dry-run")[1] == f"{article} → txt: source changed\n"
    assert run(*command)[1] == path


def test_editions_of_articles_that_are_gone_are_listed_and_pruned(run: Run, article: str, tmp_path: Path) -> None:
    other = tmp_path / "autre.txt"
    other.write_text(ARTICLE.replace("La tortue", "La carpe"), encoding="utf-8")
    (tmp_path / "liste").write_text(f"{article}\nautre.txt\n")
    assert run("export", "@liste", "--to", "txt")[1].splitlines()[1].startswith("out/la-carpe")
    other.unlink()
    assert "line 2 of liste: no such file: autre.txt" in run("export", "@liste", "--to", "txt", "--prune")[2]
    told = run("export", article, "--to", "txt", "--prune", "--dry-run")[2]
    assert "to be removed: out/la-carpe" in told
    assert run("export", article, "--to", "txt", "--prune")[2].count("removed: out/la-carpe") == 2
    assert [path.name for path in (tmp_path / "out").iterdir() if path.is_dir() and path.name[0] != "."] == [
        "la-tortue-du-canal-a-repris-sa-route"
    ]


def test_several_articles_end_with_a_table_and_their_failures(run: Run, article: str, tmp_path: Path) -> None:
    (tmp_path / "vide.txt").write_text("")
    code, _, err = run("export", article, "vide.txt", "--to", "txt")
    assert code == 3
    assert "2 articles in " in err
    assert "1 done, 0 up to date, 1 failed\n" in err
    report = json.loads((tmp_path / "out/report.json").read_text(encoding="utf-8"))
    assert [failure["article"] for failure in report["failures"]] == ["vide.txt"]


def test_the_time_that_an_article_may_take_is_the_engines_own() -> None:
    command: Any = typer.main.get_command(app)
    limit = next(option for option in command.commands["export"].params if option.name == "time_limit")
    assert limit.default == TIME_LIMIT


@pytest.mark.parametrize("arguments", [("-", "--watch"), (".", "--watch", "--dry-run")])
def test_what_cannot_be_watched_is_a_mistake_of_the_command_line(run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run("export", *arguments, "--to", "txt")
    assert (code, out) == (2, "")
    assert "--watch" in err


def test_quiet_says_nothing(run: Run, article: str) -> None:
    assert run("export", article, "--to", "txt", "--quiet") == (0, "", "")


def test_what_the_user_knows_better_wins(run: Run, article: str, tmp_path: Path) -> None:
    words_given = ("--title", "Retour", "--author", "A. Bé", "--author", "C. Dé", "--publisher", "Le Héron")
    code, _, _ = run(
        "export", article, "--to", "txt", *words_given, "--date", "2026-03", "--url", "https://exemple.fr/r"
    )
    text = (tmp_path / "out/retour/retour.txt").read_text(encoding="utf-8")
    assert code == 0
    assert all(part in text for part in ("Retour", "A. Bé", "C. Dé", "Le Héron", "mars 2026", "https://exemple.fr/r"))


def test_what_no_edition_can_hold_is_taken_out_of_what_is_given(run: Run, article: str, tmp_path: Path) -> None:
    code, _, _ = run("export", article, "--to", "txt,epub-text", "--title", " Re\x1btour\n\udce9 ", "--publisher", "\t")
    assert code == 0
    record = json.loads((tmp_path / "out/re-tour/edition.json").read_text(encoding="utf-8"))
    assert record["document"]["title"] == "Re tour \N{REPLACEMENT CHARACTER}"


def test_an_empty_title_is_none(run: Run, article: str) -> None:
    assert "la-tortue" in run("export", article, "--to", "txt", "--title", "  ")[1]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("export", "nulle-part.txt"), 3, "no such file"),
        (("export", ".", "--to", "txt"), 3, "no articles"),
        (("export", "vide.txt", "--to", "txt"), 3, "empty"),
        (("export", "a.txt", "--to", "papyrus"), 2, "papyrus"),
        (("export", "a.txt", "--to", ","), 2, "no format"),
        (("export", "a.txt", "--to", "mp3", "--voice", "stentor"), 2, "stentor"),
        (("export", "a.txt", "--date", "hier"), 2, "not a date"),
        (("export", "a.txt", "--language", "le français"), 2, "not a language"),
        (("export", "a.txt", "--url", "pas une adresse"), 2, "not a web address"),
        (("export", "a.txt", "--url", "https://[::1/a"), 2, "not a web address"),
        (("export", "a.txt", "--url", "ftp://a.example/"), 2, "not a web address"),
        (("export", "a.txt", "--speed", "9"), 2, "speed"),
        (("export", "a.txt", "--to", "txt", "--out", "a.txt"), 4, "a.txt"),
        (("export", "image.png"), 3, "image.png"),
        (("export", "a.txt", "b.txt", "--title", "Un"), 2, "several"),
    ],
)
def test_a_mistake_gets_one_line_a_hint_and_its_exit_code(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    if arguments[1] != ".":
        for name in ("a.txt", "b.txt"):
            (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
        (tmp_path / "vide.txt").write_text("", encoding="utf-8")
        (tmp_path / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    exit_code, out, err = run(*arguments)
    assert exit_code == code
    assert told in err
    assert "Traceback" not in err
    assert out == ""
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == before


def test_messages_follow_the_locale(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    words.catalogue.cache_clear()
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    try:
        assert "fichier introuvable" in run("export", "nulle-part.txt")[2]
    finally:
        words.catalogue.cache_clear()


def test_read_shows_a_tree_its_json_and_what_was_left_out(run: Run, article: str) -> None:
    _, tree, _ = run("read", article)
    assert tree.startswith("La tortue du canal a repris sa route\n  authors: Jeanne Marchal\n")
    assert "# Une habituée des lieux" in tree
    assert "Le Courrier du canal" in tree
    _, document, _ = run("read", article, "--json")
    assert json.loads(document)["metadata"]["published"] == "2026-03-03"
    _, dropped, _ = run("read", article, "--dropped")
    assert dropped.startswith("1\t")
    assert "Aller au contenu" in dropped


def test_the_tree_shows_words_as_they_are_set_and_what_describes_a_picture(run: Run, tmp_path: Path) -> None:
    text = f"# Eau\n\nLa glace (H~2~O, *froide*).\n\n![Un lac](lac.jpg)\n\n![](b.jpg)\n\n{'a' * 90}\n"
    (tmp_path / "eau.md").write_text(text, encoding="utf-8")
    _, tree, _ = run("read", "eau.md")
    assert "paragraph: La glace (H2O, froide).\nfigure: Un lac\nfigure: no description\n" in tree
    assert f"paragraph: {'a' * 72} …\n" in tree


def test_read_says_so_where_there_is_nothing_to_show(run: Run, tmp_path: Path) -> None:
    (tmp_path / "eau.md").write_text("# Eau\n\nElle coule.\n\n<script>a</script>\n", encoding="utf-8")
    told = run("read", "eau.md", "--why", "--dropped")[1]
    assert told.startswith("title\tEau\theading\nlanguage\tfr\tthe default: nothing else says it\n5\tscript")
    assert "left out: 1 line (--dropped)" in run("read", "eau.md")[1]
    (tmp_path / "eau.md").write_text("# Eau\n\nElle coule.\n", encoding="utf-8")
    assert run("read", "eau.md", "--dropped")[1] == "nothing was left out\n"
    (tmp_path / "eau.json").write_text(run("read", "eau.md", "--json")[1], encoding="utf-8")
    assert run("read", "eau.json", "--why")[1] == "an input of this kind does not tell\n"


def test_the_tree_is_french_where_the_locale_is(run: Run, article: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words.catalogue.cache_clear()
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    try:
        tree = run("read", article)[1]
    finally:
        words.catalogue.cache_clear()
    assert "  auteurs : Jeanne Marchal\n" in tree
    assert "paragraphe : " in tree
    assert "paragraph: " not in tree


def test_canonical_json_is_an_input_too(run: Run, article: str, tmp_path: Path) -> None:
    _, document, _ = run("read", article, "--json")
    (tmp_path / "document.json").write_text(document, encoding="utf-8")
    assert run("read", "document.json", "--json")[1] == document


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Piped(io.TextIOWrapper):
        pass

    monkeypatch.setattr(sys, "stdin", Piped(io.BytesIO(ARTICLE.encode())))
    assert run("read", "-")[1].startswith("La tortue")


def test_spoken_gives_a_line_for_a_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("spoken", "Il est 14 h 30.")[1] == "Il est quatorze heures trente.\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO("Le 3 mars.\n\nFin.\n"))
    assert run("spoken", "-")[1] == "Le trois mars.\n\nFin.\n"


def test_a_line_may_begin_with_a_sign(run: Run) -> None:
    assert run("spoken", "-3 °C")[1] == "moins trois degrés Celsius\n"
    assert run("spoken", "- 3 °C", "--explain")[1].startswith("moins trois degrés Celsius\n  sign")
    assert run("typeset", "-3 %, l'eau")[1] == "-3\u00a0%, l’eau\n"
    assert run("spoken", "--", "-3")[1] == "moins trois\n"
    assert run("spoken", "-x")[0] == 2


@pytest.mark.parametrize("name", ["bac.md", "bac.html"])
def test_spoken_and_typeset_read_the_file_that_is_named(run: Run, tmp_path: Path, name: str) -> None:
    told = "<h1>Le bac</h1><p>Il part à 14 h 30.</p><p>L'eau monte !</p>"
    page = f"<html lang=fr><body><article>{told}</article></body></html>"
    text = page if name.endswith("html") else "# Le bac\n\nIl part à 14 h 30.\n\nL'eau monte !\n"
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert run("spoken", name)[1] == "Le bac\nIl part à quatorze heures trente.\nL’eau monte !\n"
    assert run("typeset", name)[1] == "Le bac\nIl part à 14\u00a0h\u00a030.\nL’eau monte\u202f!\n"
    assert "  hour: '14\\xa0h\\xa030'" in run("spoken", name, "--explain")[1]


def test_lines_of_a_plain_text_without_a_title_are_read_one_by_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "lignes.txt").write_text("Il est 14 h 30.\nLa SNCF part.\n", encoding="utf-8")
    (tmp_path / "exporter-lexicon.toml").write_text('"SNCF" = "sncf"\n', encoding="utf-8")
    assert run("spoken", "lignes.txt")[1] == "Il est quatorze heures trente.\nLa sncf part.\n"
    assert run("typeset", "lignes.txt")[1] == "Il est 14\u00a0h\u00a030.\nLa SNCF part.\n"


@pytest.mark.parametrize(
    ("name", "data"), [("vide.txt", b""), ("bruit.txt", b"\x00\xff\xfe\x81"), ("vide.docx", b"PK")]
)
def test_a_file_that_is_no_text_is_an_error(run: Run, tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert run("spoken", name)[:2] == (3, "")
    assert run("typeset", name)[:2] == (3, "")


def test_a_line_that_is_no_name_of_a_file_is_a_line(run: Run) -> None:
    assert run("spoken", "a" * 5_000)[1] == "a" * 5_000 + "\n"
    assert run("spoken", "un\0deux")[0] == 0


def test_a_line_is_heard_in_the_languages_that_an_article_would_be(run: Run) -> None:
    out = run("spoken", "--explain", "Il dit « This is the way we live now » et part.")[1]
    assert "  language: 'This is the way we live now' → en\n" in out


def test_spoken_explains_itself(run: Run) -> None:
    _, out, _ = run("spoken", "--explain", "12 %")
    assert "douze" in out.splitlines()[0]
    assert "'12" in out.splitlines()[1]


def test_spoken_hides_spaces_and_shows_the_lexicon(run: Run, tmp_path: Path) -> None:
    (tmp_path / "l.toml").write_text('"RUSI" = "roussi"\n"Daily Lark" = { language = "en" }\n', encoding="utf-8")
    _, out, _ = run("spoken", "--explain", "--lexicon", "l.toml", "Le RUSI\u00a0: l’Insee et le Daily Lark.")
    assert out.splitlines() == [
        "Le roussi : l’Insee et le Daily Lark.",
        "  lexicon: 'RUSI' → 'roussi'",
        "  sound: 'Insee' → 'Insee' /insˈe/",
        "  language: 'Daily Lark' → en",
    ]
    (tmp_path / "exporter-lexicon.toml").write_text("RUSI = rien\n", encoding="utf-8")
    code, out, err = run("spoken", "Le RUSI.")
    assert (code, out) == (2, "")
    assert "line 1: not TOML" in err


def test_typeset_gives_a_line_for_a_line_and_explains_itself(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("typeset", "Le 20 janvier, l'eau: 5%!")[1] == "Le 20\u00a0janvier, l’eau\u00a0: 5\u00a0%\u202f!\n"
    monkeypatch.setattr("sys.stdin", io.StringIO("Oui!\n\nNon ?\n"))
    assert run("typeset", "-")[1] == "Oui\u202f!\n\nNon\u202f?\n"
    assert run("typeset", "--explain", "l'eau")[1] == "l’eau\n  apostrophe: \"'\" → '’'\n"


def test_the_cache_can_be_looked_at_and_emptied(run: Run, article: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("cache", "info")[1].splitlines()[1] == "0 sentences, 0 B of 2.1 GB"
    run("export", article, "--to", "mp3", "--voice", "silent")
    kept = run("cache", "info")[1].splitlines()[1].split()[0]
    assert int(kept) > 5
    assert run("cache", "clear", "--older", "3")[1].startswith("0 sentences")
    assert run("cache", "clear")[1].startswith(f"{kept} sentences forgotten")
    monkeypatch.setenv("EXPORTER_CACHE_LIMIT", "0")
    run("export", article, "--to", "mp3", "--voice", "silent")
    assert run("cache", "info")[1].splitlines()[1] == "0 sentences, 0 B of 0 B"


def test_what_is_not_read_aloud_is_told(run: Run, article: str) -> None:
    narrated = ("--to", "mp3", "--voice", "silent", "--no-announce-voice", "--notes", "end")
    _, _, err = run("export", article, *narrated, "--sources", "skipped")
    assert "narration: source: sources not read aloud, as asked: 1" in err


def test_spoken_shows_phonemes(run: Run) -> None:
    _, out, _ = run("spoken", "--phonemes", "Bonjour.")
    assert "ʒ" in out


def test_what_is_checked_is_told_to_programs(run: Run, article: str) -> None:
    run("export", article, "--to", "txt")
    lines = [json.loads(line) for line in run("verify", "out", "--json")[1].splitlines()]
    checked = [line for line in lines if line["type"] == "checked"]
    assert checked[0]["path"].endswith("/edition.json")
    assert {line["trouble"] for line in checked} == {""}
