"""Ways over the tree: words are cut and edited, markup is left alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter import walk
from exporter.french import FRENCH
from exporter.model import (
    Abbreviation,
    Anchor,
    Article,
    Code,
    Emphasis,
    Foreign,
    Heading,
    Item,
    LineBreak,
    Link,
    Listing,
    Metadata,
    NoteRef,
    Numbering,
    Paragraph,
    Quote,
    Ruby,
    Section,
    Sentence,
    Source,
    Strong,
    Text,
)
from exporter.passes import prepare
from exporter.rewrite import Edit, apply
from tests import strategies

if TYPE_CHECKING:
    from exporter.model import Inline

_NOTES = ("note-1",)
_RUN: walk.Content = (
    Text("Le "),
    Strong((Text("port de "), Emphasis((Text("Brest"),)))),
    NoteRef("note-1"),
    LineBreak(),
    Foreign("en", (Text("harbour"),)),
)


def leaves(content: walk.Content, marks: tuple[object, ...] = ()) -> list[tuple[object, tuple[object, ...]]]:
    """Every character, line break and note's call with the markup around it."""
    found: list[tuple[object, tuple[object, ...]]] = []
    for node in content:
        match node:
            case Text():
                found += [(character, marks) for character in node.text]
            case LineBreak() | NoteRef() | Anchor():
                found.append((node, marks))
            case Ruby():  # its reading stands with its first piece alone
                found += leaves(node.content, (*marks, Ruby("", ())))
            case _:
                found += leaves(node.content, (*marks, replace(node, content=())))
    return found


@st.composite
def edits_of(draw: st.DrawFn, length: int) -> tuple[Edit, ...]:
    marks = sorted(draw(st.lists(st.integers(0, length), max_size=10)))
    pairs = zip(marks[::2], marks[1::2], strict=False)
    return tuple(Edit(start, end, draw(st.sampled_from(("", "\u202f", "XY", "\n")))) for start, end in pairs)


def test_plain_joins_the_words() -> None:
    assert walk.plain(_RUN) == "Le port de Brest\nharbour"


def test_nodes_come_in_document_order() -> None:
    assert [type(node).__name__ for node in walk.nodes(Paragraph(_RUN[:2]))] == [
        "Paragraph",
        "Text",
        "Strong",
        "Text",
        "Emphasis",
        "Text",
    ]


@pytest.mark.parametrize(
    ("number", "letter", "roman"),
    [(1, "a", "i"), (4, "d", "iv"), (26, "z", "xxvi"), (27, "aa", "xxvii"), (702, "zz", "dccii"), (0, "0", "0")],
)
def test_numerals_are_those_of_browsers(number: int, letter: str, roman: str) -> None:
    assert walk.numeral(number, Numbering.LOWER_ALPHA) == letter
    assert walk.numeral(number, Numbering.UPPER_ALPHA) == letter.upper()
    assert walk.numeral(number, Numbering.LOWER_ROMAN) == roman
    assert walk.numeral(number, Numbering.UPPER_ROMAN) == roman.upper()
    assert walk.numeral(number, Numbering.DECIMAL) == str(number)
    assert walk.numeral(4000, Numbering.UPPER_ROMAN) == "4000"


def test_items_follow_one_another_unless_they_say_their_number() -> None:
    items = (Item(()), Item((), 10), Item(()), Item((), 1))
    assert walk.numbers(Listing(items, ordered=True, start=3)) == (3, 10, 11, 1)


def test_a_reading_stays_with_the_first_of_the_pieces() -> None:
    content: walk.Content = (Ruby("とうきょう", (Text("東京"),)),)
    assert list(walk.split(content, (1, 2))) == [
        (Ruby("とうきょう", (Text("東"),)),),
        (Ruby("", (Text("京"),)),),
    ]


def test_words_collects_every_text() -> None:
    assert walk.words(Quote((Paragraph(_RUN),), (Text("Un marin"),))) == "Le \nport de \nBrest\nharbour\nUn marin"


