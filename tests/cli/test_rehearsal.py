"""``exporter spoken FILE --review``: the words to check, a lexicon to put them right, a file to hear them."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import av
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

TEXT = """\
---
title: Le bac de Kerzauzon
lang: fr
---

Hier, le maire de Plouzélambre a vu le bac. À Plouzélambre, nul n’en veut.
"""


@pytest.fixture
def village(tmp_path: Path) -> Path:
    (tmp_path / "bac.md").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_words_in_doubt_are_listed_with_sound_and_sentence(run: Run, village: Path) -> None:
    code, out, told = run("spoken", "bac.md", "--review")
    assert code == 0, told
    assert "Plouzélambre (name, 2 ×): plou-zé-lanbr /pluzelˈɑ̃bʁ/\n    Hier, le maire de Plouzélambre" in out
    assert "Kerzauzon" in out
    assert f"2 words in doubt, 2 newly noted in {village / 'exporter-lexicon.toml'}" in out


def test_no_sound_is_suggested_where_it_would_be_a_guess(run: Run, village: Path) -> None:
    (village / "nom.md").write_text("# Un nom\n\nVoici MM. Louis et Xwooghk, au XXIe siècle.\n", encoding="utf-8")
    out = run("spoken", "nom.md", "--review")[1]
    assert out.startswith("Xwooghk (name)\n    Voici MM. Louis et Xwooghk, au XXIe siècle.\n1 word in doubt")
    assert '# Voici MM. Louis et Xwooghk, au XXIe siècle.\n# "Xwooghk" = "Xwooghk"' in (
        village / "exporter-lexicon.toml"
    ).read_text(encoding="utf-8")


def test_what_an_editor_puts_right_in_the_lexicon_is_said_so_and_asked_no_more(run: Run, village: Path) -> None:
    run("spoken", "bac.md", "--review")
    lexicon = village / "exporter-lexicon.toml"
    assert tomllib.loads(lexicon.read_text(encoding="utf-8")) == {}  # until somebody has listened
    put_right = lexicon.read_text(encoding="utf-8").replace('# "Kerzauzon" =', '"Kerzauzon" =')
    lexicon.write_text(put_right, encoding="utf-8")
    out = run("spoken", "bac.md", "--review")[1]
    assert "Kerzauzon (" not in out
    assert "1 word in doubt, 0 newly noted" in out
    assert lexicon.read_text(encoding="utf-8") == put_right


def test_words_go_into_the_lexicon_that_is_named_before_its_tables(run: Run, village: Path) -> None:
    own = village / "maison.toml"
    own.write_text('"RUSI" = "roussi"\n\n["Wall Street"]\nlanguage = "en"\n', encoding="utf-8")
    assert run("spoken", "bac.md", "--review", "--into", "maison.toml")[0] == 0
    text = own.read_text(encoding="utf-8").replace('# "', '"')
    assert set(tomllib.loads(text)) == {"RUSI", "Wall Street", "Plouzélambre", "Kerzauzon"}


def test_words_can_be_heard_one_after_the_other(run: Run, village: Path) -> None:
    code, out, told = run("spoken", "bac.md", "--review", "--listen", "mots.mp3", "--voice", "espeak")
    assert code == 0, told
    assert out.endswith("mots.mp3\n")
    with av.open(str(village / "mots.mp3")) as sound:
        assert 2.4 < (sound.duration or 0) / av.time_base < 8


def test_no_word_in_doubt(run: Run, village: Path) -> None:
    (village / "rien.md").write_text("# La pluie\n\nElle tombe depuis ce matin.\n", encoding="utf-8")
    assert run("spoken", "rien.md", "--review")[1] == "No word is in doubt.\n"
    assert not (village / "exporter-lexicon.toml").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("nulle-part.md", "--review"), 3, "nulle-part.md"),
        (("bac.md", "--review", "--listen", "mots.xyz"), 2, "name it .mp3"),
        (("bac.md", "--review", "--into", "casse.toml"), 2, "casse.toml, line 1: not TOML"),
    ],
)
def test_mistakes_are_told(run: Run, village: Path, arguments: tuple[str, ...], code: int, message: str) -> None:
    (village / "casse.toml").write_text("= = =\n", encoding="utf-8")
    ended, _, told = run("spoken", *arguments)
    assert ended == code
    assert message in told
