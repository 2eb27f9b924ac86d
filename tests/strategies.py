"""Hypothesis strategies for articles: every node of the model, in every place where the model allows it.

The articles are as readers hand them over: outlined, not yet prepared. Their words are words (letters, French
punctuation, the characters that formats must escape), without the control characters that readers remove.
"""

from __future__ import annotations

import calendar
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from exporter import model
from exporter.passes.outline import outline

if TYPE_CHECKING:
    from exporter.model import Article, Block, Inline

    Content = tuple[Inline, ...]

_WORDS = (
    "Paris", "l’eau", "aujourd’hui", "œuvre", "À", "2026", "3,5", "1er", "M.", "n°", "«\u00a0port\u00a0»", "—", "…",
    "café.", "Vraiment\u202f?", "Non\u202f!", "ainsi\u00a0:", "(ici)", "https://exemple.fr/a?b=1&c=2", "<b>", "&amp;",
    "]]>", '"guillemets"', "*étoile*", "# dièse", "😀", "Ελλάδα", "Москва", "עברית", "e\u0301", "OTAN", "12 %", "\\n",
    "-->", "'", "{{ x }}", "%s", "x_1",
)  # fmt: skip
FORMULAS = (
    model.Formula("<math><mi>x</mi><mo>=</mo><mn>3</mn></math>", (model.Text("x = 3"),), "x = 3"),
    model.Formula("<math><mi>y</mi><mo>−</mo><mn>25</mn></math>", (model.Text("y − 25"),), display=True),
)
"""Whose signs on one line are those of their MathML, in its order."""
_LANGUAGES = ("en", "de", "es", "it", "fr", "fr-CA", "ru")
_URLS = (
    "https://exemple.fr/article",
    "http://exemple.org/?a=1&b=2",
    "mailto:redaction@exemple.fr",
    "#section-1",
    "#place-1",
)
_ROLES = ("image", "photo", "illustration", "video", "translation", "text", "infographie")


@cache
def texts(*, most: int = 6) -> st.SearchStrategy[str]:
    """Some words, with single spaces between them."""
    anything = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=4)
    word = st.one_of(st.sampled_from(_WORDS), st.sampled_from(_WORDS), anything)
    return st.lists(word, min_size=1, max_size=most).map(" ".join)


@cache
def contents(notes: tuple[str, ...] = ()) -> st.SearchStrategy[Content]:
    """A run of inline nodes that holds at least one `Text`; calls only the notes that are given."""
    leaves: list[st.SearchStrategy[Inline]] = [st.builds(model.Text, texts()), st.just(model.LineBreak())]
    leaves.append(st.just(model.Anchor("place-1")))
    if notes:
        leaves.append(st.sampled_from(notes).map(model.NoteRef))
    inline = st.recursive(st.one_of(leaves), _marked, max_leaves=4)
    first = st.builds(model.Text, texts())
    return st.builds(lambda text, rest: (text, *rest), first, st.lists(inline, max_size=3))


