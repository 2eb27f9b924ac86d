"""Formulas in words, as a French teacher reads them aloud: "E égale I sur D au carré e puissance moins alpha D".

Short parts run on; where the end of one could not be heard, it is said ("racine carrée de, h plus un, fin de racine").
Signs and names are in ``assets/french/formulas.toml``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from exporter import mathml
from exporter.french.numbers import number
from exporter.french.tables import table
from exporter.mathml import INVISIBLE, Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_BARS: Final = {"|": "valeur absolue", "∣": "valeur absolue", "‖": "norme", "∥": "norme"}
_FRACTIONS: Final = {
    ("1", "2"): "un demi",
    ("1", "3"): "un tiers",
    ("2", "3"): "deux tiers",
    ("1", "4"): "un quart",
    ("3", "4"): "trois quarts",
}
_CAPITALS: Final = re.compile(r"(?:[A-Z][a-z]?)+|.*\)")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?")
_SPACES: Final = re.compile(r"\s+")
_NAMED_FUNCTIONS: Final = frozenset("fghuvwFGHPEVφϕψΦΨΓζℙ𝔼")
"""Letters that functions usually have; after any other one a bracket is a factor: "n(n + 1)"."""
_BIG: Final = frozenset("∑∏∫∬∮⋃⋂")


def _of(kind: str) -> Mapping[str, str]:
    return table("formulas", kind)


def words(formula: str) -> str:
    """Say a formula, canonical MathML; raises `ValueError` for anything else."""
    said = _SPACES.sub(" ", _say(mathml.parsed(formula))).strip()
    return re.sub(r"(?: ?,)+", ",", re.sub(r" ([;.])", r"\1", said)).strip(" ,;")


def _say(node: Node) -> str:  # noqa: C901, PLR0911, PLR0912 - one case a kind of element
    children = node.children
    match node.name:
        case "mn":
            return _number(node.text)
        case "mi":
            return _identifier(node.text)
        case "mo":
            return _sign(node.text)
        case "mtext" | "ms":
            return _unit(node.text.strip())
        case "mfrac":
            return _fraction(node)
        case "msqrt":
            return _root("racine carrée", Node("mrow", "", children))
        case "mroot":
            degree = mathml.linear(children[1])
            return _root("racine cubique" if degree == "3" else f"racine {_rank(degree)}", children[0])
        case "msup":
            return _power(*children)
        case "msub":
            return _index(*children)
        case "msubsup" | "munderover":
            return _bounded(children[0], children[1], children[2])
        case "munder":
            return _bounded(children[0], children[1], None)
        case "mover":
            return _over(*children)
        case "mtable":
            return "; ".join(" ".join(map(_say, row.children)) for row in children)
        case "mspace" | "none" | "mprescripts":
            return ""
        case _:
            return _row(children)


def _number(text: str) -> str:
    return number(text) if _NUMBER.fullmatch(text) else text


def _unit(text: str) -> str:
    """A word, or the unit that it is the symbol of."""
    known = {**table("units", "masculine"), **table("units", "feminine")}.get(text) if len(text) > 1 else None
    if known is not None:
        return known.replace("(s)", "s")
    return " ".join(text) if text.isupper() and text.isascii() else _of("functions").get(text, text)


def _identifier(text: str) -> str:
    """A letter, a name or a function; a Greek capital is said to be one."""
    bare = unicodedata.normalize("NFKC", text.strip())  # letters of other faces too
    if bare.isupper() and bare.isascii() and len(bare) > 1:
        return " ".join(bare)
    if bare in _of("functions"):
        return _of("functions")[bare]
    if bare in _of("greek"):
        return _of("greek")[bare]
    if bare.lower() in _of("greek") and bare != bare.lower():
        return f"{_of('greek')[bare.lower()]} majuscule"
    if bare in _of("signs"):
        return _of("signs")[bare]
    return bare


def _sign(text: str) -> str:
    bare = text.strip(" " + INVISIBLE)
    if bare in _of("open") or bare in _of("close"):
        return _of("open").get(bare) or _of("close")[bare]
    return _of("signs").get(bare) if bare in _of("signs") else _of("functions").get(bare, _of("greek").get(bare, bare))  # type: ignore[return-value]


def _row(children: Sequence[Node]) -> str:
    """Say parts in turn; parentheses are said only where more than a name or a number stands in them."""
    children = tuple(_flat(children))
    said: list[str] = []
    index = 0
    while index < len(children):
        close = _closing(children, index)
        if close is not None:
            said.append(_enclosed(children, index, close, said[-1] if said else ""))
            index = close + 1
        else:
            system = (
                _bracket(children[index]) == "{" and index + 1 < len(children) and children[index + 1].name == "mtable"
            )
            said.append("système :" if system else _say(children[index]))
            index += 1
    return " ".join(filter(None, said))


def _flat(children: Iterable[Node]) -> Iterable[Node]:
    """The parts of a row, those of rows within it among them."""
    for child in children:
        if child.name == "mrow":
            yield from _flat(child.children)
        else:
            yield child


def _closing(children: Sequence[Node], index: int) -> int | None:
    """Where the bracket closes that opens at a place; None if none opens there."""
    depth = 0
    opening = _bracket(children[index])
    if opening not in _of("open") and opening not in _BARS:
        return None
    for place in range(index, len(children)):
        sign = _bracket(children[place])
        if opening in _BARS and sign == opening and place > index:
            return place
        depth += (sign in _of("open")) - (sign in _of("close"))
        if depth == 0 and sign in _of("close"):
            return place
    return None


def _bracket(node: Node) -> str:
    """The bracket that a node is, be it with a power ("(x + 1)²"), or another sign; empty for anything else."""
    if node.name in ("msup", "msub", "msubsup"):
        base = node.children[0]
        return base.text.strip() if base.name == "mo" and base.text.strip() in _of("close") else ""
    return node.text.strip() if node.name == "mo" else ""


def _enclosed(children: Sequence[Node], start: int, end: int, before: str) -> str:
    """What stands in brackets: a function's argument, a matrix, a value between bars, a part to be kept together."""
    inner = children[start + 1 : end]
    if _bracket(children[start]) in _BARS:
        return f"{_BARS[_bracket(children[start])]} de {_row(inner)}"
    if len(inner) == 1 and inner[0].name == "mtable":
        return _matrix(inner[0].children)
    previous = next((one for one in reversed(children[:start]) if one.name != "mspace"), None)
    function = previous is not None and _is_function(previous)
    parts = [one for one in inner if one.name != "mspace"]
    listed = previous is not None and any(_bracket(one) in (",", ";") for one in parts)
    if parts and (listed or (function and len(parts) == 1)):
        return _row(inner) if before.endswith(" de") else f"de {_row(inner)}"
    times = "fois " if _counts(previous) and not function and before[-2:] != "de" else ""
    if len(parts) == 1 and children[end].name == "mo":
        return times + _row(inner)
    lead = "de, " if function and not before.endswith(" de") else times
    return f"{lead}{_sign(_bracket(children[start]))}, {_row(inner)}, {_say(children[end])},"


