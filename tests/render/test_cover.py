from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from exporter.engine.work.world import LocalWorld
from exporter.errors import WriteError
from exporter.events import NotRendered
from exporter.french import FRENCH
from exporter.model import Article, Metadata, Paragraph, PartialDate, Person, Text
from exporter.ports import Issue, Part
from exporter.render import cover, palettes
from exporter.settings import PageSettings, Settings
from tests import samples

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.events import Event

SIZES = (cover.SQUARE, cover.PORTRAIT)


def _world(events: list[Event] | None = None) -> LocalWorld:
    return LocalWorld(Settings(), ([] if events is None else events).append, None, None)


def _article(title: str, **fields: object) -> Article:
    return Article(Metadata(title, **fields), blocks=(Paragraph((Text("Il pleut sur la vallée depuis mardi."),)),))  # type: ignore[arg-type] # any of the fields


def _draw(article: Article, size: tuple[int, int] = cover.SQUARE, events: list[Event] | None = None) -> Image.Image:
    return Image.open(io.BytesIO(cover.jpeg(article, _world(events), size)))


def _issue(*titles: str, **fields: object) -> Issue:
    parts = tuple(Part(Metadata(title), lambda: (_article(""), _world())) for title in titles)
    return Issue(Metadata("Le temps des rivières", **fields), parts)  # type: ignore[arg-type] # any of the fields


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, float]]:
    """Every line that is drawn, with the place on which it ends."""
    lines: list[tuple[str, float]] = []
    draw = ImageDraw.ImageDraw.text

    def noted(self: ImageDraw.ImageDraw, place: tuple[float, float], text: str, **options: Any) -> None:  # noqa: ANN401
        lines.append((text, place[0] + options["font"].getlength(text)))
        draw(self, place, text, **options)

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", noted)
    return lines


def _inked(image: Image.Image, article: Article) -> tuple[int, int, int, int]:
    """The box around everything that is as light as the ink."""
    colour = cover.palette(article, _world()).ink
    grey = image.convert("L").point(lambda level: 255 if level > sum(colour) / 3 - 60 else 0)
    box = grey.getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("size", SIZES)
def test_a_cover_has_the_size_that_was_asked(size: tuple[int, int]) -> None:
    image = _draw(samples.prepared(), size)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", size)


def test_a_png_shows_what_a_jpeg_shows() -> None:
    article = samples.prepared()
    sharp = Image.open(io.BytesIO(cover.png(article, _world(), cover.SQUARE)))
    assert (sharp.format, sharp.mode, sharp.size) == ("PNG", "P", cover.SQUARE)
    colours = cover.palette(article, _world())
    seen = {colour for _, colour in sharp.convert("RGB").getcolors(1 << 16) or ()}
    assert {colours.ground, colours.ink, colours.accent} <= seen
    difference = ImageChops.difference(sharp.convert("RGB"), _draw(article)).convert("L")
    assert ImageStat.Stat(difference).mean[0] < 2
    issue = Image.open(io.BytesIO(cover.issue_png(_issue("La crue", "Le pont"), _world(), cover.PORTRAIT)))
    assert (issue.format, issue.size) == ("PNG", cover.PORTRAIT)


@pytest.mark.parametrize("palette", palettes.PALETTES)
def test_all_that_is_written_contrasts_with_its_ground(palette: palettes.Palette) -> None:
    assert palettes.contrast(palette.ink, palette.ground) >= palettes.MINIMUM_CONTRAST
    assert palettes.contrast(palette.ground, palette.accent) >= palettes.MINIMUM_CONTRAST


def test_contrast_is_that_of_wcag() -> None:
    assert palettes.contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert palettes.contrast((0x76, 0x76, 0x76), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)


def test_the_drawn_colours_are_those_of_the_palette() -> None:
    image = _draw(samples.prepared())
    colours = cover.palette(samples.prepared(), _world())
    pixels = image.tobytes()
    found = {(pixels[at], pixels[at + 1], pixels[at + 2]) for at in range(0, len(pixels), 3)}
    for wanted in (colours.ground, colours.ink, colours.accent):
        assert any(max(abs(a - b) for a, b in zip(wanted, one, strict=True)) <= 3 for one in found)


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ('ground = "#fff"', "ground is no colour: '#fff'"),
        ('ground = "#ffffff"\nink = 3', "ink is no colour: 3"),
        ('ground = "#ffffff"\nink = "#000000"\naccent = "#888888"', "accent has a contrast of 3.5 to its ground"),
    ],
)
def test_colours_of_a_theme_that_cannot_be_read_are_named(tmp_path: Path, told: str, message: str) -> None:
    (tmp_path / "cover").mkdir()
    (tmp_path / "cover/colours.toml").write_text(told, encoding="utf-8")
    world = LocalWorld(Settings(page=PageSettings(str(tmp_path))), lambda _: None, None, None)
    with pytest.raises(WriteError, match=re.escape(message)) as caught:
        cover.palette(_article("Un"), world)
    assert "colours.toml" in caught.value.message


