"""What an editor sees of an article, and puts right: ``exporter read``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from exporter import resources
from exporter.cli import show, words
from exporter.events import Judged
from exporter.readers.scraped.judge.reasons import WORDINGS
from exporter.readers.scraped.judge.weights import RESOURCE, ROLES
from exporter.readers.scraped.outcomes import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Run

PAGE = """Aller au contenu
Menu

Le bac d’Orcel fermera deux semaines en avril

Par Jeanne Castel
Publié le 3 mars 2026

Le bac d’Orcel ne passera plus pendant deux semaines, le temps que sa coque soit repeinte à quai.

Les cars feront le détour par le pont de Vaubrun, matin et soir, sans changer l’heure de la classe.

Le club de pétanque d’Orcel fête ses vingt ans avec une soirée ouverte à tous les habitants du quartier.

Partager sur Facebook
Mentions légales
"""
UNTITLED = "Une phrase bien assez longue pour être prise pour un paragraphe, et rien d’autre.\n"


@pytest.fixture
def page(tmp_path: Path) -> str:
    (tmp_path / "bac.txt").write_text(PAGE, encoding="utf-8")
    return "bac.txt"


@pytest.fixture
def _in_french(run: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:  # noqa: ARG001 - it sets a locale first
    words.catalogue.cache_clear()
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    yield
    words.catalogue.cache_clear()


def test_a_line_that_was_pointed_at_ends_the_article_from_now_on(run: Run, page: str) -> None:
    assert "pétanque" not in run("read", page, "--fix", "end-line=11")[1]
    assert "pétanque" not in run("read", page)[1]
    assert "after-end\tLe club de pétanque" in run("read", page, "--dropped")[1]


def test_what_is_remembered_is_said_with_the_way_back(run: Run, page: str, tmp_path: Path) -> None:
    said = run("read", page, "--fix", "publisher=Le Héron", "--fix", "title-line=4")[2]
    assert said.startswith("Remembered in bac.txt.toml:\n")
    assert '  publisher = "Le Héron"\n' in said
    assert '  title-line = "Le bac d’Orcel fermera deux semaines en avril"\n' in said
    assert "--fix title-line= (with nothing behind it)" in said
    gone = run("read", page, "--fix", "publisher=", "--fix", "title-line=")[2]
    assert gone.startswith("Nothing is remembered any more: bac.txt.toml is gone.\n")
    assert not (tmp_path / "bac.txt.toml").exists()


def test_a_line_that_is_not_there_is_one_error_that_says_where_to_look(run: Run, page: str) -> None:
    code, out, err = run("read", page, "--fix", "end-line=Le tram")
    assert (code, out) == (2, "")
    assert err == (
        "Error: end-line: no line has this number or these words: Le tram "
        "(exporter read --why and --dropped show every line with its number)\n"
    )


@pytest.mark.usefixtures("_in_french")
def test_errors_about_lines_are_french(run: Run, page: str) -> None:
    err = run("read", page, "--fix", "end-line=Le")[2]
    assert err.startswith("Erreur : end-line : plusieurs lignes disent « Le » : 4, 9, 11, 13 (donnez le numéro")


def test_why_tells_what_each_line_came_to_be(run: Run, page: str) -> None:
    told = run("read", page, "--why")[1].splitlines()
    assert "2\tleft out\tMenu\trule: websites print it around articles" in told
    assert any(line.startswith("4\ttitle ") and "%" in line for line in told)
    pointed = run("read", page, "--why", "--fix", "title-line=4")[1]
    assert "4\ttitle\tLe bac d’Orcel fermera deux semaines en avril\trule: you pointed at this line" in pointed


@pytest.mark.usefixtures("_in_french")
def test_why_is_told_in_french(run: Run, page: str) -> None:
    told = run("read", page, "--why")[1]
    assert "2\técarté\tMenu\trègle : les sites l’affichent autour des articles" in told
    assert "une ligne longue" in told


def test_why_tells_the_lines_of_a_text_without_a_title(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(UNTITLED * 2, encoding="utf-8")
    code, out, err = run("read", "a.txt", "--why")
    assert code == 3
    assert out.startswith("1\ttext ")
    assert "--fix title-line=" in err
    assert run("read", "a.txt", "--title", "Le bac")[1].startswith("Le bac\n")


@pytest.mark.usefixtures("_in_french")
@pytest.mark.parametrize("wording", [*RULES, *WORDINGS])
def test_every_rule_and_reason_has_its_french(wording: str) -> None:
    ruled = Judged(1, "Le bac", "title", 1.0, (), wording if wording in RULES else "")
    told = "".join(show.traced([ruled, Judged(2, "Le gué", "title", 1.0, (wording,))], dropped=False, why=True))
    assert wording not in told


def test_other_weights_are_tried(run: Run, page: str, tmp_path: Path) -> None:
    looks = json.loads(resources.read(RESOURCE))
    for look in looks:
        look["bias"][ROLES.index("junk")] += 100_000
    (tmp_path / "w.json").write_text(json.dumps(looks), encoding="utf-8")
    (tmp_path / "same.json").write_bytes(resources.read(RESOURCE))
    assert run("read", page, "--weights", "same.json") == run("read", page)
    assert "pont de Vaubrun" not in run("read", page, "--weights", "w.json")[1]


@pytest.mark.parametrize(
    ("name", "message"),
    [("bac.txt", "bac.txt holds no weights (python -m tools"), ("gone.json", "cannot read gone.json: No such file")],
)
def test_a_bad_file_of_weights_is_named(run: Run, page: str, name: str, message: str) -> None:
    code, out, err = run("read", page, "--weights", name)
    assert (code, out) == (2, "")
    assert err.startswith(f"Error: {message}")


def test_why_as_json_holds_the_article_and_the_reasons(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: Le gué\n---\n\nUne phrase assez longue pour un texte.\n", "utf-8")
    told = json.loads(run("read", "a.md", "--why", "--json", "--title", "Le bac")[1])
    assert told["article"]["metadata"]["title"] == "Le bac"
    titles = [event for event in told["events"] if event.get("field") == "title"]
    assert [event["origin"] for event in titles] == ["front matter: title", "given: --title or --fix"]
    assert "events" not in json.loads(run("read", "a.md", "--json")[1])


def test_of_an_article_whose_language_was_given_no_other_is_warned(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: Le gué\nlang: eu\n---\n\n{UNTITLED}", encoding="utf-8")
    assert "'eu'" in run("export", "a.md", "--to", "txt")[2]
    assert "'eu'" not in run("export", "a.md", "--to", "txt", "--language", "fr", "--force")[2]
