"""The world of an article: its own folder, and nothing beyond it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exporter.engine.inputs.beside import MEDIA_LIMIT
from exporter.engine.storage.cache import SpeechCache
from exporter.engine.work.narrator import Narrator
from exporter.engine.work.world import LocalWorld
from exporter.errors import ResourceError
from exporter.events import Event, Warned
from exporter.model import Article, Metadata, Paragraph, Text
from exporter.neutral import Neutral
from exporter.passes import prepare
from exporter.ports import Pagination
from exporter.settings import NarrationSettings, Settings
from exporter.voices import silent

if TYPE_CHECKING:
    from pathlib import Path


def world(folder: Path | None) -> LocalWorld:
    return LocalWorld(Settings(), list[Event]().append, folder, None)


def test_pictures_lie_beside_the_article_or_below(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "pont.png").write_bytes(b"pont")
    assert world(tmp_path).media("images/pont.png") == b"pont"


OUTSIDE = ("../secret.png", "/etc/hostname", "https://exemple.fr/a.png", "lien.png", "lien/secret.png")
UNREADABLE = ("boucle.png", "images", "grand.png", "absent.png", "a\0b", "x" * 5000, "")


@pytest.mark.parametrize("ref", OUTSIDE + UNREADABLE)
def test_anything_else_is_refused(tmp_path: Path, ref: str) -> None:
    folder = tmp_path / "article"
    (folder / "images").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(b"secret")
    (folder / "lien.png").symlink_to(tmp_path / "secret.png")
    (folder / "lien").symlink_to(tmp_path)
    (folder / "boucle.png").symlink_to("boucle.png")
    with (folder / "grand.png").open("wb") as large:
        large.truncate(MEDIA_LIMIT + 1)
    with pytest.raises(ResourceError):
        world(folder).media(ref)


def test_a_picture_may_lie_in_its_own_address() -> None:
    assert world(None).media("data:image/png;name=pont.png;base64,cG9udA==") == b"pont"


@pytest.mark.parametrize("ref", ["data:", "data:image/png,pont", "data:;base64,p%", "data:;base64,é", "data:;base64,"])
def test_an_address_that_holds_nothing_is_refused(ref: str) -> None:
    with pytest.raises(ResourceError, match="holds no picture"):
        world(None).media(ref)


def test_a_picture_in_an_address_is_bounded() -> None:
    with pytest.raises(ResourceError, match="larger than 20 MB"):
        world(None).media("data:image/png;base64," + "AAAA" * (MEDIA_LIMIT // 3 + 1))


def test_standard_input_has_no_pictures() -> None:
    with pytest.raises(ResourceError):
        world(None).media("pont.png")


def test_a_picture_on_the_web_is_not_sought_here_and_the_way_to_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="--fetch-images"):
        world(tmp_path).media("https://journal.example/pont.png")


def test_how_an_edition_is_paginated_is_known_to_those_after_it() -> None:
    here = world(None)
    assert here.pagination() is None
    here.paginated(Pagination("urn:uuid:1", (("1", "s1"),)))
    assert here.pagination() == Pagination("urn:uuid:1", (("1", "s1"),))


def test_a_language_that_nobody_has_taught_has_neutral_rules_and_one_warning() -> None:
    told: list[Event] = []
    here = LocalWorld(Settings(), told.append, None, None)
    assert here.language("en-GB") is here.language("EN")
    assert (here.language("en"), here.language("und")) == (Neutral("en"), Neutral())
    assert [event.code for event in told if isinstance(event, Warned)] == ["language"]


@pytest.mark.parametrize(("tag", "codes"), [("fr-CA", []), ("en", ["voice-language"])])
def test_a_voice_that_does_not_speak_the_language_says_so_once_and_speaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tag: str, codes: list[str]
) -> None:
    monkeypatch.setattr(silent, "languages", lambda _: frozenset({"fr"}))
    settings = Settings(narration=NarrationSettings("silent"))
    article = Article(Metadata("1894", language=tag), blocks=(Paragraph((Text("It left."),)),))
    told: list[Event] = []
    with Narrator(settings.narration, SpeechCache(tmp_path / "cache"), 0) as narrator:
        here = LocalWorld(settings, told.append, None, narrator)
        prepared = prepare(article, Neutral("en"))
        assert here.narrate(prepared)[0].seconds > 1
        assert here.narrate(prepared)
    warned = [event for event in told if isinstance(event, Warned) and event.code == "voice-language"]
    assert [event.code for event in warned] == codes
    assert all("silent does not speak en" in event.message for event in warned)


@pytest.mark.parametrize(
    ("voice", "quoting", "credited"),
    [("kokoro", "", "Siwis"), ("martin", "louise", "Martin, Louise"), ("silent", "", "silent")],
)
def test_editions_credit_a_voice_by_the_name_that_is_announced(voice: str, quoting: str, credited: str) -> None:
    settings = Settings(NarrationSettings(voice, quote_voice=quoting))
    assert LocalWorld(settings, list[Event]().append, None, None).voices() == credited
