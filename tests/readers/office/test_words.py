"""No word is lost: each of a document is in the article, or is reported as left out."""

from __future__ import annotations

import re
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from exporter import canon
from exporter.errors import ReadError
from exporter.ports import Original
from exporter.readers import book
from exporter.readers.office import docx, odt
from tests.readers.book import book as books
from tests.readers.desk import Desk
from tests.readers.office import opentext, word

_WORD = (
    "<w:p><w:pPr><w:pStyle w:val='{}'/></w:pPr>",
    ("Titre", "Sous-titre", "Titre1", "Titre2", "Citation", "Lgende", "Code", "TM1", "Puces", "Puces2", "Normal"),
)
_BOX = "<v:textbox><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></v:textbox>"
_RUNS = (
    "<w:r><w:t>{}</w:t></w:r>",
    "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>",
    "<w:ins><w:r><w:t>{}</w:t></w:r></w:ins>",
    "<w:del><w:r><w:delText>{}</w:delText></w:r></w:del>",
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r>",
    "<w:hyperlink w:anchor='x'><w:r><w:t>{}</w:t></w:r></w:hyperlink>",
    "<w:r><w:br/></w:r><w:r><w:t>{}</w:t></w:r>",
    "<w:smartTag><w:r><w:t xml:space='preserve'> {} </w:t></w:r></w:smartTag>",
    f"<w:r><w:pict><v:shape>{_BOX}</v:shape></w:pict></w:r>",
)
_ITEM = "<text:list><text:list-item>{}</text:list-item></text:list>"
_CELL = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
_BODY = "<text:note-body><text:p>{}</text:p></text:note-body>"
_NOTE = f"<text:note><text:note-citation>1</text:note-citation>{_BODY}</text:note>"
_ODT = (
    "<text:p>{}</text:p>",
    "<text:h text:outline-level='1'>{}</text:h>",
    "<text:p text:style-name='Title'>{}</text:p>",
    "<text:p text:style-name='Quotations'>{}</text:p>",
    "<text:p text:style-name='Caption'>{}</text:p>",
    "<text:p><text:span text:style-name='cache'>{}</text:span></text:p>",
    "<text:p text:style-name='P4'>{}</text:p>",
    _ITEM.format("<text:p>{}</text:p>" + _ITEM.format("<text:h>{}</text:h>")),
    "<text:p><draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame></text:p>",
    f"<table:table><table:table-row>{_CELL}{_CELL}</table:table-row></table:table>",
    "<text:section><text:h>{}</text:h><text:p>{}</text:p></text:section>",
    "<text:p>{}" + _NOTE + "</text:p>",
)
_BOOK = (
    "<p>{}</p>", "<h1>{}</h1>", "<h2>{}</h2>", "<div>{}<p>{}</p></div>", "<ul><li>{}<ol><li>{}</li></ol></li></ul>",
    "<blockquote>{}<p class='attribution'>{}</p></blockquote>", "<table><tr><td>{}</td><td>{}</td></tr></table>",
    "<table><tr><td>{}</td></tr></table>",
    "<figure><figcaption>{} <span class='credit'>{}</span></figcaption></figure>",
    "<dl><dt>{}</dt><dd>{}</dd></dl>", "<pre>{}</pre>", "<p class='subtitle'>{}</p>", "<p class='byline'>{}</p>",
    "<p class='date'>{}</p>", "<nav>{}</nav>", "<section epub:type='colophon'>{}</section>", "<p><b>{}</b></p>",
    "<aside epub:type='footnote'>{}</aside>", "<p epub:type='notice'>{}</p>", "<div class='lead'><p>{}</p>{}</div>",
)  # fmt: skip


def _filled(templates: list[str]) -> tuple[str, set[str]]:
    """Templates with a word of its own in each place, and the words."""
    numbers = count(1)
    text = re.sub(r"\{\}", lambda _: f"mot{next(numbers)}fin", "".join(templates))
    return text, set(re.findall(r"mot\d+fin", text))


def _missing(reader: object, data: bytes, words: set[str]) -> set[str]:
    """The words that are neither in the article nor reported; none of a document without text."""
    desk = Desk()
    try:
        article = reader.read(Original("article.bin", data), desk)  # type: ignore[attr-defined]  # a reader's module
    except ReadError:
        return set()
    told = canon.dumps(article) + "\n".join(event.text for event in desk.dropped)
    return words - set(re.findall(r"mot\d+fin", told))


@given(st.lists(st.tuples(st.sampled_from(_WORD[1]), st.lists(st.sampled_from(_RUNS), max_size=3)), max_size=8))
def test_of_a_word_document(paragraphs: list[tuple[str, list[str]]]) -> None:
    body, words = _filled([_WORD[0].format(style) + "".join(runs) + "</w:p>" for style, runs in paragraphs])
    assert _missing(docx, word.document(body), words) == set()


@given(st.lists(st.sampled_from(_ODT), max_size=10))
def test_of_an_opendocument_text(parts: list[str]) -> None:
    body, words = _filled(parts)
    assert _missing(odt, opentext.document(body), words) == set()


@given(st.lists(st.sampled_from(_BOOK), max_size=10))
def test_of_a_book(parts: list[str]) -> None:
    body, words = _filled(parts)
    assert _missing(book, books.epub({"t.xhtml": books.page(body)}), words) == set()