def test_a_theme_has_the_cover_in_its_colours() -> None:
    world = LocalWorld(Settings(page=PageSettings("moderne")), lambda _: None, None, None)
    image = Image.open(io.BytesIO(cover.png(_article("Un", publisher="Le Courrier"), world, cover.SQUARE)))
    assert image.convert("RGB").getpixel((1, 1)) == cover.palette(_article("Un"), world).ground == (0, 0x3A, 0x58)


def test_a_publisher_keeps_its_colours() -> None:
    one = cover.palette(_article("Un", publisher="Le Courrier"), _world())
    assert one == cover.palette(_article("Deux", publisher="Le Courrier"), _world())
    assert len({cover.palette(_article(str(number)), _world()) for number in range(40)}) == len(palettes.PALETTES)


@pytest.mark.parametrize("size", SIZES)
def test_the_same_article_gives_the_same_bytes(size: tuple[int, int]) -> None:
    one, two = (cover.jpeg(samples.prepared(), _world(), size) for _ in range(2))
    assert one == two


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "title",
    [
        "Où\u202f?",
        "La crue de l’Ondelle\u00a0: une nuit, un pont",
        "Anticonstitutionnellement",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "W" * 5000,
        "Pourquoi les bibliothèques rurales rouvrent le dimanche " * 90,
    ],
)
def test_nothing_leaves_the_margins(title: str, size: tuple[int, int]) -> None:
    article = _article(
        title,
        publisher="Association pour la lecture accessible en milieu rural " * 4,
        kicker="Lecture " * 50,
        authors=tuple(Person("Prénom Nom-Composé") for _ in range(30)),
        published=PartialDate(2026, 1, 20),
    )
    left, top, right, bottom = _inked(_draw(article, size), article)
    margin = round(size[0] * 0.086) - 6
    assert margin <= left < right <= size[0] - margin
    assert margin <= top < bottom <= size[1] - margin


def test_a_long_title_is_smaller_than_a_short_one_and_ends_in_an_ellipsis() -> None:
    world = _world()
    short = cover.title_lines("Où aller\u202f?", world, (1160, 700), 1400)
    long = cover.title_lines("Pourquoi les bibliothèques rurales rouvrent " * 40, world, (1160, 700), 1400)
    assert short[0] > 3 * long[0]
    assert short[1] == ("Où aller\u00a0?",)
    assert long[1][-1].endswith("…")


def test_lines_are_balanced_and_do_not_end_in_a_weak_word() -> None:
    title = "La crue de l’Ondelle a surpris les habitants de Valmorin"
    _, lines = cover.title_lines(title, _world(), (1160, 600), 1400)
    assert " ".join(lines) == title
    assert not any(line.endswith((" de", " les", " a")) for line in lines[:-1])
    assert all(abs(len(one) - len(other)) < 12 for one, other in pairwise(lines))


def test_characters_without_a_glyph_are_left_out_and_reported() -> None:
    events: list[Event] = []
    _draw(_article("Fête 🎉 au village 👩\u200d👧"), events=events)
    assert events == [NotRendered("cover", "title", "no glyph for 🎉 👩 👧")]


def test_letters_that_a_font_lacks_come_in_their_plain_form() -> None:
    world = _world()
    assert cover.title_lines("𝐆𝐫𝐚𝐬 ⑫", world, (1160, 700), 1400)[1] == ("Gras 12",)


def test_a_title_of_emoji_leaves_the_name_of_the_publisher() -> None:
    article = _article("🎉🎉", publisher="Le Courrier")
    assert _draw(article).tobytes() != _draw(replace(article, metadata=Metadata("🎉🎉"))).tobytes()


