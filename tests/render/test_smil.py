"""SMIL: times and names as EPUB has them."""

from __future__ import annotations

import pytest
from lxml import etree

from exporter.render.overlay import Par, Seq
from exporter.render.smil import clock, document


@pytest.mark.parametrize(
    ("milliseconds", "written"),
    [(0, "0:00:00.000"), (59_999, "0:00:59.999"), (60_000, "0:01:00.000"), (36_061_007, "10:01:01.007")],
)
def test_times_are_full_clock_values(milliseconds: int, written: str) -> None:
    assert clock(milliseconds) == written


def test_a_document_names_its_text_and_its_sounds() -> None:
    figure = Seq("f1", "figure", (Par("s1", 0, 500, "section-1"),))
    root = Seq("", "", (Par("title", 0, 1500, "opening"), figure, Seq("x", "", ())))
    tree = etree.fromstring(document(root, "a.xhtml", {"opening": "audio/a.mp3", "section-1": "audio/b.mp3"}))
    (body,) = tree
    kinds = "{http://www.idpf.org/2007/ops}"
    assert body.get(f"{kinds}textref") == "a.xhtml"
    par, pictured, plain = body
    assert [dict(child.attrib) for child in par] == [
        {"src": "a.xhtml#title"},
        {"src": "audio/a.mp3", "clipBegin": "0:00:00.000", "clipEnd": "0:00:01.500"},
    ]
    assert (pictured.get(f"{kinds}textref"), pictured.get(f"{kinds}type")) == ("a.xhtml#f1", "figure")
    assert [audio.get("src") for audio in pictured.iter("{*}audio")] == ["audio/b.mp3"]
    assert plain.get(f"{kinds}type") is None
