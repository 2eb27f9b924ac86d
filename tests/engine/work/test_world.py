"""The world of an article: its own folder, and nothing beyond it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exporter.engine.inputs.beside import MEDIA_LIMIT
from exporter.engine.work.world import LocalWorld
from exporter.errors import ResourceError
from exporter.events import Event
from exporter.ports import Pagination
from exporter.settings import Settings

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
