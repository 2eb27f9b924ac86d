"""Messages in the user's language: every message of the house is a template that each catalogue translates."""

from __future__ import annotations

import ast
import copy
import os
import pickle
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from exporter.cli import words
from exporter.cli.words import counted, translate
from exporter.errors import ReadError
from exporter.messages import Message, cause, joined
from tools import messages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Run

CATALOGUES = sorted(messages.LOCALE.glob("*/LC_MESSAGES/exporter.po"))
ENGLISH = frozenset(
    ("the", "is", "are", "not", "and", "with", "for", "from", "this", "that", "your", "of", "to", "be", "by")
)


@pytest.fixture
def french(monkeypatch: pytest.MonkeyPatch, run: Run) -> Iterator[Run]:
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")
    words.catalogue.cache_clear()
    yield run
    words.catalogue.cache_clear()


def test_the_template_for_translators_is_up_to_date() -> None:
    assert messages.TEMPLATE.read_bytes() == messages.written(messages.template()), "make messages"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_message_is_translated_and_compiled(path: Path) -> None:
    catalogue = messages.read(path)
    known = {message.id: message.string for message in catalogue if message.id}
    for message in messages.template():
        translation = known.get(message.id) if message.id else "-"
        assert translation, message.id
        assert all(translation if isinstance(translation, tuple) else (translation,)), message.id
    assert not catalogue.obsolete
    assert path.with_suffix(".mo").read_bytes() == messages.compiled(catalogue)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_translations_have_the_places_of_their_templates(path: Path) -> None:
    def places(text: object) -> list[list[str]]:
        forms = map(str, text) if isinstance(text, tuple) else (str(text),)
        return [sorted(set(re.findall(r"\{\w+\}", form))) for form in forms]

    for message in messages.read(path):
        if message.id:
            assert places(message.string)[-1] == places(message.id)[-1], message.id