def test_an_alphabet_that_only_the_serif_has_is_drawn() -> None:
    greek = _article("Athènes", authors=(Person("Αλέξανδρος"),))
    assert _draw(greek).tobytes() != _draw(_article("Athènes")).tobytes()


def test_many_authors_are_whole_names_and_a_number(written: list[tuple[str, float]]) -> None:
    people = tuple(Person(f"Jean-Baptiste Poquelin{number}") for number in range(30))
    _draw(_article("Trente", authors=people))
    names = " ".join(text for text, _ in written if "Poquelin" in text or "autres" in text)
    shown = names.count("Poquelin")
    assert names.replace("\u00a0", " ") == ", ".join(p.name for p in people[:shown]) + f" et {30 - shown} autres"
    assert 3 <= shown < 30


def test_three_lines_of_names_are_shown_whole(written: list[tuple[str, float]]) -> None:
    names = ("Jeanne Castel", "Paul Orsini", "Marie-Antoinette de La Rochefontaine-Montauban")
    _draw(_article("Trois", authors=tuple(map(Person, names))), cover.PORTRAIT)
    text = " ".join(line for line, _ in written).replace("\u00a0", " ")
    assert "Jeanne Castel, Paul Orsini et Marie-Antoinette de La Rochefontaine- Montauban" in text


@pytest.mark.parametrize("size", SIZES)
def test_an_ellipsis_has_room(written: list[tuple[str, float]], size: tuple[int, int]) -> None:
    _draw(_article("Où\u202f?", publisher="Association pour la lecture en milieu rural " * 9), size)
    assert any(text.endswith("…") for text, _ in written)
    assert all(end <= size[0] * (1 - 0.086) + 2 for _, end in written)


def test_an_issue_shows_its_articles(written: list[tuple[str, float]]) -> None:
    cover.issue_jpeg(_issue("La crue", "Le pont", "Les abeilles"), _world(), cover.SQUARE)
    texts = [text for text, _ in written]
    assert [text for text in texts if text in ("La crue", "Le pont", "Les abeilles")] == texts[-3:]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [9, 26, 400])
def test_an_issue_says_how_many_articles_it_does_not_show(
    written: list[tuple[str, float]], size: tuple[int, int], count: int
) -> None:
    titles = [f"Article sur la vallée, numéro {number}" for number in range(count)]
    cover.issue_jpeg(_issue(*titles, published=PartialDate(2026, 1)), _world(), size)
    shown = sum(text.startswith("Article") for text, _ in written)
    more = [text for text, _ in written if text.endswith("autres articles")]
    assert more == ([] if shown == count else [f"et {count - shown} autres articles"])
    assert count - shown != 1
    assert written[-1][0] in (*more, titles[-1])
    assert all(end <= size[0] * (1 - 0.086) + 2 for _, end in written)


def test_an_issue_with_titles_that_fill_pages_keeps_its_margins() -> None:
    data = cover.issue_jpeg(_issue("Pourquoi les bibliothèques rouvrent " * 30, "Où"), _world(), cover.SQUARE)
    assert Image.open(io.BytesIO(data)).size == cover.SQUARE


def test_a_periodical_keeps_its_colours_from_article_to_issue() -> None:
    one = Image.open(io.BytesIO(cover.issue_jpeg(_issue("Un", publisher="Le Courrier"), _world(), cover.SQUARE)))
    other = _draw(_article("Deux", publisher="Le Courrier"))
    assert one.getpixel((5, 5)) == other.getpixel((5, 5))


def test_the_alternative_text_says_what_is_written() -> None:
    metadata = Metadata(
        "La crue",
        authors=(Person("Jeanne Castel"), Person("Paul Orsini")),
        publisher="Le Courrier",
        published=PartialDate(2026, 1, 28),
    )
    words = "Couverture de «\u00a0La crue\u00a0». Jeanne Castel et Paul Orsini, Le Courrier, 28\u00a0janvier 2026"
    assert cover.description(metadata, FRENCH) == words
    assert cover.description(Metadata("La crue"), FRENCH) == "Couverture de «\u00a0La crue\u00a0»"


def test_an_article_of_nothing_still_has_a_cover() -> None:
    assert _draw(Article(Metadata(""))).size == cover.SQUARE


def test_the_bars_are_the_words_of_the_article() -> None:
    heights = cover.rhythm(_article("Un mot"))
    assert len(heights) > 50
    assert all(0 < height <= 1 for height in heights)
    assert heights != cover.rhythm(_article("Extraordinairement autre"))