def _counts(node: Node | None) -> bool:
    """Tell whether a part before a bracket is a factor: no sign, no symbol of an element."""
    return node is not None and node.name != "mtext" and not _bracket(node)


def _is_function(node: Node) -> bool:
    """Tell what a bracket after it holds the argument of: a letter or a name, with or without a prime."""
    base = node.children[0] if node.name in ("msup", "msub", "msubsup") else node
    return base.name == "mi" and (base.text.strip() in _of("functions") or base.text.strip() in _NAMED_FUNCTIONS)


def _fraction(node: Node) -> str:
    upper, lower = node.children
    if node.get("linethickness").startswith("0"):
        return f"{_row((lower,))} parmi {_row((upper,))}"
    plain = (mathml.linear(upper), mathml.linear(lower))
    if plain in _FRACTIONS:
        return _FRACTIONS[plain]
    derived = re.fullmatch(r"[d∂](.*)", plain[0]), re.fullmatch(r"[d∂](.+)", plain[1])
    if all(derived):
        return f"{_say(upper)} sur {_say(lower)}"
    simple = _simple(upper) and _simple(lower)
    if simple:
        return f"{_say(upper)} sur {_say(lower)}"
    return f"fraction, {_say(upper)}, sur, {_say(lower)}, fin de fraction,"