@given(strategies.contents(_NOTES), st.data())
def test_pieces_cut_from_a_run_share_nothing_and_lose_nothing(content: walk.Content, data: st.DataObject) -> None:
    length = len(walk.plain(content))
    marks = sorted({0, length, *data.draw(st.lists(st.integers(0, length), max_size=4))})
    pieces = [walk.cut(content, start, end) for start, end in pairwise(marks)]
    assert [leaf for piece in pieces for leaf in leaves(piece)] == leaves(content)
    text = walk.plain(content)
    assert [walk.plain(piece) for piece in pieces] == [text[a:b] for a, b in pairwise(marks)]


def test_a_notes_call_stays_with_what_precedes_it() -> None:
    content: walk.Content = (Text("un."), NoteRef("a"), Text(" deux."), NoteRef("b"))
    assert walk.cut(content, 0, 3) == (Text("un."), NoteRef("a"))
    assert walk.cut(content, 3, 9) == (Text(" deux."), NoteRef("b"))


def test_a_call_at_the_very_start_goes_with_what_follows() -> None:
    content: walk.Content = (NoteRef("a"), Text("un"))
    assert walk.cut(content, 0, 0) == ()
    assert walk.cut(content, 0, 1) == (NoteRef("a"), Text("u"))


def test_a_run_without_words_is_one_piece() -> None:
    content: walk.Content = (NoteRef("a"), Text(""))
    assert walk.cut(content, 0, 0) == content


@given(strategies.contents(_NOTES), st.data())
def test_edits_change_the_words_as_they_would_change_the_text(content: walk.Content, data: st.DataObject) -> None:
    text = walk.plain(content)
    edits = data.draw(edits_of(len(text)))
    assert walk.plain(walk.edit(content, edits)) == apply(text, edits)


@given(strategies.contents(_NOTES), st.data())
def test_edits_keep_links_notes_and_what_they_do_not_touch(content: walk.Content, data: st.DataObject) -> None:
    text = walk.plain(content)
    edited = walk.edit(content, data.draw(edits_of(len(text))))

    def markup(run: walk.Content) -> list[object]:
        kinds = [node for node in walk.nodes(Paragraph(run)) if not isinstance(node, Text | LineBreak | Paragraph)]
        return [node if isinstance(node, NoteRef | Anchor) else replace(node, content=()) for node in kinds]

    assert markup(edited) == markup(content)


@pytest.mark.parametrize(
    ("content", "edit", "expected"),
    [
        ((Text("bravo!"),), Edit(5, 5, "\u202f"), (Text("bravo\u202f!"),)),
        ((Code((Text("f(x)"),)), Text("?")), Edit(4, 4, "\u202f"), (Code((Text("f(x)"),)), Text("\u202f?"))),
        (
            (Text("«"), Emphasis((Text("oui"),))),
            Edit(1, 1, "\u00a0"),
            (Text("«"), Text("\u00a0"), Emphasis((Text("oui"),))),
        ),
        ((Strong((Text("ab"),)), Text("cd")), Edit(1, 3, "X"), (Strong((Text("aX"),)), Text("d"))),
        ((Text("a"), LineBreak(), Text("b")), Edit(1, 2, " "), (Text("a"), Text(" "), Text("b"))),
        ((LineBreak(), Text("b")), Edit(0, 0, "X"), (Text("X"), LineBreak(), Text("b"))),
        ((Text("a"), LineBreak()), Edit(2, 2, "X"), (Text("a"), LineBreak(), Text("X"))),
        ((Text("a"), LineBreak(), Text("b")), Edit(1, 2, "\nX"), (Text("a"), LineBreak(), Text("X"), Text("b"))),
        ((Text("mot"), NoteRef("1"), Text(";")), Edit(3, 3, "\u202f"), (Text("mot"), NoteRef("1"), Text("\u202f;"))),
        ((Text("a"),), Edit(1, 1, "X"), (Text("aX"),)),
        ((Emphasis((Text("a"),)),), Edit(1, 1, "X"), (Emphasis((Text("a"),)), Text("X"))),
        ((), Edit(0, 0, "X"), (Text("X"),)),
    ],
)
def test_an_edit_lands_where_it_starts_and_outside_of_markup(
    content: walk.Content, edit: Edit, expected: walk.Content
) -> None:
    assert walk.edit(content, (edit,)) == expected


