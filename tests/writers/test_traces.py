"""What an edition depends on: every file of the house or the theme that its writer reads, for each article anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exporter import registry, resources
from exporter.engine.storage.cache import SpeechCache
from exporter.engine.work.narrator import Narrator
from exporter.engine.work.world import LocalWorld
from exporter.model import Article, Metadata, Paragraph, Text
from exporter.passes import prepare
from exporter.render.pages.options import Options
from exporter.settings import NarrationSettings, PageSettings, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VOICE = NarrationSettings("silent")
FONT = "templates/pdf/Ma fonte.ttf"
PICTURE = "templates/pdf/fond.png"
THEME = """
@import "couleurs.css";
@font-face { font-family: Mienne; src: url("absente.ttf"), url("Ma fonte.ttf") }
html { font-family: Mienne }
body { background: url("fond.png") }
"""


class Recorder(LocalWorld):
    """A world that remembers what it was asked for."""

    def __init__(self, settings: Settings, narrator: Narrator | None) -> None:
        """Nothing was asked yet."""
        super().__init__(settings, lambda _: None, None, narrator)
        self.asked: set[str] = set()

    def resource(self, name: str) -> bytes:
        """As ever."""
        self.asked.add(name)
        return super().resource(name)


@pytest.fixture
def narrator(tmp_path: Path) -> Iterator[Narrator]:
    with Narrator(VOICE, SpeechCache(tmp_path / "cache"), 1) as found:
        yield found


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """A theme of one's own with fonts, pictures, and colours in a stylesheet of their own."""
    folder = tmp_path / "theme"
    (folder / "pdf").mkdir(parents=True)
    (folder / "pdf" / "theme.css").write_text(THEME)
    (folder / "pdf" / "couleurs.css").write_text("h1 { color: #0000ff }")
    (folder / "pdf" / "Ma fonte.ttf").write_bytes(face("Regular"))
    (folder / "pdf" / "fond.png").write_bytes(picture((200, 220, 240)))
    return folder


def face(name: str) -> bytes:
    return resources.read(f"fonts/atkinson-hyperlegible/AtkinsonHyperlegible-{name}.ttf")


def picture(colour: tuple[int, int, int]) -> bytes:
    import io  # noqa: PLC0415 - only here

    from PIL import Image  # noqa: PLC0415 - only here

    data = io.BytesIO()
    Image.new("RGB", (4, 4), colour).save(data, "PNG")
    return data.getvalue()


def article(number: int) -> Article:
    blocks = tuple(Paragraph((Text(f"Le pont numéro {number} a tenu cette nuit-là."),)) for _ in range(3))
    bare = Article(Metadata(f"Le pont {number}", publisher="Le Courrier"), blocks=blocks)
    return prepare(bare, registry.language("fr"))


def edition(name: str, number: int, world: LocalWorld, folder: Path) -> bytes:
    out = folder / f"{number}{registry.writer(name).FORMAT.suffix}"
    registry.writer(name).write(article(number), world, out)
    return out.read_bytes()


@pytest.mark.parametrize("name", registry.names("writers"))
def test_every_article_asks_for_the_files_that_the_first_one_asked_for(
    name: str, narrator: Narrator, theme: Path, tmp_path: Path
) -> None:
    settings = Settings(narration=VOICE, page=PageSettings(theme=str(theme)), own=(Options(embed_fonts=True),))
    asked = []
    for number in (1, 2):
        world = Recorder(settings, narrator)
        edition(name, number, world, tmp_path)
        asked.append(world.asked)
    assert asked[0] == asked[1]


def test_what_a_stylesheet_names_is_asked_for(theme: Path, tmp_path: Path) -> None:
    for number in (1, 2):
        world = Recorder(Settings(page=PageSettings(theme=str(theme))), None)
        edition("pdf", number, world, tmp_path)
        assert {FONT, PICTURE, "templates/pdf/couleurs.css", "templates/pdf/absente.ttf"} <= world.asked


@pytest.mark.parametrize("name", ["fond.png", "Ma fonte.ttf", "couleurs.css", "absente.ttf", "theme.css"])
def test_a_file_of_a_theme_may_change_between_two_articles(
    name: str, theme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    changes = {
        "fond.png": picture((240, 220, 200)),
        "Ma fonte.ttf": face("Bold"),
        "couleurs.css": b"h1 { color: #00ff00 }",
        "absente.ttf": face("Bold"),
        "theme.css": THEME.replace("background", "list-style-image").encode(),
    }
    world = Recorder(Settings(page=PageSettings(theme=str(theme))), None)
    before = edition("pdf", 1, world, tmp_path)
    assert edition("pdf", 1, world, tmp_path) == before
    kept = (theme / "pdf" / name).read_bytes() if (theme / "pdf" / name).exists() else None
    (theme / "pdf" / name).write_bytes(changes[name])
    assert edition("pdf", 1, world, tmp_path) != before
    if kept is None:
        (theme / "pdf" / name).unlink()
    else:
        (theme / "pdf" / name).write_bytes(kept)
    assert edition("pdf", 1, world, tmp_path) == before, "and back again"
