from __future__ import annotations

from xml.etree import ElementTree

import pytest

from exporter.model import Article, Foreign, Link, Metadata, Paragraph, Text
from exporter.writers.pdf import anchors
from tests.writers.pdf import reading, rules


@pytest.mark.parametrize(
    ("html", "joined"),
    [
        ('<p><a href="x">A. </a><a href="x">B.</a> C</p>', '<p><a href="x">A. B.</a> C</p>'),
        ('<p><a href="x">A<b>b</b>c</a><a href="x">d<i>e</i></a></p>', '<p><a href="x">A<b>b</b>cd<i>e</i></a></p>'),
        (
            '<p><a href="x">a </a><span lang="en"><a href="x">b</a></span><a href="x"> c</a></p>',
            '<p><a href="x">a <span lang="en">b</span> c</a></p>',
        ),
        ('<p><a href="x">a</a> <a href="x">b</a></p>', None),
        ('<p><a href="x">a</a><a href="y">b</a></p>', None),
        ('<p><span lang="en">a <a href="x">b</a></span></p>', None),
        ('<p><span lang="en"><a href="x">b</a> c</span></p>', None),
    ],
)
def test_pieces_of_a_link_are_joined(html: str, joined: str | None) -> None:
    root = ElementTree.fromstring(html)  # noqa: S314 - the test's own
    anchors.join(root)
    assert ElementTree.tostring(root, encoding="unicode") == (joined or html)


def test_a_link_over_sentences_and_languages_is_one() -> None:
    words = (Text("Lisez-le. C’est « "), Foreign("en", (Text("The Long Flood"),)), Text(" ». Il est court."))
    link = Link("https://a.example/", words)
    data, _ = reading.make(Article(Metadata("T"), blocks=(Paragraph((Text("Ici\u00a0: "), link, Text(" Fin."))),)))
    read = reading.read(data)
    (found,) = read.root.find("Link")
    (annotation,) = found.links
    assert str(annotation.Contents) == "Lisez-le. C’est « The Long Flood ». Il est court."
    assert [str(part.entries["/Lang"]) for part in found.find("Span")] == ["en"]
    assert rules.faults(data) == []