def test_no_edits_change_nothing() -> None:
    assert walk.edit(_RUN, ()) is _RUN


def test_code_and_foreign_words_are_frozen() -> None:
    content: walk.Content = (
        Text("a"),
        Strong((Text("b"), LineBreak(), Code((Text("cd"),)))),
        NoteRef("1"),
        Foreign("en", (Text("ef"),)),
    )
    assert walk.frozen_ranges(content) == ((3, 5), (5, 7))


def test_every_outermost_run_is_changed_in_document_order() -> None:
    article = Article(
        Metadata("Titre"),
        blocks=(Quote((Paragraph((Text("cité"),)),), (Text("par lui"),)),),
        sections=(Section("section-1", Heading((Emphasis((Text("Intertitre"),)),)), 1),),
        sources=(Source((Text("Une source"),), authors=("Elle",)),),
    )
    seen: list[tuple[str, str]] = []

    def shout(parent: object, content: walk.Content) -> walk.Content:
        seen.append((type(parent).__name__, walk.plain(content)))
        return (Text(walk.plain(content).upper()),)

    changed = walk.map_content(article, shout)
    assert seen == [("Paragraph", "cité"), ("Quote", "par lui"), ("Heading", "Intertitre"), ("Source", "Une source")]
    assert walk.words(changed) == "CITÉ\nPAR LUI\nINTERTITRE\nUNE SOURCE"
    assert changed.sources[0].authors == ("Elle",)


@given(strategies.articles())
def test_sentences_can_be_taken_away_again(article: Article) -> None:
    prepared = prepare(article, FRENCH)
    bare = walk.map_content(prepared, lambda _, content: walk.without_sentences(content))
    assert not list(walk.sentences(bare))
    assert list(walk.sentences(prepared)) or not walk.words(article)


def test_sentences_are_taken_out_of_markup_too() -> None:
    inner: tuple[Inline, ...] = (Sentence("s1", (Text("Oui."),)), LineBreak())
    content: walk.Content = (Link("https://exemple.fr", inner), NoteRef("1"), Abbreviation("x", (Text("X"),)))
    assert walk.without_sentences(content) == (Link("https://exemple.fr", (Text("Oui."), LineBreak())), *content[1:])


def test_sources_are_gathered_under_their_labels() -> None:
    one, two, three = (
        Source((Text(name),), group=group) for name, group in (("un", "A"), ("deux", "A"), ("trois", None))
    )
    article = Article(Metadata("Titre"), sources=(one, two, three))
    assert walk.source_groups(article) == (("A", (one, two)), (None, (three,)))
    assert walk.source_groups(Article(Metadata("Titre"))) == ()


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ((Text("Le phare"), LineBreak(), Text("et ses gardiens")), "Le phare et ses gardiens"),
        ((Text("Le phare "), LineBreak(), Text(" et ses gardiens")), "Le phare et ses gardiens"),
        ((Text("Le phare"), LineBreak(), LineBreak(), Text("et ses gardiens")), "Le phare et ses gardiens"),
        ((Strong((Text("Le phare"), LineBreak())), Text(", sa lampe")), "Le phare, sa lampe"),
        ((Text("Le phare"), LineBreak(), Text("\u00a0: sa lampe")), "Le phare\u00a0: sa lampe"),
        ((Text("Le phare"), LineBreak()), "Le phare"),
    ],
)
def test_a_break_is_one_space_where_words_stand_on_one_line(content: walk.Content, line: str) -> None:
    assert walk.line(content) == line


def test_runs_are_those_of_paragraphs_cells_and_attributions() -> None:
    quote = Quote((Paragraph((Text("Oui."),)),), (Text("Ana"),))
    assert walk.runs(quote) == ((Text("Oui."),), (Text("Ana"),))
