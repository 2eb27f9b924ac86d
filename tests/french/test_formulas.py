"""Formulas as French teachers read them: ``formulas.txt``, where anyone can add a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.french import FRENCH
from exporter.model import Formula
from exporter.neutral import NEUTRAL
from exporter.readers.press.formulas import from_tex

LINES = [
    tuple(part.strip().replace("¦", "|") for part in line.split(" | "))
    for line in Path(__file__).with_name("formulas.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def _formula(inner: str) -> Formula:
    return Formula(f"<math>{inner}</math>", ())


@pytest.mark.parametrize(("tex", "signs", "said"), LINES)
def test_a_formula_is_written_on_one_line_and_said_in_words(tex: str, signs: str, said: str) -> None:
    formula = from_tex(tex)
    assert formula is not None
    (text,) = formula.content
    assert text.text == signs  # type: ignore[union-attr]  # a formula's content is its signs
    assert FRENCH.formula(formula.mathml) == said


def test_there_are_formulas_of_every_kind() -> None:
    assert len(LINES) >= 80


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        ("<msup><mi>x</mi><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></msup><mi>y</mi>", "x puissance a plus b, y"),
        (
            "<mroot><mi>x</mi><mn>4</mn></mroot><mroot><mi>x</mi><mn>5</mn></mroot>",
            "racine quatrième de x racine cinquième de x",
        ),
        ("<msqrt><msqrt><mi>x</mi></msqrt></msqrt>", "racine carrée de, racine carrée de x, fin de racine"),
        ("<munder><mi>max</mi><mi>x</mi></munder><mi>f</mi>", "maximum, pour x, de f"),
        ("<munder><mi>A</mi><mi>n</mi></munder>", "A indice n"),
        ("<mover><mi>A</mi><mi>k</mi></mover>", "A puissance k"),
        ("<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>", "x indice un au carré"),
        ("<munderover><mi>lim</mi><mi>x</mi><mi>y</mi></munderover>", "limite, quand x, de"),
        ("<mi>Ω</mi><mi>ω</mi><mo>Σ</mo>", "oméga majuscule oméga Σ"),
        ('<mn>1x</mn><ms>texte</ms><mspace width="1em"/><mi>∞</mi>', "1x texte l'infini"),
        ("<mo>(</mo><mi>a</mi>", "ouvrez la parenthèse a"),
        ("<mi>P</mi><mi>MW</mi><mtext>kWh</mtext>", "P M W kilowattheures"),
        ("<mi>a</mi><mo>(</mo><mo>)</mo>", "a fois ouvrez la parenthèse,, fermez la parenthèse"),
    ],
)
def test_what_is_rarely_written_is_said_too(inner: str, said: str) -> None:
    assert FRENCH.formula(f"<math>{inner}</math>") == said.replace(",,", ",")


def test_a_language_without_words_for_formulas_has_none() -> None:
    assert NEUTRAL.formula("<math><mi>x</mi></math>") == ""