def _marked(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    content = st.lists(inner, min_size=1, max_size=2).map(tuple)
    return st.one_of(
        st.builds(model.Emphasis, content),
        st.builds(model.Strong, content),
        st.builds(model.Superscript, content),
        st.builds(model.Subscript, content),
        st.builds(model.SmallCapitals, content),
        st.sampled_from(FORMULAS),
        st.builds(model.Deleted, content),
        st.builds(model.Inserted, content),
        st.builds(model.Ruby, texts(most=2), texts(most=1).map(lambda word: (model.Text(word),))),
        st.builds(model.Code, content),
        st.builds(model.Link, st.sampled_from(_URLS), content),
        st.builds(model.Foreign, st.sampled_from(_LANGUAGES), content),
        st.builds(model.Abbreviation, texts(), content),
    )


@cache
def credits_(notes: tuple[str, ...] = ()) -> st.SearchStrategy[model.Credit]:
    """A credit, with its line or without."""
    return st.builds(model.Credit, st.sampled_from(_ROLES), texts(most=3), st.one_of(st.just(()), contents(notes)))


@cache
def alternatives() -> st.SearchStrategy[model.Alt]:
    """An alternative for an image."""
    return st.one_of(st.builds(model.Described, texts()), st.just(model.Decorative()), st.just(model.Missing()))


@cache
def figures(notes: tuple[str, ...] = ()) -> st.SearchStrategy[model.Figure]:
    """A figure with any of its three parts; its image is in no folder, as in a text that was scraped."""
    sides = st.none() | st.integers(1, model.LONGEST_SIDE)
    image = st.builds(
        model.Image, st.sampled_from(("photo.jpg", "https://exemple.fr/carte.png")), alternatives(), sides, sides
    )
    caption = st.builds(model.Caption, contents(notes))
    return st.builds(model.Figure, st.none() | image, st.none() | caption, st.none() | credits_(notes))


@cache
@st.composite
def tables(draw: st.DrawFn, notes: tuple[str, ...] = ()) -> model.Table:
    """A table whose rows are not always of the same length, with some cells that span."""
    span = st.sampled_from((1, 1, 1, 2))
    cell = st.builds(model.Cell, st.one_of(st.just(()), contents(notes)), st.booleans(), span, span)
    row = st.builds(model.Row, st.lists(cell, min_size=1, max_size=3).map(tuple))
    head = draw(st.lists(row, max_size=2).map(tuple))
    body = draw(st.lists(row, min_size=1, max_size=3).map(tuple))
    columns = st.lists(st.sampled_from(model.Alignment), max_size=3).map(tuple)
    return model.Table(head, body, draw(st.none() | st.builds(model.Caption, contents(notes))), draw(columns))


@cache
@st.composite
def verses(draw: st.DrawFn, notes: tuple[str, ...] = ()) -> model.Verse:
    """A poem of one or two stanzas, whose lines are set in or not."""
    indents = st.integers(0, 3)
    line = st.tuples(indents.map(model.LineBreak), contents(notes)).map(lambda pair: (pair[0], *pair[1]))
    stanza = st.builds(
        lambda first, lines, indent: model.Stanza((*first, *(node for one in lines for node in one)), indent),
        contents(notes),
        st.lists(line, max_size=3),
        indents,
    )
    stanzas = draw(st.lists(stanza, min_size=1, max_size=2).map(tuple))
    return model.Verse(stanzas, draw(st.one_of(st.just(()), contents(notes))))


@cache
def blocks(notes: tuple[str, ...] = ()) -> st.SearchStrategy[Block]:
    """A block of any kind, with blocks inside where the model has them."""
    leaf: st.SearchStrategy[Block] = st.one_of(
        st.builds(model.Paragraph, contents(notes)),
        figures(notes),
        tables(notes),
        st.builds(model.Preformatted, contents(notes), st.sampled_from((None, "python"))),
        verses(notes),
        st.just(model.Rule()),
    )
    return st.recursive(leaf, lambda inner: _nested(inner, notes), max_leaves=3)


def definitions(inner: st.SearchStrategy[Block], notes: tuple[str, ...]) -> st.SearchStrategy[list[model.Definition]]:
    """Terms, and what is said of them in blocks."""
    terms = st.lists(st.builds(model.Term, contents(notes)), min_size=1, max_size=2).map(tuple)
    some = st.lists(inner, min_size=1, max_size=2).map(tuple)
    told = st.lists(st.builds(model.Description, some), max_size=2).map(tuple)
    return st.lists(st.builds(model.Definition, terms, told), min_size=1, max_size=2)


def _nested(inner: st.SearchStrategy[Block], notes: tuple[str, ...]) -> st.SearchStrategy[Block]:
    some = st.lists(inner, min_size=1, max_size=2).map(tuple)
    item = st.builds(model.Item, some, st.none() | st.integers(0, 30), st.none() | st.booleans())
    items = st.lists(item, min_size=1, max_size=2).map(tuple)
    return st.one_of(
        st.builds(
            model.Listing, items, st.booleans(), st.integers(0, 12), st.sampled_from(model.Numbering), st.booleans()
        ),
        st.builds(model.Quote, some, st.one_of(st.just(()), contents(notes))),
        definitions(inner, notes).map(lambda items: model.DefinitionList(tuple(items))),
    )


@cache
@st.composite
def dates(draw: st.DrawFn) -> model.PartialDate:
    """A date of any precision."""
    year, month = draw(st.integers(1850, 2090)), draw(st.none() | st.integers(1, 12))
    day = None if month is None else draw(st.none() | st.integers(1, calendar.monthrange(year, month)[1]))
    return model.PartialDate(year, month, day)


@cache
@st.composite
def sources(draw: st.DrawFn) -> model.Source:
    """A source that was understood (its line holds its fields) or not (only its line)."""
    group = draw(st.sampled_from((None, "Sources", "Sources primaires", "Pour aller plus loin")))
    kind = draw(st.sampled_from(model.SourceKind))
    if draw(st.booleans()):
        return model.Source(draw(contents()), kind=kind, group=group)
    publisher, title = draw(texts(most=2)), draw(texts())
    date = draw(st.none() | dates())
    url = draw(st.none() | st.sampled_from(_URLS[:2]))
    line = " – ".join((publisher, title, *([str(date)] if date else []), *([url] if url else [])))
    language = draw(st.none() | st.sampled_from(_LANGUAGES))
    authors = draw(st.lists(texts(most=2), max_size=2).map(tuple))
    return model.Source((model.Text(line),), publisher, title, language, date, url, authors, kind, group)


@cache
@st.composite
def sections(draw: st.DrawFn, notes: tuple[str, ...] = (), depth: int = 2) -> model.Section:
    """A section, with subsections down to ``depth``."""
    heading = model.Heading(draw(contents(notes)))
    body = draw(st.lists(blocks(notes), max_size=2).map(tuple))
    inner = draw(st.lists(sections(notes, depth - 1), max_size=1).map(tuple)) if depth > 1 else ()
    return model.Section("", heading, 0, body, inner)


@cache
def metadata() -> st.SearchStrategy[model.Metadata]:
    """Metadata: a title, and any of the rest."""
    return st.builds(
        model.Metadata,
        title=texts(),
        language=st.just("fr"),
        subtitle=st.none() | texts(),
        kicker=st.none() | texts(most=2),
        authors=st.lists(st.builds(model.Person, texts(most=2), st.none() | texts(most=2)), max_size=3).map(tuple),
        publisher=st.none() | texts(most=2),
        published=st.none() | dates(),
        updated=st.none() | dates(),
        dateline=st.none() | texts(),
        reading_minutes=st.none() | st.integers(1, 90),
        url=st.none() | st.just(_URLS[0]),
        keywords=st.lists(texts(most=1), max_size=2).map(tuple),
    )


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """An article with any of its parts; every note's call has its note, not every note a call."""
    ids = tuple(f"note-{number}" for number in range(1, draw(st.integers(0, 2)) + 1))
    body = st.lists(blocks(ids), max_size=2).map(tuple)
    notes = tuple(
        model.Note(note, str(number), draw(st.lists(blocks(ids), min_size=1, max_size=2).map(tuple)))
        for number, note in enumerate(ids, 1)
    )
    notice = st.builds(model.Notice, st.sampled_from(model.NoticeKind), contents())
    article = model.Article(
        draw(metadata()),
        lead=draw(st.lists(st.builds(model.Paragraph, contents(ids)), max_size=1).map(tuple)),
        blocks=draw(body),
        sections=draw(st.lists(sections(ids), max_size=2).map(tuple)),
        sources=draw(st.lists(sources(), max_size=3).map(tuple)),
        credits=draw(st.lists(credits_(), max_size=2).map(tuple)),
        notices=draw(st.lists(notice, max_size=2).map(tuple)),
    )
    return outline(replace(article, notes=notes))
