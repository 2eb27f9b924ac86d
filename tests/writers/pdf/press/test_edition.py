"""The press edition, as the printer gets it."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pikepdf
import pytest
from hypothesis import given, settings

from exporter.engine.work.world import LocalWorld
from exporter.errors import ResourceError, WriteError
from exporter.events import Preflight, Warned
from exporter.model import Article, Heading, Metadata, Section, Text
from exporter.settings import PageSettings, Settings
from exporter.writers import pdf
from exporter.writers.pdf import press
from exporter.writers.pdf.press.options import Options
from tests.samples import ONDELLE
from tests.strategies import articles
from tests.writers.pdf.press import proof, specimens

if TYPE_CHECKING:
    from pathlib import Path

    from tests.writers.pdf.press.proof import Proof


BLACK = (0.0, 0.0, 0.0, 1.0)


@pytest.fixture(scope="module")
def sample() -> Proof:
    return proof.pull(proof.make(ONDELLE)[0])


# --- What the file says of itself --------------------------------------------------------------


@pytest.mark.parametrize(
    ("trim", "bleed"), [((148.0, 210.0), 3.0), ((210.0, 297.0), 5.0), ((105.0, 148.0), 0.0), ((170.5, 240.25), 3.5)]
)
def test_the_boxes_are_those_of_the_order(trim: tuple[float, float], bleed: float) -> None:
    read = proof.pull(proof.make(specimens.article(), chosen=Settings(own=(Options(trim=trim, bleed=bleed),)))[0])
    for page in range(len(read.pdf.pages)):
        left, bottom, right, top = read.box("/TrimBox", page)
        assert (right - left, top - bottom) == pytest.approx(trim, abs=0.01)
        outer = (left - bleed, bottom - bleed, right + bleed, top + bleed)
        assert read.box("/BleedBox", page) == pytest.approx(outer, abs=0.01)
        media = read.box("/MediaBox", page)
        assert media[:2] == (0, 0)
        assert all(media[edge] < outer[edge] if edge < 2 else media[edge] > outer[edge] for edge in range(4))


def test_it_claims_pdf_x_4_for_fogra39(sample: Proof) -> None:
    (intent,) = sample.pdf.Root.OutputIntents
    assert (str(intent.S), str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "FOGRA39")
    assert intent.DestOutputProfile.read_bytes()[12:20] == b"prtrCMYK"
    metadata = sample.pdf.open_metadata()
    assert metadata["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
    assert metadata["dc:title"] == "La crue de l’Ondelle\u00a0: une nuit, un pont et beaucoup de questions"
    assert metadata["xmp:CreateDate"] == "2026-02-02T02:40:00Z"
    assert metadata["pdf:Trapped"] == "False"
    assert str(sample.pdf.trailer.Info.Trapped) == "/False"
    assert sample.pdf.pdf_version == "1.6"
    assert "/ID" in sample.pdf.trailer


def test_all_is_ink(sample: Proof) -> None:
    assert not sample.operators & proof.OTHER_COLOURS
    assert all(sum(ink) <= 3 for ink in sample.inks)
    assert len({ink for ink in sample.inks if any(ink[:3])}) == 2, "one colour, and the marks on all plates"
    assert all(str(page.obj.Group.CS) == "/DeviceCMYK" for page in sample.pdf.pages)
    assert all("/ColorSpace" not in page.obj.Resources for page in sample.pdf.pages)


def test_text_is_black_alone(sample: Proof) -> None:
    assert sample.text_inks == {BLACK, (0.0, 0.0, 0.0, 0.0)}, "on paper, and left out of the band"


def test_black_is_printed_over_and_nothing_else(sample: Proof) -> None:
    states = sample.pdf.pages[0].obj.Resources.ExtGState
    over = False
    fill: tuple[float, ...] = BLACK
    shown = set()
    stack = []
    for instruction in pikepdf.parse_content_stream(sample.pdf.pages[0]):
        match str(instruction.operator):
            case "gs":
                state = states[str(instruction.operands[0])]
                if "/OP" in state:
                    over = bool(state.op)
                    assert int(state.OPM) == 1
            case "k":
                fill = tuple(float(part) for part in instruction.operands)
            case "q":
                stack.append((over, fill))
            case "Q":
                over, fill = stack.pop()
            case "TJ" | "f":
                shown.add((over, fill == BLACK))
            case _:
                pass
    assert shown == {(True, True), (False, False)}


def test_all_fonts_are_embedded(sample: Proof) -> None:
    fonts = [thing for thing in sample.pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/FontName" in thing]
    assert fonts
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)


def test_nothing_can_be_clicked(sample: Proof) -> None:
    assert all("/Annots" not in page.obj for page in sample.pdf.pages)
    assert not {"/Outlines", "/Names", "/AcroForm", "/OpenAction", "/StructTreeRoot"} & set(sample.pdf.Root.keys())


def test_the_band_reaches_over_the_edge_and_no_further(sample: Proof) -> None:
    stream = sample.pdf.pages[0].obj.Contents.read_bytes()
    found = re.match(rb"q (\S+) (\S+) (\S+) (\S+) re W n", stream)
    assert found
    left, bottom, width, height = map(float, found.groups())
    clip = (left, bottom, left + width, bottom + height)
    assert [edge / proof.MILLIMETRE for edge in clip] == pytest.approx(sample.box("/BleedBox"), abs=0.01)


@pytest.mark.parametrize(
    "known", [Metadata("Un pont", kicker="Environnement"), Metadata("Un pont", publisher="Le Jour")]
)
@pytest.mark.parametrize("trim", [(148.0, 210.0), (210.0, 297.0)])
def test_the_band_is_printed_beyond_three_edges(known: Metadata, trim: tuple[float, float]) -> None:
    article = Article(known, blocks=(specimens.paragraph(),))
    read = proof.pull(proof.make(article, chosen=Settings(own=(Options(trim=trim),)))[0])
    left, bottom, right, top = (edge * proof.MILLIMETRE for edge in read.box("/BleedBox"))
    bands = [box for ink, box in proof.surfaces(read.pdf.pages[0]) if any(ink[:3])]
    assert len(bands) == 1
    assert bands[0][0] <= left
    assert bottom < bands[0][1] < top
    assert bands[0][2] >= right
    assert bands[0][3] >= top


def test_without_anything_to_say_there_is_no_band() -> None:
    read = proof.pull(proof.make(Article(Metadata("Un pont"), blocks=(specimens.paragraph(),) * 40))[0])
    assert not [box for page in read.pdf.pages for ink, box in proof.surfaces(page) if any(ink[:3])]


def test_marks_stand_outside_of_the_bleed(sample: Proof) -> None:
    *_, marks = sample.pdf.pages[0].obj.Contents.read_bytes().rsplit(b"K", 1)
    numbers = [float(part) / proof.MILLIMETRE for part in re.findall(rb"-?\d+\.\d+", marks)]
    ends = list(zip(numbers[::2], numbers[1::2], strict=True))
    assert len(ends) == 16
    left, bottom, right, top = sample.box("/BleedBox")
    inside = [(x, y) for x, y in ends if left + 0.01 < x < right - 0.01 and bottom + 0.01 < y < top - 0.01]
    assert not inside


# --- Pages -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    specimens.save_pictures(folder)
    return folder


def test_lines_of_facing_pages_stand_at_one_height(pictures: Path) -> None:
    section = Section(
        "section-1",
        Heading((Text("Au bord de l’eau"),)),
        1,
        (specimens.paragraph(), specimens.figure("moyen.jpg"), specimens.paragraph()),
    )
    article = Article(
        Metadata("Un pont", kicker="Rivières"),
        blocks=(specimens.paragraph(), specimens.figure("photo.jpg"), specimens.paragraph(), specimens.paragraph()),
        sections=(section,),
    )
    read = proof.pull(proof.make(article, pictures)[0])
    heights = [_baselines(page) for page in read.pdf.pages]
    assert len(heights) > 2
    assert min(map(len, heights[:-1])) > 2
    assert {round(height / 13.5 % 1, 2) for page in heights for height in page} == {round(heights[0][0] / 13.5 % 1, 2)}


def _baselines(page: pikepdf.Page) -> list[float]:
    """Where the lines of running text stand, in points from the top of the page as WeasyPrint counts."""
    found, matrix, size, stack = [], pikepdf.Matrix(), 0.0, []
    text = matrix
    for instruction in pikepdf.parse_content_stream(page):
        operands = instruction.operands
        match str(instruction.operator):
            case "q":
                stack.append(matrix)
            case "Q":
                matrix = stack.pop()
            case "cm":
                matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
            case "Tf":
                size = float(operands[1])
            case "Tm":
                text = pikepdf.Matrix(*map(float, operands)) @ matrix
            case "TJ" if size * abs(text.d) == pytest.approx(10, abs=0.01):
                found.append(text.f)
            case _:
                pass
    return found


def test_words_are_cut_three_letters_from_their_ends_and_names_never() -> None:
    words = "anticonstitutionnellement " * 20 + "Châteauneuf-Grandpré-Villefranche " * 20
    text = _extracted(proof.make(specimens.article(specimens.paragraph(words)))[0])
    cuts = re.findall(r"(\w+)-\n(\w+)", text)
    assert cuts
    assert all(len(before) >= 3 and len(after) >= 3 for before, after in cuts)
    assert all(before[0].islower() or "-" in before for before, _ in cuts if not before.startswith(("Ch", "Gr", "Vi")))
    assert not re.search(r"Châ-\n|Ville-\n|Grand-\n|Châteaun?e?u?-\n", text)


def _extracted(data: bytes) -> str:
    from pypdf import PdfReader  # noqa: PLC0415 - one test needs it

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def test_addresses_are_printed() -> None:
    text = _extracted(proof.make(ONDELLE)[0]).replace("\n", "")
    assert "https://valmorin.example/crue?lang=fr&page=2" in text
    assert "https://rivers.example/rising-waters" in text


def test_the_same_article_gives_the_same_bytes(pictures: Path) -> None:
    article = specimens.article(specimens.paragraph(), specimens.figure("photo.jpg"))
    assert proof.make(article, pictures)[0] == proof.make(article, pictures)[0]


@pytest.mark.slow
@given(articles())
@settings(max_examples=6)
def test_every_article_passes_its_preflight(article: Article) -> None:
    data, events = proof.make(article)
    assert not proof.pull(data).operators & proof.OTHER_COLOURS
    assert [type(event) for event in events if isinstance(event, Preflight | Warned)] == [Preflight]


# --- What cannot be ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (Options(trim=(70.0, 210.0)), "a page of 70 × 210 mm cannot be set"),
        (Options(trim=(148.0, 90.0)), "a page of 148 × 90 mm cannot be set"),
        (Options(trim=(148.0, 9000.0)), "a page of 148 × 9000 mm cannot be set"),
        (Options(trim=(float("nan"), 210.0)), "a page of nan × 210 mm cannot be set"),
        (Options(bleed=-1.0), "a bleed of -1 mm cannot be"),
        (Options(bleed=40.0), "a bleed of 40 mm cannot be"),
    ],
)
def test_impossible_pages_are_refused(options: Options, message: str) -> None:
    with pytest.raises(WriteError, match=re.escape(message)):
        proof.make(specimens.article(), chosen=Settings(own=(options,)))


@pytest.mark.parametrize(
    ("css", "message"),
    [
        ("h1 { color: lab(50% 40 20) }", "the theme asks for a colour in lab-d50"),
        ("h1 { color: #8c1d2f; background: rebeccapurple }", None),
        ("h1 { background: linear-gradient(red, blue) }", "the theme asks for a colour in Pattern"),
        ("h1 { background: linear-gradient(red, blue) no-repeat }", "the theme asks for a shading or a pattern"),
        ("h1 { background: rgb(255 0 0 / 50%) }", None),
    ],
)
def test_colours_of_a_theme_become_ink(css: str, message: str | None, tmp_path: Path) -> None:
    (tmp_path / "pdf").mkdir()
    (tmp_path / "pdf" / "press-theme.css").write_text(css)
    chosen = Settings(page=PageSettings(theme=str(tmp_path)))
    if message:
        with pytest.raises(WriteError, match=message):
            proof.make(specimens.article(), chosen=chosen)
    else:
        read = proof.pull(proof.make(specimens.article(), chosen=chosen)[0])
        assert not read.operators & proof.OTHER_COLOURS
        assert not any(any(ink[:3]) for ink in read.text_inks)


def test_a_picture_of_the_theme_is_ink_too(tmp_path: Path) -> None:
    (tmp_path / "pdf").mkdir()
    specimens.photograph(400, 300).save(tmp_path / "pdf" / "fond.png")
    (tmp_path / "pdf" / "press-theme.css").write_text('.opening { background: url("fond.png") no-repeat }')
    read = proof.pull(proof.make(specimens.article(), chosen=Settings(page=PageSettings(theme=str(tmp_path))))[0])
    assert [str(picture.ColorSpace) for picture in read.pictures] == ["/DeviceCMYK"]


def test_without_pango_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdf, "lack", lambda: ResourceError("the library Pango is not here", "install it"))
    world = LocalWorld(Settings(), lambda _: None, None, None)
    with pytest.raises(ResourceError, match="Pango") as caught:
        press.write(specimens.article(), world, tmp_path / "out.pdf")
    assert caught.value.hint == "install it"
    assert not (tmp_path / "out.pdf").exists()


def test_an_article_too_deep_to_be_set_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def too_deep(*_: object) -> bytes:
        raise RecursionError

    monkeypatch.setattr("exporter.writers.pdf.press.edition.make", too_deep)
    with pytest.raises(WriteError, match="too deeply"):
        press.write(specimens.article(), LocalWorld(Settings(), lambda _: None, None, None), tmp_path / "out.pdf")
