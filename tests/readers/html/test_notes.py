"""Notes: calls lead to them, and their words stand nowhere else."""

from __future__ import annotations

import pytest

from exporter import walk
from exporter.model import NoteRef
from tests.readers.html import browser
from tests.readers.html.browser import PROSE, page

CALL = "<p>Le toit vient de loin<sup><a href='#n1' id='a1'>1</a></sup>, dit-on au village depuis toujours.</p>"


@pytest.mark.parametrize(
    ("call", "note"),
    [
        ("<sup><a href='#n1'>1</a></sup>", "<ol><li id='n1'>De l’autre vallée. <a href='#a1'>↩</a></li></ol>"),
        ("<a href='#n1'>[1]</a>", "<div><p id='n1'>[1] De l’autre vallée.</p></div>"),
        ("<span>[<a href='#n1'>1</a>]</span>", "<p><a name='n1' href='#a1'>1</a>. De l’autre vallée.</p>"),
        ("<a href='#n1' class='spip_note'>1</a>", "<div id='n1'><p><a href='#a1'>[1]</a> De l’autre vallée.</p></div>"),
    ],
)
def test_a_note_is_found_where_its_call_leads(call: str, note: str) -> None:
    body = f"{PROSE}<p>Le toit vient de loin{call}, dit-on au village depuis toujours.</p><h2>Notes</h2>{note}"
    article = browser.article(page(body))
    assert [walk.words(one).split("\n") for one in article.notes] == [["De l’autre vallée."]]
    assert [node.note for node in walk.nodes(article) if isinstance(node, NoteRef)] == ["note-1"]
    assert "vallée" not in str(article.blocks)
    assert article.sections == ()


def test_a_link_to_a_place_above_is_no_call() -> None:
    article = browser.article(page(f"<p id='n1'>Le toit vient de la vallée voisine, dit-on.</p>{PROSE}{CALL}"))
    assert article.notes == ()


def test_two_calls_share_a_note() -> None:
    again = CALL.replace("Le toit", "La tuile").replace("id='a1'", "id='a2'")
    article = browser.article(page(f"{PROSE}{CALL}{again}<ul><li id='n1'>De l’autre vallée.</li></ul>"))
    assert len(article.notes) == 1
    assert len([node for node in walk.nodes(article) if isinstance(node, NoteRef)]) == 2
