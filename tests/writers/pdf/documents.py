"""Documents that are hard to set on pages: long, deep, in many scripts, with pictures that are there and that are not.

What `tests.strategies` has is short: here lines and pages are full.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from PIL import Image as Bitmap

from exporter import model
from exporter.model import Paragraph, Text
from exporter.passes.outline import outline
from tests import strategies

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.model import Article, Block, Inline

    Content = tuple[Inline, ...]

_ODD = (
    "Ligne\u0301", "q\u0303uand", "mot\u00adcoupé", "sans\u200bespace", "Saint\u2011Denis", "a\u2010b", "12\u202f%",
    "«\u00a0oui\u00a0»", "fi ffl", "العربية", "שלום עולם", "漢字かな", "한국어", "👩\u200d👩\u200d👧", "🇫🇷", "✅",
    "𝒳𝟙", "①②", "½", "№", "→", "☐", "\ufeffBOM", "\u202edroite\u202c", "c\u02bch", "5 µm", "κόσμος Ελλάδα",
    "ไทย", "∆ et Δ", "ﬁn", "ĳ", "ĸ", "đ", "Ǆ", "ǆ", "ż", "ḍ\u0307",
    "x" * 45, "anticonstitutionnellement" * 4, "https://exemple.fr/" + "chemin/" * 20, "-" * 80, "…" * 40, "é" * 230,
    "<p>", "&nbsp;", "]]>", "\\", "${x}", "{% y %}", "\t", "  deux  espaces  ",
)  # fmt: skip
_PROSE = (
    "La régie a remplacé 42 kilomètres de canalisations, et les fuites sont revenues sous la barre des 12\u202f%.",
    "«\u00a0On n’a pas eu le temps de discuter\u00a0», dit la libraire\u00a0; sa cave, elle, sèche encore.",
    "Reste une inconnue\u00a0: nul ne sait qui paiera.",
)
PICTURES = ("photo.jpg", "dessin.png", "cassee.png", "absente.png", "https://exemple.fr/carte.png")


def make_pictures(folder: Path) -> None:
    """Draw the pictures of `PICTURES` that are there: one is tall, one wide, one no picture."""
    Bitmap.new("RGB", (320, 900), "#335577").save(folder / "photo.jpg")
    Bitmap.new("RGBA", (900, 120), (140, 29, 47, 90)).save(folder / "dessin.png")
    (folder / "cassee.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 40)


@cache
def texts() -> st.SearchStrategy[str]:
    """Some sentences or odd words."""
    return st.lists(st.sampled_from(_ODD + _PROSE * 4), min_size=1, max_size=3).map(" ".join)


@cache
def contents(notes: tuple[str, ...]) -> st.SearchStrategy[Content]:
    """Words, many of them marked, in links of several lines, in other languages, or calls of notes."""
    text = st.builds(Text, texts())
    inner = st.lists(st.one_of(text, _marked(text), st.just(Text(" "))), min_size=1, max_size=3).map(tuple)
    link = st.builds(
        model.Link, st.sampled_from(("https://exemple.fr/a?b=1", "https://exemple.org/é", "#place-1")), inner
    )
    calls = st.sampled_from(notes).map(model.NoteRef) if notes else st.just(model.LineBreak())
    signs = st.sampled_from((model.LineBreak(), Text("\u00a0"), model.Anchor("place-1")))
    parts = st.one_of(text, _marked(text), link, calls, signs)
    return st.builds(lambda first, rest: (first, *rest), text, st.lists(parts, max_size=3))


def _marked(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    one = inner.map(lambda node: (node,))
    return st.one_of(
        st.builds(model.Emphasis, one),
        st.builds(model.Strong, one),
        st.builds(model.Code, one),
        st.builds(model.Superscript, one),
        st.builds(model.SmallCapitals, one),
        st.builds(model.Deleted, one),
        st.builds(model.Inserted, one),
        st.builds(model.Ruby, texts(), one),
        st.builds(model.Foreign, st.sampled_from(("en", "de-CH", "ar", "ja", "zh-Hant-TW")), one),
        st.builds(model.Abbreviation, texts(), one),
    )


@cache
@st.composite
def _tables(draw: st.DrawFn, notes: tuple[str, ...]) -> model.Table:
    """A table of up to two pages, of few columns with many words or many columns with few."""
    columns, rows = draw(st.integers(1, 9)), draw(st.sampled_from((1, 2, 5, 45)))
    words = draw(contents(notes)) if columns * rows < 10 else (Text(draw(st.sampled_from(_ODD[:12]))),)
    cells = [model.Cell(words) for _ in range(columns - 1)]
    body = [model.Row((model.Cell((Text(f"Bourg {row}"),), header=True), *cells)) for row in range(rows)]
    if draw(st.booleans()):
        body.insert(rows // 2, model.Row((model.Cell((Text("Total"),), colspan=columns, rowspan=2),)))
    headings = st.lists(
        st.builds(model.Cell, contents(notes), st.just(value=True)), min_size=1, max_size=min(columns, 3)
    )
    head = draw(st.lists(headings.map(tuple).map(model.Row), max_size=2).map(tuple))
    return model.Table(head, tuple(body), draw(st.none() | st.builds(model.Caption, contents(notes))))


@cache
def _figures(notes: tuple[str, ...]) -> st.SearchStrategy[model.Figure]:
    described = st.builds(model.Described, texts().filter(str.strip))
    alternatives = st.one_of(described, st.just(model.Decorative()), st.just(model.Missing()))
    image = st.builds(model.Image, st.sampled_from(PICTURES), alternatives)
    caption = st.none() | st.builds(model.Caption, contents(notes))
    return st.builds(model.Figure, st.none() | image, caption, st.none() | strategies.credits_())


@cache
@st.composite
def _nested(draw: st.DrawFn, notes: tuple[str, ...]) -> Block:
    """Lists in lists in quotations, some with words before and after."""
    inner: tuple[Block, ...] = (draw(_leaves(notes)),)
    for _ in range(draw(st.integers(1, 7))):
        if draw(st.integers(0, 3)):
            inner = (*draw(st.lists(_paragraphs(notes), max_size=1)), *inner)
        if draw(st.integers(0, 4)):
            items = (
                model.Item(inner),
                model.Item(()),
                model.Item(_paragraph("Ici."), 12, draw(st.none() | st.booleans())),
            )
            numbering = draw(st.sampled_from(model.Numbering))
            if numbering is model.Numbering.UPPER_ROMAN:
                terms = (model.Term(draw(contents(notes))), model.Term((Text("Ici."),)))
                told = (model.Description(inner), model.Description(_paragraph("Là.")))
                inner = (model.DefinitionList((model.Definition(terms, told), model.Definition(terms[:1], ()))),)
            inner = (
                model.Listing(items, draw(st.booleans()), draw(st.integers(-2, 30)), numbering, draw(st.booleans())),
            )
        else:
            inner = (model.Quote(inner, draw(st.one_of(st.just(()), contents(notes)))),)
    return inner[-1]


def _paragraph(text: str) -> tuple[Paragraph, ...]:
    return (Paragraph((Text(text),)),)


@cache
def _paragraphs(notes: tuple[str, ...]) -> st.SearchStrategy[Paragraph]:
    return st.builds(Paragraph, contents(notes))


@cache
def _leaves(notes: tuple[str, ...]) -> st.SearchStrategy[Block]:
    page = contents(notes).map(lambda content: Paragraph(content * 8))
    code = st.builds(model.Preformatted, contents(notes), st.sampled_from((None, "python")))
    some = _paragraphs(notes)
    poem = contents(notes).map(lambda lines: model.Verse((model.Stanza((*lines, model.LineBreak(2)) * 12, 1),), lines))
    return st.one_of(some, some, _figures(notes), _tables(notes), code, poem, page, st.just(model.Rule()))


@cache
def _blocks(notes: tuple[str, ...]) -> st.SearchStrategy[Block]:
    return st.one_of(_leaves(notes), _nested(notes), strategies.blocks(notes))


@st.composite
def _sections(draw: st.DrawFn, notes: tuple[str, ...]) -> model.Section:
    """Sections down to the eighth level, most of them empty, some without a heading."""
    section: tuple[model.Section, ...] = ()
    for _ in range(draw(st.integers(1, 8))):
        heading = draw(st.one_of(st.just(()), contents(notes), contents(notes)))
        body = () if draw(st.integers(0, 3)) else (draw(_leaves(notes)),)
        section = (model.Section("", model.Heading(heading), 0, body, section),)
    return section[0]


@st.composite
def documents(draw: st.DrawFn) -> Article:
    """An article of one to a dozen pages."""
    ids = tuple(f"note-{number}" for number in range(1, draw(st.sampled_from((0, 0, 1, 2, 12))) + 1))
    some, paragraph = _blocks(ids), _paragraphs(ids)
    long_note = tuple(model.Note(note, "*", (draw(some),)) for note in ids[:1])
    notes = (model.Note(note, str(label), (draw(paragraph),)) for label, note in enumerate(ids[1:], 2))
    source = st.one_of(strategies.sources(), st.builds(model.Source, contents(())))
    article = model.Article(
        model.Metadata(
            draw(texts().filter(str.strip)), subtitle=draw(st.none() | texts()), url=draw(st.none() | texts())
        ),
        lead=draw(st.lists(paragraph, max_size=1).map(tuple)),
        blocks=draw(st.lists(some, max_size=2).map(tuple)),
        sections=draw(st.lists(_sections(ids), max_size=1).map(tuple)),
        sources=draw(st.lists(source, max_size=2).map(tuple)) * draw(st.sampled_from((1, 1, 1, 1, 9))),
        notices=(model.Notice(model.NoticeKind.OTHER, draw(contents(ids))),),
        notes=(*long_note, *notes),
    )
    return outline(article)
