"""What a reader sees: measures, sizes and colours, in every theme and in large print."""

from __future__ import annotations

import io
import re
import statistics
from collections import Counter
from typing import TYPE_CHECKING

import page as page_validation
import pikepdf
import pytest
from PIL import Image as Picture

from exporter.engine.inputs import theme
from exporter.errors import ResourceError, UsageError, WriteError
from exporter.events import Event, Warned
from exporter.french import FRENCH
from exporter.model import (
    Article,
    Caption,
    Cell,
    Heading,
    Item,
    Listing,
    Metadata,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
)
from exporter.passes import prepare
from exporter.settings import PageSettings, Settings
from exporter.writers import pdf
from exporter.writers.pdf import code, design, edition, large, layout
from tests import samples
from tests.writers.pdf import measures, reading

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.model import Inline
    from tests.writers.pdf.measures import Run

MILLIMETRE = 72 / 25.4
PROSE = (
    "Depuis la digue, on voit d’abord les toits bleus des cabanes, puis la ligne des parcs à huîtres qui découvre à "
    "marée basse. Personne ne sait plus qui les a peints le premier, mais chacun repeint le sien au mois de mai, avant "
    "l’arrivée des premiers voiliers, et l’on se prête les échelles comme on se prêtait autrefois les chevaux. "
)
"""Long enough to fill lines."""


def make(
    article: Article = samples.ONDELLE, look: str | int = "classic", folder: Path | None = None
) -> tuple[bytes, list[Event]]:
    """A PDF in a theme, or in large print of so many points."""
    events: list[Event] = []
    page = PageSettings(look) if isinstance(look, str) else PageSettings()
    world = reading.FixedWorld(Settings(page=page), events.append, folder, None)
    shape = design.SCREEN if isinstance(look, str) else large.design(look)
    return edition.make(prepare(article, FRENCH), world, shape), events


