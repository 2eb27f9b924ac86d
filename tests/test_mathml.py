"""Formulas in MathML: what is kept, and how they are written on one line."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from exporter import canon, mathml, walk
from exporter.errors import ReadError
from exporter.model import Article, Formula, Metadata, Paragraph, Text


def _cleaned(markup: str) -> str:
    return mathml.written(mathml.cleaned(ElementTree.fromstring(markup)))  # noqa: S314 - ours


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        (
            '<math xmlns="http://www.w3.org/1998/Math/MathML" onclick="x()"><mi href="javascript:x">x</mi></math>',
            "<math><mi>x</mi></math>",
        ),
        (
            "<math><semantics><mrow><mi>x</mi></mrow><annotation encoding='tex'>x</annotation></semantics></math>",
            "<math><mrow><mi>x</mi></mrow></math>",
        ),
        (
            "<math><mfenced open='[' separators=';'><mi>a</mi><mi>b</mi></mfenced></math>",
            "<math><mrow><mo>[</mo><mi>a</mi><mo>;</mo><mi>b</mi><mo>)</mo></mrow></math>",
        ),
        ("<math><mfrac><mi>a</mi></mfrac></math>", "<math><mfrac><mi>a</mi><mrow/></mfrac></math>"),
        (
            "<math><msup><mi>a</mi><mi>b</mi><mi>c</mi></msup></math>",
            "<math><msup><mi>a</mi><mrow><mi>b</mi><mi>c</mi></mrow></msup></math>",
        ),
        ("<math><script>alert(1)</script><mi>x</mi></math>", "<math><mtext>alert(1)</mtext><mi>x</mi></math>"),
        ("<math><b><mi>x</mi><mi>y</mi></b></math>", "<math><mrow><mi>x</mi><mi>y</mi></mrow></math>"),
        (
            "<math><mtable><mlabeledtr><mi>x</mi></mlabeledtr></mtable></math>",
            "<math><mtable><mtr><mtd><mi>x</mi></mtd></mtr></mtable></math>",
        ),
        ("<math><!-- rien --><mi mathvariant=' bold '>x</mi></math>", '<math><mi mathvariant="bold">x</mi></math>'),
    ],
)
def test_a_formula_is_cleaned(markup: str, kept: str) -> None:
    assert _cleaned(markup) == kept
    assert mathml.written(mathml.parsed(kept)) == kept


@pytest.mark.parametrize(
    "markup",
    [
        "<math/>",
        "<mi>x</mi>",
        "<math><mspace/></math>",
        "<math><mi>" + "x" * 60_000 + "</mi></math>",
        "<math>" + "<mrow>" * 70 + "<mi>x</mi>" + "</mrow>" * 70 + "</math>",
    ],
)
def test_what_says_nothing_or_too_much_is_refused(markup: str) -> None:
    with pytest.raises(ValueError, match="formula"):
        _cleaned(markup)


@pytest.mark.parametrize(
    "markup",
    [
        '<!DOCTYPE math [<!ENTITY a "b">]><math><mi>&a;</mi></math>',
        "<math><mi>x</math>",
        '<math onclick="x()"><mi>x</mi></math>',
        "<math>" + "<mrow>" * 5000 + "</mrow>" * 5000 + "</math>",
    ],
)
def test_a_document_cannot_hold_another_form(markup: str) -> None:
    with pytest.raises(ValueError, match="formula"):
        Formula(markup, ())
    article = Article(Metadata("T"), blocks=(Paragraph((Formula("<math><mi>x</mi></math>", (Text("x"),)),)),))
    written = canon.dumps(article)
    assert canon.loads(written) == article
    with pytest.raises(ReadError):
        canon.loads(written.replace("<math><mi>x</mi></math>", markup.replace('"', "'")))


@pytest.mark.parametrize(
    ("inner", "line"),
    [
        ("<mi>x</mi><mo>+</mo><mi>y</mi>", "x + y"),
        ("<mo>−</mo><mi>x</mi>", "−x"),
        ("<mn>2</mn><mo>\u2062</mo><mi>x</mi>", "2x"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac><mi>x</mi>", "(a + b)/2 x"),
        (
            "<mfrac><mrow><mo>(</mo><mi>a</mi><mo>)</mo><mo>(</mo><mi>b</mi><mo>)</mo></mrow><mn>2</mn></mfrac>",
            "((a)(b))/2",
        ),
        ("<msup><mi>x</mi><mo>*</mo></msup>", "x*"),
        ("<msub><mi>x</mi><mi>max</mi></msub>", "xₘₐₓ"),
        ("<mmultiscripts><mi>C</mi><mn>1</mn><none/><mprescripts/><mn>2</mn></mmultiscripts>", "C12"),
        ("<mover><mi>abcdef</mi><mo>→</mo></mover>", "abcdef\u20d7"),
        ("<mi>si</mi><mi>x</mi>", "si x"),
    ],
)
def test_a_formula_on_one_line(inner: str, line: str) -> None:
    assert mathml.linear(mathml.parsed(f"<math>{inner}</math>")) == line


def test_a_formula_is_never_cut() -> None:
    formula = Formula("<math><mi>x</mi><mo>.</mo><mi>y</mi></math>", (Text("x. y"),))
    content = (Text("Soit "), formula, Text(" donc."))
    assert walk.whole_ranges(content) == ((5, 9),)
    left, right = walk.split(content, (7, 15))
    assert formula in left
    assert walk.plain(right).strip() == "donc."