def test_no_message_is_put_together_before_it_can_be_translated() -> None:
    """An f-string or a sum of texts as a message has no template, nor by a name: nobody could say it otherwise."""
    for path in sorted((messages.ROOT / "exporter").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {
            ast.unparse(target): node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and _is_put_together(node.value)
            for target in node.targets
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in messages.TOLD:
                told = [named.get(ast.unparse(one), one) for one in _told(node, node.func.id)]
                assert not any(map(_is_put_together, told)), f"{path.name}:{node.lineno}: a Message(template, value=…)"


def _told(call: ast.Call, name: str) -> Iterator[ast.expr]:
    """What people are told by a call: of a message, values with words of ours in them too."""
    yield from call.args[messages.TOLD[name]]
    yield from (one.value for one in call.keywords if one.arg in ("message", "hint", "detail"))
    if name in ("Message", "say"):
        parts = [one.value for one in call.keywords if isinstance(one.value, ast.JoinedStr)]
        yield from (one for one in parts if re.search(r"[a-z] [a-z]", re.sub(r"\{.*?\}", "", ast.unparse(one)[2:-1])))


def _is_put_together(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr | ast.BinOp) and not _is_command(node)


def _is_command(node: ast.expr) -> bool:
    """Commands are the same in all languages."""
    return re.match(r"f.pip install ", ast.unparse(node)) is not None


def test_a_message_is_its_english_sentence_and_stays_one_on_its_way() -> None:
    message = Message("no such file: {name}", name="a {b}.txt")
    assert message == "no such file: a {b}.txt"
    for other in (pickle.loads(pickle.dumps(message)), copy.copy(message)):  # noqa: S301 - our own
        assert (other, other.template, other.values) == (message, message.template, message.values)
    assert Message('write "RUSI" = { … }') == 'write "RUSI" = { … }'


@pytest.mark.usefixtures("french")
def test_a_message_is_said_in_french_with_its_values() -> None:
    assert translate(Message("no such file: {name}", name="tortue {x}.txt")) == "fichier introuvable : tortue {x}.txt"
    inner = Message("no such file: {name}", name="a.txt")
    assert translate(Message("{place}: {reason}", place="b", reason=inner)) == "b : fichier introuvable : a.txt"
    assert translate("something that nobody foresaw") == "something that nobody foresaw"
    assert translate("") == ""
    assert words.error_line(inner, "") == "Erreur : fichier introuvable : a.txt"


def test_an_error_says_its_message_wherever_it_is_told_of() -> None:
    error = ReadError(Message("no such file: {name}", name="a"), "look again")
    for one in (error, pickle.loads(pickle.dumps(error))):  # noqa: S301 - our own
        assert [one.message.values, one.hint, cause(one).template] == [
            {"name": "a"},
            "look again",
            "no such file: {name}",
        ]
    assert cause(OSError(2, "No such file or directory", "a")) == "No such file or directory"


def test_what_is_no_message_is_data_in_every_language(french: Run) -> None:
    """A file may be called by a word that the house has a translation of."""
    assert translate(Message("no such file: {name}", name="text")) == "fichier introuvable : text"
    assert "fichier introuvable : list (" in french("export", "list")[2]


@pytest.mark.usefixtures("french")
def test_each_language_has_plurals_of_its_own() -> None:
    assert [counted(count, "{count} word", "{count} words") for count in (0, 1, 2)] == ["0 mot", "1 mot", "2 mots"]


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"LC_ALL": "fr_FR.UTF-8"}, "Erreur"),
        ({"LC_ALL": "", "LC_MESSAGES": "fr"}, "Erreur"),
        ({"LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de:fr:en"}, "Erreur"),
        ({"LC_ALL": "C.UTF-8", "LANGUAGE": "fr"}, "Erreur"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "", "LANGUAGE": "fr"}, "Erreur"),
        ({"LC_ALL": "C", "LANGUAGE": "fr"}, "Error"),
        ({"LC_ALL": "C.UTF-8", "LANGUAGE": ""}, "Error"),
        ({"LC_ALL": "en_GB.UTF-8"}, "Error"),
        ({"LC_ALL": "de_DE.UTF-8"}, "Error"),
        ({"LC_ALL": "../fr", "LANGUAGE": ""}, "Error"),
        ({"LC_ALL": "fr_FR.UTF-8", "LANGUAGE": "en:fr"}, "Error"),
    ],
)
def test_the_locale_chooses_the_language(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], said: str) -> None:
    monkeypatch.delenv("LANGUAGE", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    words.catalogue.cache_clear()
    assert words.error_line("x", "").startswith(said)
    words.catalogue.cache_clear()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--rien",), ("exprot",), ("export",), ("export", "a", "--speed"), ("export", "a", "--speed", "9"),
        ("export", "a", "--speed", "vite"), ("export", "a", "--sources", "tout"), ("export", "a", "--force=oui"),
        ("formats", "de", "trop"), ("cache", "rien"), ("cache", "clear", "--older", "x"),
        ("cache", "clear", "--older", "-1"), ("export", "a", "--to", "x"), ("export", "a", "--jobs", "1.5"),
        ("export", "a", "--out", ""), ("export", "a", "--since", "hier"), ("export", "a", "--lexicon", "rien.toml"),
        ("export", "a", "--theme", "rien"), ("export", "a", "--to"), ("export", "@rien"),
        ("export", "a", "--watch", "--dry-run"), ("read",), ("read", "a", "b"), ("spoken", "a", "--language", "zz"),
        ("voices", "install", "a"), ("verify", "rien"),
        ("export", "nulle-part.txt"), ("read", "nulle-part.txt"),
    ],
)  # fmt: skip
def test_a_wrong_command_line_is_told_in_french(french: Run, arguments: tuple[str, ...]) -> None:
    code, out, told = french(*arguments)
    assert code
    said = re.sub(r"--[\w-]+", "", out + told).lower()
    assert not ENGLISH & set(re.findall(r"[a-z]+", said)), out + told


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("export",), ("read",), ("spoken",), ("typeset",), ("verify",), ("doctor",), ("formats",), ("voices",),
        ("voices", "install"), ("cache",), ("cache", "clear"), ("cache", "info"),
    ],
)  # fmt: skip
def test_the_whole_help_is_french(arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "exporter", *arguments, "--help"]
    done = subprocess.run(command, env={**os.environ, "LC_ALL": "fr_FR.UTF-8"}, capture_output=True, check=True)
    told = re.sub(r"--[\w-]+|\b[A-Z]+\b", "", done.stdout.decode())
    assert not ENGLISH & set(re.findall(r"[a-z]+", told.lower())), told


def test_where_facts_were_found_is_told_in_french(french: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("---\ntitle: heading\n---\n\nDu texte, en deux phrases. Voici l’autre.\n", encoding="utf-8")
    out = french("read", str(page), "--why")[1]
    assert "title\theading\ten-tête : title" in out
    assert "language\tfr\tla valeur par défaut : rien d’autre ne le dit" in out


@pytest.mark.usefixtures("french")
def test_several_messages_are_one_in_french() -> None:
    faults = joined((Message("an annotation"), Message("no identifier"), Message("an action")))
    assert translate(faults) == "une annotation ; pas d’identifiant ; une action"


def test_the_place_of_mistakes_is_told_in_french(french: Run) -> None:
    usage, hint, _, mistake = french("export", "a", "--speed", "9")[2].splitlines()
    assert re.fullmatch(r"Utilisation : .*exporter export \[OPTIONS\] \{ENTRÉE\}\.\.\.", usage)
    assert re.fullmatch(r"« .*exporter export --help » explique tout\.", hint)
    assert mistake == "Erreur : valeur impossible pour '--speed' : donnez au plus 3"


@pytest.mark.parametrize(
    ("count", "told"), [(7, "7 B"), (12_345, "12 kB"), (3_000_000, "3 MB"), (4_200_000_000, "4.2 GB")]
)
def test_sizes_are_told_in_decimal_units(monkeypatch: pytest.MonkeyPatch, count: int, told: str) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    words.catalogue.cache_clear()
    assert words.size(count) == told
