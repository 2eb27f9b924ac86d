"""Drawings: what is drawn stays, what runs, fetches or draws without end goes."""

from __future__ import annotations

import pytest
from lxml import etree

from exporter.errors import ResourceError
from exporter.render.pictures import is_drawing
from exporter.render.vectors import Drawing, drawing

LARGEST = (1000, 1000)


def _made(inner: str, attributes: str = 'viewBox="0 0 400 200"', *, flat: bool = False) -> Drawing:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>{inner}</svg>'
    )
    return drawing(svg.encode(), LARGEST, flat=flat)


def _text(inner: str, *, flat: bool = False) -> str:
    return _made(inner, flat=flat).data.decode()


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        '<rect width="9" height="9" onclick="alert(1)"/>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">alert</p></foreignObject>',
        '<image href="http://exemple.fr/alert.png"/>',
        '<use href="http://exemple.fr/alert.svg#a"/>',
        '<a href="javascript:alert(1)"><rect width="9" height="9"/></a>',
        '<rect width="9" height="9" fill="url(http://exemple.fr/alert)"/>',
        '<rect width="9" height="9" style="fill: u\\72l(alert)"/>',
        '<style>@import "alert.css"; rect { fill: url(alert.png) }</style><rect width="9" height="9"/>',
        '<set attributeName="href" to="javascript:alert(1)"/>',
        '<text font-family="url(alert)">marée</text>',
        '<g xmlns:h="http://www.w3.org/1999/xhtml"><h:img src="alert"/></g>',
    ],
)
def test_nothing_runs_and_nothing_is_fetched(inner: str) -> None:
    assert "alert" not in _text(inner)


def test_what_is_drawn_stays() -> None:
    made = _made(
        '<title>Marées</title><polyline points="10,150 80,60" stroke="#05a"/>'
        '<text x="20">Hauteur <tspan>(m)</tspan> à</text>'
    )
    root = etree.fromstring(made.data)
    assert [etree.QName(one).localname for one in root] == ["title", "polyline", "text"]
    assert root[1].get("stroke") == "#05a"
    assert "".join(root.itertext()) == "MaréesHauteur (m) à"
    assert (made.width, made.height, made.lost) == (400, 200, ())


def test_what_is_left_out_is_told_once() -> None:
    made = _made("<foreignObject/><foreignObject/><script/><metadata/>")
    assert made.lost == ("foreignObject", "script")


def test_words_after_what_is_left_out_stay() -> None:
    assert "avant après" in _text("<text>avant<script/> après</text>")


def test_style_sheets_become_attributes_the_stronger_selector_last() -> None:
    rules = "#a { fill: red } .b, i > j { fill: blue; stroke: lime } rect { fill: black; x-y: 1 } * { opacity: .5 }"
    sheet = f"<style>{rules}</style>"
    root = etree.fromstring(
        _text(f'{sheet}<rect id="a" class="b"/><rect class="b"/><rect style="fill: teal"/>').encode()
    )
    assert [one.get("fill") for one in root] == ["red", "blue", "teal"]
    assert [one.get("stroke") for one in root] == ["lime", "lime", None]
    assert {one.get("opacity") for one in root} == {".5"}


def test_references_inside_of_the_drawing_stay() -> None:
    inner = '<defs><path id="g" d="M0 0"/></defs><use xlink:href="#g" fill="url(#couleur)"/>'
    assert '<use fill="url(#couleur)" xlink:href="#g"/>' in _text(inner)


def test_a_small_file_does_not_draw_without_end() -> None:
    levels = "".join(f'<g id="n{n + 1}">' + f'<use href="#n{n}"/>' * 10 + "</g>" for n in range(9))
    assert _text(f'<rect id="n0" width="1" height="1"/>{levels}').count("<use") == 10  # those of the first level
    assert "<use" not in _text('<g id="a"><use href="#a"/></g><use href="#rien"/>')
    many = '<g id="m">' + "<rect/>" * 1000 + "</g>" + "<use href='#m'/>" * 100
    with pytest.raises(ResourceError, match="too large"):
        _made(many)


def test_entities_do_not_grow() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "alerte"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    svg = f'{bomb}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>mer&b;&f; calme</text></svg>'
    assert "mer calme" in drawing(svg.encode(), LARGEST).data.decode()


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="400" height="200"', (400, 200)),
        ('width="5cm" viewBox="0 0 10 5"', (189, 94)),
        ('height="1in" viewBox="0,0,10,5"', (192, 96)),
        ('width="100%" viewBox="0 0 30 60"', (30, 60)),
        ('width="1e99" height="x" viewBox="0 0 4000 1000"', (1000, 250)),
    ],
)
def test_a_drawing_keeps_its_size_within_bounds(attributes: str, size: tuple[int, int]) -> None:
    made = _made("", attributes)
    assert (made.width, made.height) == size


@pytest.mark.parametrize("attributes", ["", 'width="100%"', 'viewBox="0 0 0 9"', 'viewBox="0 0 nan inf"'])
def test_a_drawing_without_a_size_is_refused(attributes: str) -> None:
    with pytest.raises(ResourceError, match="nothing of its size"):
        _made("", attributes)


@pytest.mark.parametrize("data", [b"<svg", b"<svg/>", b"<html><svg xmlns='http://www.w3.org/2000/svg'/></html>"])
def test_what_is_no_drawing_is_refused(data: bytes) -> None:
    assert is_drawing(data)
    with pytest.raises(ResourceError, match="no well-formed SVG"):
        drawing(data, LARGEST)


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    with pytest.raises(ResourceError, match="too large"):
        drawing(b"<svg>" + b" " * 2_000_001, LARGEST)


def test_gradients_become_one_colour_where_they_cannot_be_printed() -> None:
    stops = '<stop stop-color="red"/><stop stop-color="teal"/>'
    inner = f'<linearGradient id="a">{stops}</linearGradient><rect fill="url(#a)"/>'
    assert 'fill="teal"' in _text(inner, flat=True)
    assert 'fill="url(#a)"' in _text(inner)


def test_of_typefaces_the_generic_family_stays() -> None:
    assert 'font-family="serif"' in _text('<text font-family="Garamond, serif">a</text>')
    assert 'font-family="sans-serif"' in _text('<text style="font-family: Frutiger">a</text>')


def test_markers_draw_nothing_that_draws_more() -> None:
    made = _text('<marker id="m"><path d="M0 0" marker-end="url(#m)"/></marker><path d="M1 1" marker-end="url(#m)"/>')
    assert made.count("marker-end") == 1
