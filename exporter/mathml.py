"""Formulas in MathML: the presentation elements that the model holds, cleaned of all else, and their words on one line.

The one form is that of MathML Core (https://www.w3.org/TR/mathml-core/) with the elements of MathML 3 that sources
still use: a ``math`` element without a namespace's name, attributes in order, no annotations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape, quoteattr

from exporter.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LARGEST: Final = 50_000
"""Characters of a formula; no page holds more."""
DEEPEST: Final = 60
"""Elements inside of elements."""

TOKENS: Final = frozenset(("mi", "mn", "mo", "mtext", "ms"))
"""Elements that hold characters."""
_ROWS: Final = frozenset(("math", "mrow", "mstyle", "mpadded", "mphantom", "merror", "mtd", "semantics", "maction"))
_KEPT: Final = TOKENS | {
    *("math", "mrow", "mspace", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder", "mover", "munderover"),
    *("mmultiscripts", "mprescripts", "none", "mtable", "mtr", "mtd", "menclose", "mphantom"),
}
_ATTRIBUTES: Final = frozenset(
    (
        *("accent", "accentunder", "columnalign", "columnspan", "dir", "fence", "form", "largeop", "linethickness"),
        *("lspace", "mathvariant", "maxsize", "minsize", "movablelimits", "notation", "rowspan", "rspace", "separator"),
        *("stretchy", "symmetric", "width"),
    )
)
_VALUE: Final = re.compile(r"[\w.+\-% ]{1,40}")
_SPACES: Final = re.compile(r"\s+")
_NAMESPACE: Final = re.compile(r"^\{[^}]*\}|^[\w-]+:")

_RAISED: Final = dict(zip("0123456789+-−()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿⁱ", strict=True))
_LOWERED: Final = dict(zip("0123456789+-−()aeijmnoprtx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎ₐₑᵢⱼₘₙₒₚᵣₜₓ", strict=True))
_RELATIONS: Final = frozenset("=≠<>≤≥≈≃≅∼≡∝∈∉⊂⊆⊃→←↔⇒⇐⇔⟶⟹⟺↦+−±∓×÷∪∩∧∨⊥∥:∖")
_OVER: Final = {"→": "\u20d7", "⃗": "\u20d7", "¯": "\u0305", "―": "\u0305", "‾": "\u0305", "_": "\u0305", "^": "\u0302",
                "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "˙": "\u0307", ".": "\u0307", "¨": "\u0308"}  # fmt: skip
"""Signs over a letter, as combining characters."""
INVISIBLE: Final = "\u2061\u2062\u2063\u2064"
"""Function application, invisible times, separator and plus: nothing that one sees or says."""


@dataclass(frozen=True, slots=True)
class Node:
    """An element: its name, its characters if it is a token, its children, its attributes in order."""

    name: str
    text: str = ""
    children: tuple[Node, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """The value of an attribute; empty without one."""
        return dict(self.attributes).get(name, "")


def cleaned(root: Any) -> Node:  # noqa: ANN401 - an element of lxml, of ElementTree or of html5
    """Keep of a ``math`` element what the model holds; raises `ValueError` for what is too large or says nothing."""
    node = _cleaned(root, 0)
    if node is None or node.name != "math" or not linear(node).strip():
        raise ValueError(Message("a formula without a sign"))
    if len(written(node)) > LARGEST:
        raise ValueError(Message("a formula of more than {count} characters", count=LARGEST))
    return node


@lru_cache(maxsize=256)
def parsed(mathml: str) -> Node:
    """Read the one form; raises `ValueError` for anything else."""
    from xml.etree import ElementTree  # noqa: PLC0415 - few articles have formulas

    if len(mathml) > LARGEST or "<!" in mathml or "<?" in mathml:
        raise ValueError(Message("no formula: {text}", text=repr(mathml[:40])))
    try:
        node = cleaned(ElementTree.fromstring(mathml))  # noqa: S314 - no declaration, hence no entity
    except (ElementTree.ParseError, RecursionError) as error:
        raise ValueError(Message("no formula: {text}", text=repr(mathml[:40]))) from error
    if written(node) != mathml:
        raise ValueError(Message("a formula that is not in canonical MathML: {text}", text=repr(mathml[:40])))
    return node


def written(node: Node) -> str:
    """Write the one form."""
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in node.attributes)
    inner = escape(node.text) + "".join(map(written, node.children))
    return f"<{node.name}{attributes}>{inner}</{node.name}>" if inner else f"<{node.name}{attributes}/>"


def _name(element: Any) -> str:  # noqa: ANN401 - as above
    return _NAMESPACE.sub("", element.tag).lower() if isinstance(element.tag, str) else ""


def _cleaned(element: Any, depth: int) -> Node | None:  # noqa: ANN401 - as above
    name = _name(element)
    if depth > DEEPEST:
        raise ValueError(Message("a formula nested deeper than {count} elements", count=DEEPEST))
    if name in ("", "annotation", "annotation-xml"):
        return None
    attributes = tuple(
        sorted(
            (key, _SPACES.sub(" ", value.strip()))
            for key, value in element.attrib.items()
            if key in _ATTRIBUTES and _VALUE.fullmatch(value.strip())
        )
    )
    if name in TOKENS:
        return Node(name, _SPACES.sub(" ", "".join(element.itertext())), (), attributes)
    children = tuple(filter(None, (_cleaned(child, depth + 1) for child in element)))
    if name == "mfenced":
        return _fenced(element, children)
    if name in ("mtr", "mlabeledtr"):
        return Node("mtr", "", tuple(child if child.name == "mtd" else Node("mtd", "", (child,)) for child in children))
    if name not in _KEPT:
        words = _SPACES.sub(" ", element.text or "").strip()
        inner = (*((Node("mtext", words),) if words else ()), *children)
        return inner[0] if len(inner) == 1 else Node("mrow", "", inner)
    return _complete(Node(name, "", children, attributes))


_ARITY: Final = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "mover": 2, "munder": 2, "msubsup": 3, "munderover": 3}


def _complete(node: Node) -> Node:
    """Give an element that must have so many children those that it lacks, and a row to those that are too many."""
    wanted = _ARITY.get(node.name)
    if wanted is None or len(node.children) == wanted:
        return node
    kept = node.children[: wanted - 1]
    rest = node.children[wanted - 1 :]
    filled = (*kept, Node("mrow", "", rest), *(Node("mrow"),) * wanted)[:wanted]
    return Node(node.name, "", filled, node.attributes)


def _fenced(element: Any, children: tuple[Node, ...]) -> Node:  # noqa: ANN401 - as above
    opening, closing = (element.attrib.get(name, default) for name, default in (("open", "("), ("close", ")")))
    separators = "".join(element.attrib.get("separators", ",").split())
    inner: list[Node] = []
    for index, child in enumerate(children):
        if index and separators:
            inner.append(Node("mo", separators[min(index - 1, len(separators) - 1)]))
        inner.append(child)
    ends = [Node("mo", sign) if sign.strip() else None for sign in (opening, closing)]
    return Node("mrow", "", tuple(filter(None, (ends[0], *inner, ends[1]))))


# --- On one line -------------------------------------------------------------------------------


def linear(node: Node) -> str:
    """Write a formula on one line, as one types it: "E = I/D² e^(−αD)"."""
    return _SPACES.sub(" ", _line(node)).strip()


def _line(node: Node) -> str:  # noqa: C901, PLR0911, PLR0912 - one case a kind of element
    children = node.children
    match node.name:
        case "mo":
            sign = node.text.strip(" " + INVISIBLE)
            return (
                f" {sign} "
                if sign in _RELATIONS or (sign.isalpha() and len(sign) > 1)
                else sign + " " * (sign in (",", ";"))
            )
        case "mi" | "mn" | "mtext" | "ms":
            return f" {node.text.strip()} " if node.text.strip() in _RELATIONS else node.text
        case "mspace" | "none" | "mprescripts":
            return " " if node.get("width") not in ("", "0", "0em") else ""
        case "mfrac" if node.get("linethickness").startswith("0"):
            return f"C({_line(children[0]).strip()}, {_line(children[1]).strip()})"
        case "mfrac":
            return f"{_grouped(children[0])}/{_grouped(children[1])}"
        case "msqrt":
            return f"√{_grouped(Node('mrow', '', children))}"
        case "mroot":
            return f"{_script(children[1], _RAISED, '')}√{_grouped(children[0])}"
        case "msup":
            return _line(children[0]).rstrip() + _script(children[1], _RAISED, "^")
        case "msub":
            base = _line(children[0]).rstrip()
            return base + _script(children[1], _LOWERED, "_") + " " * (len(base.strip()) > 1 and base.strip().islower())
        case "munder" | "mover" | "munderover" | "msubsup":
            return _limits(node)
        case "mtable":
            return "; ".join(_line(row).strip() for row in children)
        case "mtr":
            return " ".join(_line(cell).strip() for cell in children)
        case _:
            return _row(children)


def _row(children: Iterable[Node]) -> str:
    """A row: a sign that nothing stands before is no operation ("−x")."""
    line, fraction = "", False
    for child in children:
        part = _line(child)
        if (not line.strip() and child.name == "mo") or line.rstrip().endswith(("(", "[", "{", "=")):
            part = part.strip() if part.strip() in "+−±-" else part.lstrip()
        named = re.search(r"[a-zà-ÿ]{2,}\Z", line) or (child.name in ("mi", "mtext") and re.match("[a-zà-ÿ]{2}", part))
        parted = named or fraction or (child.name == "mfrac" and part[:1] == "(")
        line += f" {part}" if parted and line[-1:].isalnum() and (part[:1].isalnum() or child.name == "mfrac") else part
        fraction = child.name == "mfrac"
    return line


def _limits(node: Node) -> str:
    base, *scripts = node.children
    if node.name == "mover" and len(text := _line(base).strip()) >= 1 and (sign := _line(scripts[0]).strip()) in _OVER:
        return "".join(letter + _OVER[sign] for letter in text) if len(text) < 4 else f"{text}{_OVER[sign]}"  # noqa: PLR2004
    lower = scripts[0] if node.name != "mover" else None
    upper = scripts[-1] if node.name != "munder" else None
    said = _line(base).strip()
    said += _script(lower, _LOWERED, "_") if lower else ""
    said += _script(upper, _RAISED, "^") if upper else ""
    return f" {said} " if said[:1] in "∑∏∫⋃⋂" or said[:3].isalpha() else said


def _script(node: Node, signs: dict[str, str], mark: str) -> str:
    """A script in characters of its own, or after its mark."""
    text = _SPACES.sub(" ", _line(node)).strip()
    text = text if re.search(r"[^\W\d_]{2}", text) else text.replace(" ", "")
    if text and all(sign in signs for sign in text):
        return "".join(signs[sign] for sign in text)
    if text in ("′", "'", "″", "*", "°"):
        return text
    return f"{mark}{text}" if len(text) <= 1 or text.isdigit() else f"{mark}({text})"


def _grouped(node: Node) -> str:
    """A part of a fraction or of a root, in parentheses if it is more than one thing."""
    text = _line(node).strip()
    simple = re.fullmatch(r"(?:[^\W\d_]|[\d.,]+)[⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ₀-₉]*|d[a-z]", text) or _enclosed(text)
    return text if simple else f"({text})"


def _enclosed(text: str) -> bool:
    """Tell whether one pair of parentheses holds all of a text."""
    if not (text.startswith("(") and text.endswith(")")):
        return False
    depth = 0
    for index, sign in enumerate(text):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth == 0:
            return index == len(text) - 1
    return False


def tokens(node: Node) -> Iterator[Node]:
    """The elements of a formula that hold characters, in order."""
    if node.name in TOKENS:
        yield node
    for child in node.children:
        yield from tokens(child)