def _simple(node: Node) -> bool:
    """Tell a part that needs no end to be heard: a few factors without a sum."""
    operators = [one.text.strip() for one in mathml.tokens(node) if one.name == "mo"]
    return (
        not any(sign in "+−-–±=<>≤≥" for sign in operators if sign)
        and node.name != "mfrac"
        and not _holds(node, "mfrac")
    )


def _holds(node: Node, name: str) -> bool:
    return any(child.name == name or _holds(child, name) for child in node.children)


def _root(name: str, inner: Node) -> str:
    said = _say(inner)
    if _simple(inner) and not _holds(inner, "msqrt"):
        return f"{name} de {said}"
    return f"{name} de, {said}, fin de racine,"


def _rank(degree: str) -> str:
    return "quatrième" if degree == "4" else "cinquième" if degree == "5" else f"{degree}-ième"


def _power(base: Node, power: Node) -> str:
    text = mathml.linear(power).replace(" ", "")
    said = _say(base)
    if text in _of("powers"):
        return _of("powers")[text].format(said)
    if charge := re.fullmatch(r"(\d*)([+−-])", text):
        return f"{said} {number(charge[1]) + ' ' if charge[1] else ''}{_of('signs')[charge[2]]}"
    if text in ("T", "t") and base.name == "mi" and base.text.isupper():
        return f"{said} transposée"
    signed = text[:1] in ("−", "-") and _simple(Node("mrow", "", _unsigned(power)))
    end = "" if signed or _simple(power) else ","
    return f"{said} puissance {_say(power)}{end}"


def _unsigned(node: Node) -> tuple[Node, ...]:
    """The parts of a row without the sign that it begins with."""
    return tuple(_flat((node,)))[1:]


def _index(base: Node, index: Node) -> str:
    name = base.text.strip() if base.name in ("mi", "mo", "mtext") else ""
    if name == "lim":
        return f"limite, quand {_say(index)}, de"
    if name == "log":
        return f"logarithme de base {_say(index)} de"
    if name in _BIG or name in ("max", "min", "sup", "inf"):
        return _bounded(base, index, None)
    if _CAPITALS.fullmatch(mathml.linear(base).replace(" ", "")) and _NUMBER.fullmatch(mathml.linear(index)):
        return f"{_say(base)} {_say(index)}"  # an element, a point, a force
    return f"{_say(base)} indice {_say(index)}"


def _bounded(base: Node, lower: Node, upper: Node | None) -> str:
    name = mathml.linear(base).strip()
    if name == "lim":
        return f"limite, quand {_say(lower)}, de"
    if name in _BIG:
        start = _say(lower)
        article = " pour" if "égale" in start or "appartient" in start else " de" if upper else " sur"
        end = "" if upper is None else f" {'jusqu’à' if article == ' pour' else 'à'} {_say(upper)}"
        return f"{_sign(name)}{article} {start}{end}, de"
    if name in _of("functions"):
        return f"{_of('functions')[name]}, pour {_say(lower)}, de"
    said = _index(base, lower) if mathml.linear(lower) else _say(base)
    return said if upper is None else _power(Node("mtext", said), upper)


def _over(base: Node, over: Node) -> str:
    sign = mathml.linear(over).strip()
    if sign in _of("over"):
        return _of("over")[sign].format(_say(base))
    return _bounded(base, Node("mrow"), over)


def _matrix(rows: Sequence[Node]) -> str:
    """A matrix, row by row; one of a single column is a vector."""
    cells = [", ".join(map(_say, row.children)) for row in rows]
    if all(len(row.children) <= 1 for row in rows):
        return f"colonne {', '.join(cells)}, fin de colonne,"
    numbered = " ; ".join(f"ligne {number(str(place))} : {cell}" for place, cell in enumerate(cells, 1))
    return f"matrice ; {numbered} ; fin de matrice,"
