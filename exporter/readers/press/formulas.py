"""Formulas as sources have them, TeX or MathML, to the one form of the model."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from exporter import mathml
from exporter.mathml import Node
from exporter.model import Formula, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

_LARGEST_TEX: Final = 5_000
_ALIGNED: Final = re.compile(
    r"\\(begin|end)\s*\{(?:aligned|align|align\*|gathered|gather|gather\*|split|eqnarray|eqnarray\*|multline|equation\*?)\}"
)
"""Environments of several lines, which the converter knows as a matrix."""
_UNKNOWN: Final = re.compile(
    r"\\(?:label|tag|nonumber|notag|displaystyle|textstyle|limits|nolimits)\b(?:\s*\{[^{}]*\})?"
)
"""Commands that say nothing of the formula itself."""
_FALSE: Final = re.compile(r"\\[a-zA-Z]+|[&$#]")
"""What the converter leaves of commands that it does not know."""
_UNIT: Final = re.compile(r"\\(?:SI|qty)\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_UPRIGHT: Final = re.compile(r"\\(?:mathrm|operatorname|rm)\s*\{([A-Za-z]{2,12})\}")
"""Names and units, which the converter would take apart into letters."""
_PER_CENT: Final = re.compile(r"(?<!\\)%")
_CHEMISTRY: Final = re.compile(r"\\ce\s*\{")
_ARROWS: Final = {
    "->": r"\longrightarrow ",
    "<-": r"\leftarrow ",
    "<->": r"\leftrightarrow ",
    "<=>": r"\rightleftharpoons ",
}
_ARROW: Final = re.compile(r"<=>|<->|->|<-")
_PIECE: Final = re.compile(
    r"(?P<arrow><=>|<->|->|<-)|(?P<element>[A-Z][a-z]?)|(?P<charge>\^\{?(?P<sign>\d*[+-])\}?)|(?P<index>_?\{?(?P<count>\d+)\}?)"
    r"|(?P<end>(?<=[\w)\]])[+-](?=\s|$))|(?P<plus>\+)|(?P<open>[(\[])|(?P<close>[)\]])|(?P<space>\s+)|(?P<other>.)"
)


def from_tex(tex: str, *, display: bool = False) -> Formula | None:
    """Make a formula of TeX; None for what the converter does not understand."""
    source = " ".join(tex.split())
    node = _converted(source) if 0 < len(source) <= _LARGEST_TEX else None
    return None if node is None else _formula(node, source, display=display)


def from_element(root: Any, *, tex: str = "", display: bool = False) -> Formula | None:  # noqa: ANN401 - as `cleaned`
    """Make a formula of a ``math`` element; None for one that says nothing or too much."""
    try:
        node = mathml.cleaned(root)
    except ValueError:
        return None
    shown = display or root.attrib.get("display") == "block"
    return _formula(node, " ".join((tex or _annotation(root)).split())[:_LARGEST_TEX], display=shown)


def _formula(node: Node, tex: str, *, display: bool) -> Formula:
    return Formula(mathml.written(node), (Text(mathml.linear(node)),), tex, display)


def _annotation(root: Any) -> str:  # noqa: ANN401 - as above
    """The TeX that a converter has left beside its MathML."""
    for element in root.iter():
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag.rpartition("}")[2] == "annotation" and "tex" in element.attrib.get("encoding", "").lower():
            return "".join(element.itertext())
    return ""


@lru_cache(maxsize=512)
def _converted(tex: str) -> Node | None:
    from xml.etree import ElementTree  # noqa: PLC0415 - few articles have formulas

    import latex2mathml.converter  # noqa: PLC0415 - as above

    try:
        root = ElementTree.fromstring(latex2mathml.converter.convert(_prepared(tex)))  # noqa: S314 - made here
        node = mathml.cleaned(root)
    except Exception:  # noqa: BLE001 - whatever goes wrong goes wrong in somebody else's code, over anybody's TeX
        return None
    if any(_FALSE.search(token.text) for token in mathml.tokens(node)):
        return None
    return _joined(node)


def _prepared(tex: str) -> str:
    """TeX without what the converter does not know."""
    tex = _PER_CENT.sub(r"\\%", tex)  # no comment, in a formula that somebody shows
    known = _ALIGNED.sub(r"\\\1{matrix}", _UNKNOWN.sub("", tex))
    known = _UPRIGHT.sub(r"\\text{\1}", known)
    known = _UNIT.sub(r"\1\\,\\mathrm{\2}", known)
    while match := _CHEMISTRY.search(known):
        inner, end = _braced(known, match.end())
        known = known[: match.start()] + _chemistry(inner) + known[end:]
    return known


def _braced(tex: str, start: int) -> tuple[str, int]:
    """What stands before the brace that closes, and the place after it."""
    depth = 1
    for place in range(start, len(tex)):
        depth += {"{": 1, "}": -1}.get(tex[place], 0)
        if depth == 0:
            return tex[start:place], place + 1
    return tex[start:], len(tex)


def _chemistry(text: str) -> str:
    """An equation of mhchem ("2H2 + O2 -> 2H2O") in plain TeX."""
    return "".join(_chemical(text))


def _chemical(text: str) -> Iterator[str]:
    before = ""
    for match in _PIECE.finditer(text):
        match match.lastgroup:
            case "arrow":
                yield _ARROWS[match[0]]
            case "element":
                yield rf"\text{{{match[0]}}}"
            case "sign" | "charge":
                yield f"^{{{match['sign']}}}"
            case "count" | "index":
                yield f"_{{{match['count']}}}" if before in ("element", "close") else match["count"]
            case "end":
                yield f"^{{{match[0]}}}"
            case "space":
                yield " "
            case _:
                yield match[0]
        before = match.lastgroup or ""


def _joined(node: Node) -> Node:
    """Make one number of "2{,}1", and nothing of braces around one thing."""
    if not node.children:
        return node
    kept: list[Node] = []
    for child in map(_joined, node.children):
        match kept, child:
            case [*_, Node("mn", first), Node("mrow", "", (Node("mo", ","),))], Node("mn", second):
                kept[-2:] = [Node("mn", f"{first},{second}")]
            case _:
                kept.append(child)
    if len(kept) != len(node.children) and node.name not in ("math", "mrow", "msqrt", "mtd"):
        return node
    return Node(node.name, node.text, tuple(kept), node.attributes)