def words(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("media")
    for name in ("pont.png", "filet.png", "carte.png"):
        Picture.new("RGB", (64, 40), "#335577").save(folder / name)
    return folder


THEMES = theme.names()
LOOKS: list[str | int] = [*THEMES, *large.LARGE_PRINT]


@pytest.fixture(scope="module")
def made(media: Path) -> dict[str | int, bytes]:
    """The sample in every theme (by name) and in large print (by size)."""
    files: dict[str | int, bytes] = {}
    for look in LOOKS:
        files[look], events = make(look=look, folder=media)
        assert events == []
    return files


@pytest.mark.parametrize("name", LOOKS)
def test_every_look_conforms(made: dict[str | int, bytes], name: str | int) -> None:
    for profile in ("ua1", "3a"):
        result = page_validation.validate_pdf_bytes(made[name], profile=profile)
        assert "no failures" in str(result), str(result)


@pytest.mark.parametrize("name", LOOKS)
def test_every_look_says_the_same_in_the_same_order(made: dict[str | int, bytes], name: str | int) -> None:
    read = reading.read(made[name])
    classic = reading.read(made["classic"]).root
    if name == max(large.LARGE_PRINT):  # a table is a list of records there, in which names of columns come back
        assert not Counter(classic.text.split()) - Counter(read.root.text.split())
        assert not list(read.root.find("Table"))
    else:
        assert " ".join(read.root.words.split()) == " ".join(classic.words.split())
    assert not read.unmarked
    with pikepdf.open(io.BytesIO(made[name])) as file, file.open_outline() as outline:
        assert len(outline.root) == 1
        assert len(outline.root[0].children) >= 4


@pytest.mark.parametrize("name", LOOKS)
def test_every_look_gives_the_same_bytes_again(made: dict[str | int, bytes], name: str | int, media: Path) -> None:
    assert make(look=name, folder=media)[0] == made[name]


@pytest.mark.parametrize(("name", "least"), [(look, 4.5 if look in THEMES else 7) for look in LOOKS])
def test_all_words_stand_out_from_their_ground(made: dict[str | int, bytes], name: str | int, least: float) -> None:
    for run in measures.runs(made[name]):
        assert measures.contrast(run.colour, run.ground) >= least, run


@pytest.mark.parametrize("name", THEMES)
def test_lines_of_text_have_60_to_70_characters(name: str) -> None:
    article = Article(Metadata("Titre"), blocks=tuple(Paragraph(words(PROSE * 4)) for _ in range(6)))
    data, _ = make(article, name)
    lengths = [len(line.words.strip()) for line in body(data) if not line.words.strip().endswith("chevaux.")]
    assert len(lengths) > 50
    assert 60 <= statistics.mean(lengths) <= 70
    assert max(lengths) <= 75


@pytest.mark.parametrize("name", THEMES)
def test_text_stands_on_a_grid(name: str) -> None:
    article = Article(Metadata("Titre"), blocks=(Paragraph(words(PROSE * 30)),))
    data, _ = make(article, name)
    leading = {round(distance, 2) for distance in measures.baselines(body(data))}
    assert leading == {{"classic": 15.0, "moderne": 15.5}[name]}


@pytest.mark.parametrize("name", THEMES)
def test_no_line_is_left_alone_and_headings_stay_with_their_text(name: str) -> None:
    for length in (1, 2, 3):
        text = (Paragraph(words(PROSE * length)),) * 3
        sections = tuple(Section(f"s{i}", Heading(words(f"Partie {i}")), 1, text) for i in range(6))
        data, _ = make(Article(Metadata("Titre"), sections=sections), name)
        lines = [line for line in measures.lines(data) if not line.artifact]
        for page in {line.page for line in lines}:
            first, *_, before, last = (line.words.strip() for line in lines if line.page == page)
            assert not last.startswith(("Partie", "Depuis")), "a heading or a first line alone at the foot"
            assert not before.startswith("Partie"), "one line under a heading"
            assert not first.endswith("chevaux."), "a last line alone at the head"


def body(data: bytes) -> list[Run]:
    """The lines of the text, which are those of the commonest size."""
    lines = [line for line in measures.lines(data) if not line.artifact]
    size = statistics.mode(round(line.size, 2) for line in lines)
    return [line for line in lines if round(line.size, 2) == size]


def test_figures_are_old_style_where_the_font_has_them_and_lining_in_tables() -> None:
    rows = tuple(Row((Cell(words("1993")), Cell(words("2 610")))) for _ in range(2))
    article = Article(Metadata("Titre"), blocks=(Paragraph(words("En 1993.")), Table((), rows)))
    data, _ = make(article)
    with pikepdf.open(io.BytesIO(data)) as file:
        content = b"".join(page.Contents.read_bytes() for page in file.pages)
    shown = re.findall(rb"\[([^\]]*)\] TJ", content)
    year, cell = (next(run for run in shown if run.count(b"<") == count) for count in (8, 4))
    assert year.split(b"<")[4] != cell.split(b"<")[1]


# --- Large print -------------------------------------------------------------------------------


@pytest.mark.parametrize("size", large.LARGE_PRINT)
def test_large_print_is_large_everywhere(made: dict[str | int, bytes], size: int) -> None:
    runs = measures.runs(made[size])
    assert min(run.size for run in runs) >= size - 0.01
    assert {run.font for run in runs} <= {"Article-Sans", "Article-Sans-Bold", "Article-Mono"}, "no italics, one face"
    leading = [distance for distance in measures.baselines(body(made[size])) if 0 < distance < 2 * size]
    assert statistics.mode(round(distance / size, 2) for distance in leading) == 1.5


@pytest.mark.parametrize("size", large.LARGE_PRINT)
def test_lines_of_large_print_are_short(made: dict[str | int, bytes], size: int) -> None:
    lines = measures.lines(made[size])
    assert max(line.right - line.left for line in lines) <= 110.1 * MILLIMETRE
    assert all(line.left >= 20 * MILLIMETRE - 1 for line in lines)


def test_no_words_are_set_in_capitals(made: dict[str | int, bytes]) -> None:
    shouted = {word for run in measures.runs(made[18]) for word in re.findall(r"[A-ZÉÈÀ]{2,}", run.words)}
    assert shouted <= {"SPC", "DR", "IA"}, "abbreviations are written so"


def test_paragraphs_of_large_print_break_after_three_lines() -> None:
    article = Article(Metadata("Titre"), blocks=tuple(Paragraph(words(PROSE)) for _ in range(12)))
    lines = body(make(article, 18)[0])
    for page in {line.page for line in lines}:
        on_page = [line.words for line in lines if line.page == page]
        ends = [place for place, line in enumerate(on_page) if line.strip().endswith("chevaux.")]
        assert not ends or ends[0] >= 2
        starts = [place for place, line in enumerate(on_page) if line.startswith("Depuis")]
        assert not starts or len(on_page) - starts[-1] >= 3


def test_another_size_is_no_large_print(tmp_path: Path) -> None:
    world = reading.FixedWorld(Settings(own=(large.Options(14),)), list[Event]().append, None, None)
    with pytest.raises(UsageError, match="no large print of 14 points") as raised:
        large.write(Article(Metadata("Titre")), world, tmp_path / "a.pdf")
    assert raised.value.hint == "choose 18, 20, 24"


def test_large_print_is_an_edition_of_its_own(tmp_path: Path) -> None:
    assert large.FORMAT.name == "pdf-large"
    assert large.FORMAT.suffix != pdf.FORMAT.suffix
    world = reading.FixedWorld(Settings(), list[Event]().append, None, None)
    large.write(prepare(Article(Metadata("Titre")), FRENCH), world, tmp_path / "a.pdf")
    assert min(run.size for run in measures.runs((tmp_path / "a.pdf").read_bytes())) >= 18


# --- Themes ------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pdf").mkdir()
    return tmp_path


def themed(folder: Path, article: Article | None = None) -> tuple[bytes, list[Event]]:
    article = article or Article(Metadata("Titre"), blocks=(Paragraph(words("Un mot.")),))
    return make(article, str(folder))


def test_a_folder_with_one_colour_is_a_theme(folder: Path) -> None:
    (folder / "pdf" / "theme.css").write_text(":root { --ink: #0000ff }")
    data, events = themed(folder)
    assert events == []
    assert (0, 0, 1) in {run.colour for run in measures.runs(data)}
    assert "Article-Serif" in {run.font for run in measures.runs(data)}, "the rest is as ever"


def test_a_theme_may_bring_its_fonts(folder: Path) -> None:
    from exporter import resources  # noqa: PLC0415 - only here

    data = resources.read("fonts/atkinson-hyperlegible/AtkinsonHyperlegible-Regular.ttf")
    (folder / "pdf" / "Ma fonte.ttf").write_bytes(data)
    face = '@font-face { font-family: Mienne; src: url("Ma fonte.ttf") }'
    (folder / "pdf" / "theme.css").write_text(f"{face} html {{ font-family: Mienne }}")
    pages, events = themed(folder)
    assert events == []
    assert "Mienne" in {run.font for run in measures.runs(pages)}


@pytest.mark.parametrize(
    "address", ["../../secret.png", "/etc/passwd", "file:///etc/passwd", "https://a.example/a.png"]
)
def test_a_theme_brings_nothing_from_elsewhere(folder: Path, address: str) -> None:
    (folder / "pdf" / "theme.css").write_text(f'body {{ background: url("{address}") }}')
    _, events = themed(folder)
    assert any(isinstance(event, Warned) and "Failed to load image" in event.message for event in events)


def test_what_a_stylesheet_says_wrong_is_told_for_every_article(folder: Path) -> None:
    (folder / "pdf" / "theme.css").write_text("p { color: red }\nh1 { colour: red; }")
    told = Warned("pdf", "templates/pdf/theme.css: Ignored `colour: red` at 2:6, unknown property.")
    for _ in range(2):
        assert themed(folder)[1] == [told]


@pytest.mark.parametrize(
    ("file", "template", "told"),
    [
        ("article", "<html>\n{% if %}", "line 2 of templates/pdf/article.html: Expected an expression"),
        ("article", "<html>\n\n{{ nobody }}", "line 3 of templates/pdf/article.html: 'nobody' is undefined"),
        ("article", "{{ ''.__class__.__mro__ }}", "line 1 of templates/pdf/article.html: access to attribute '__class"),
        (
            "article",
            '{% extends "page.html" %}\n{% block head %}\n{{ nobody }}{% endblock %}',
            "line 3 of templates/pdf/article.html: 'nobody' is undefined",
        ),
        ("page", "<html>\n{% if %}", "line 2 of templates/pdf/page.html: Expected an expression"),
        ("page", "<html>\n\n{{ nobody }}", "line 3 of templates/pdf/page.html: 'nobody' is undefined"),
    ],
)
def test_a_broken_template_is_told_with_its_line(folder: Path, file: str, template: str, told: str) -> None:
    (folder / "pdf" / f"{file}.html").write_text(template)
    with pytest.raises(WriteError, match=re.escape(told)) as raised:
        themed(folder)
    assert raised.value.hint == f"mend the theme {folder}"


def test_an_unknown_theme_is_refused() -> None:
    with pytest.raises(UsageError, match="no theme is called 'baroque'"):
        make(look="baroque")


def test_themes_are_told_apart_in_one_process(folder: Path) -> None:
    (folder / "pdf" / "theme.css").write_text(":root { --ink: #0000ff }")
    before, _ = make(Article(Metadata("Titre")))
    themed(folder)
    assert make(Article(Metadata("Titre")))[0] == before


# --- The address of the original ---------------------------------------------------------------


def test_the_address_of_the_original_is_a_code_that_no_one_reads_out(made: dict[str | int, bytes]) -> None:
    read = reading.read(made["classic"])
    images = [name for page in read.pdf.pages for name in page.obj.Resources.get("/XObject", {})]
    without = Article(Metadata("Titre"))
    bare = reading.read(make(without)[0])
    assert len(set(images)) == 2, "the code, and one picture thrice"
    assert [name for page in bare.pdf.pages for name in page.obj.Resources.get("/XObject", {})] == []
    assert len(list(read.root.find("Figure"))) == 2


def test_an_address_that_is_too_long_has_no_code() -> None:
    assert code.png("https://a.example/" + "x" * 300) is None
    drawn = code.png("https://a.example/")
    assert drawn is not None
    with Picture.open(io.BytesIO(drawn)) as picture:
        assert picture.mode == "1"
        assert picture.width == picture.height > 200


def test_an_address_that_may_not_be_linked_to_has_no_code() -> None:
    data, events = make(Article(Metadata("Titre", url="javascript:alert(1)")))
    assert events == []
    assert "javascript:alert(1)" in reading.read(data).root.words


def test_resources_are_asked_of_the_world_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(*_: object) -> bytes:
        raise ResourceError("the installation lacks it")

    world = reading.FixedWorld(Settings(), list[Event]().append, None, None)
    monkeypatch.setattr(world, "resource", lacking)
    with pytest.raises(ResourceError, match="lacks it"):
        edition.make(Article(Metadata("Titre")), world)


def test_lists_in_all_looks_have_room_for_their_numbers() -> None:
    items = tuple(Item((Paragraph(words("Un élément.")),)) for _ in range(3))
    article = Article(Metadata("Titre"), blocks=(Listing(items, ordered=True, start=98),))
    for look in LOOKS:
        runs = measures.runs(make(article, look)[0])
        number = next(run for run in runs if run.words.strip() == "100.")
        text = next(run for run in runs if run.words.startswith("Un élément"))
        assert 10 * MILLIMETRE < number.left < number.right <= text.left


@pytest.mark.parametrize("columns", [2, 4, 5, 8, 12])
def test_tables_stay_on_the_page(columns: int) -> None:
    rows = tuple(Row(tuple(Cell(words("Établissement public")) for _ in range(columns))) for _ in range(3))
    article = Article(
        Metadata("Titre"), blocks=(Paragraph(words("Avant.")), Table((), rows), Paragraph(words("Après.")))
    )
    for look in LOOKS:
        data, _ = make(article, look)
        with pikepdf.open(io.BytesIO(data)) as file:
            edges = [float(sheet.MediaBox[2]) - 12 * MILLIMETRE for sheet in file.pages]
        assert all(run.left > 10 * MILLIMETRE and run.right < edges[run.page] for run in measures.runs(data))


def test_a_caption_is_as_short_as_a_line() -> None:
    row = Row(tuple(Cell(words("a")) for _ in range(4)))
    article = Article(Metadata("Titre"), blocks=(Table((), (row,), Caption(words(PROSE))),))
    for size in large.LARGE_PRINT:
        lines = measures.lines(make(article, size)[0])
        assert max(line.right - line.left for line in lines) <= 110.1 * MILLIMETRE


@pytest.mark.parametrize(("length", "longest"), [(88, 88), (31, 31)])
def test_running_heads_fit_their_page(length: int, longest: int) -> None:
    assert len(layout.shortened("Une très longue affaire de ponts " * 9, length)) <= longest + 1
