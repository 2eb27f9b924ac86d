"""Drawings (SVG) made safe and lean: only what an allow-list names stays, nothing runs and nothing is fetched.

Style sheets and ``style`` attributes become presentation attributes, as far as their selectors are an element, a class
or an id (SVG 2, 6.6). References stay inside of the drawing, and lead to nothing that refers further, so that a small
file cannot draw without end. Typefaces are left to the edition: a generic family stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import tinycss2
from lxml import etree

from exporter.errors import ResourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_HREF: Final = f"{{{_XLINK}}}href"
_LARGEST_FILE: Final = 2_000_000
_MOST_ELEMENTS: Final = 20_000
"""Drawn, what is used several times counting each time."""
_DEEPEST: Final = 50
_TURNED: Final = {"a": "g", "switch": "g"}
_SHAPES: Final = frozenset(["rect", "circle", "ellipse", "line", "polyline", "polygon", "path", "text", "tspan"])
_FRAMES: Final = frozenset(
    [
        "svg", "g", "defs", "symbol", "clipPath", "linearGradient", "radialGradient", "stop", "marker",
        "use", "title", "desc",
    ]
)  # fmt: skip
_QUIET: Final = frozenset(["metadata", "style", "namedview"])
"""What goes without a word, since nobody sees it."""
_GEOMETRY: Final = frozenset(
    [
        "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "dx", "dy", "width",
        "height", "d", "points", "transform", "viewBox", "preserveAspectRatio", "rotate", "gradientUnits",
        "gradientTransform", "spreadMethod", "offset", "clipPathUnits", "markerWidth", "markerHeight",
        "markerUnits", "refX", "refY", "orient", "textLength", "lengthAdjust",
    ]
)  # fmt: skip
_LOOKS: Final = frozenset(
    [
        "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap",
        "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "color", "opacity",
        "display", "visibility", "clip-path", "clip-rule", "stop-color", "stop-opacity", "font-family",
        "font-size", "font-style", "font-weight", "text-anchor", "dominant-baseline", "marker-start",
        "marker-mid", "marker-end",
    ]
)  # fmt: skip
_ID: Final = re.compile(r"[A-Za-z_][\w.-]{0,200}")
_LOCAL: Final = re.compile(r"url\(\s*(['\"]?)#([\w.-]+)\1\s*\)(?:\s+[\w#]+)?")
_FOREIGN: Final = re.compile(r"url\s*\(|[\\@<>{}]|//", re.IGNORECASE)
_GENERIC: Final = re.compile(r"\b(serif|sans-serif|monospace)\s*$")
_SELECTOR: Final = re.compile(r"(?P<tag>\*|[A-Za-z]+)?(?:\.(?P<kind>[\w-]+))?(?:#(?P<id>[\w-]+))?")
_LENGTH: Final = re.compile(r"\s*\+?(\d+\.?\d*|\.\d+)\s*(px|pt|pc|mm|cm|in|)\s*")
_PIXELS: Final = {"px": 1.0, "": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG file; ``width`` and ``height`` are in pixels, ``lost`` names the kinds of element that were left out."""

    data: bytes
    width: int
    height: int
    lost: tuple[str, ...]


def drawing(data: bytes, largest: tuple[int, int], *, flat: bool = False) -> Drawing:
    """Write a drawing anew, made safe, its natural size at most ``largest`` pixels; raises `ResourceError`.

    ``flat`` gives gradients one colour, that of their middle.
    """
    root = _parsed(data)
    cleaner = _Cleaner(_rules(root))
    clean = cleaner.cleaned(root)
    lost = tuple(dict.fromkeys(cleaner.lost + _check_references(clean)))
    if flat:
        _flatten(clean)
    width, height = _sized(root, clean, largest)
    return Drawing(etree.tostring(clean, xml_declaration=True, encoding="utf-8"), width, height, lost)


def _parsed(data: bytes) -> Any:  # noqa: ANN401 - lxml has no types
    if len(data) > _LARGEST_FILE:
        raise ResourceError("the picture is too large")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ResourceError("the drawing is no well-formed SVG") from error
    if root.tag != f"{{{SVG}}}svg":
        raise ResourceError("the drawing is no well-formed SVG")
    return root


# --- Style sheets ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Rule:
    """Looks of the elements that have this tag, class and id, as far as they are asked for."""

    tag: str
    kind: str
    id: str
    looks: tuple[tuple[str, str], ...]

    def fits(self, element: Any) -> bool:  # noqa: ANN401
        """Tell whether it says how an element looks."""
        kinds = (element.get("class") or "").split()
        named = self.tag in ("", "*", _name(element))
        return named and (not self.kind or self.kind in kinds) and (not self.id or self.id == element.get("id"))


def _rules(root: Any) -> list[_Rule]:  # noqa: ANN401
    """The rules of all style sheets, the weakest first."""
    sheets = "\n".join("".join(one.itertext()) for one in root.iter(f"{{{SVG}}}style"))
    found: list[_Rule] = []
    for rule in tinycss2.parse_stylesheet(sheets, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            looks = tuple(_declared(tinycss2.serialize(rule.content)))
            selectors = (_SELECTOR.fullmatch(one.strip()) for one in tinycss2.serialize(rule.prelude).split(","))
            found += [_Rule(one["tag"] or "", one["kind"] or "", one["id"] or "", looks) for one in selectors if one]
    return sorted(found, key=lambda one: (bool(one.id), bool(one.kind), one.tag not in ("", "*")))


def _declared(style: str) -> Iterator[tuple[str, str]]:
    for one in style.split(";"):
        name, _, value = one.partition(":")
        yield name.strip().lower(), value.replace("!important", "").strip()


# --- Elements ----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Cleaner:
    rules: list[_Rule]
    lost: list[str] = field(default_factory=list)

    def cleaned(self, element: Any, depth: int = 0) -> Any:  # noqa: ANN401
        """Copy what is allowed of an element and of all in it."""
        name = _TURNED.get(_name(element), _name(element))
        copy = etree.Element(f"{{{SVG}}}{name}", dict(self._attributes(element)), nsmap={None: SVG, "xlink": _XLINK})
        copy.text = element.text
        for child in element:
            if self._allowed(child) and depth < _DEEPEST:
                copy.append(self.cleaned(child, depth + 1))
            _follow(copy, child.tail)
        return copy

    def _allowed(self, element: Any) -> bool:  # noqa: ANN401
        name = _name(element)
        own = isinstance(element.tag, str) and element.tag.startswith(f"{{{SVG}}}")
        if own and name in _SHAPES | _FRAMES | _TURNED.keys():
            return True
        if own and name not in _QUIET:
            self.lost.append(name[:30])
        return False

    def _attributes(self, element: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
        written = {name: value for name, value in element.attrib.items() if name in _GEOMETRY | _LOOKS}
        for rule in self.rules:
            if rule.fits(element):
                written |= dict(rule.looks)
        written |= dict(_declared(element.get("style") or ""))
        allowed = _LOOKS if _name(element) in ("title", "desc") else _GEOMETRY | _LOOKS
        yield from ((name, _safe(name, value)) for name, value in written.items() if name in allowed and value)
        if _ID.fullmatch(element.get("id") or ""):
            yield "id", element.get("id")
        target = element.get("href") or element.get(_HREF) or ""
        if target.startswith("#") and _ID.fullmatch(target[1:]):
            yield _HREF, target


def _safe(name: str, value: str) -> str:
    """A value that leads nowhere outside of the drawing."""
    if name == "font-family":
        found = _GENERIC.search(value)
        return found[1] if found else "sans-serif"
    if local := _LOCAL.fullmatch(value.strip()):
        return f"url(#{local[2]})"
    return "none" if _FOREIGN.search(value) else value


def _follow(copy: Any, tail: str | None) -> None:  # noqa: ANN401
    if len(copy):
        copy[-1].tail = (copy[-1].tail or "") + (tail or "")
    else:
        copy.text = (copy.text or "") + (tail or "")


def _name(element: Any) -> str:  # noqa: ANN401
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _check_references(root: Any) -> list[str]:  # noqa: ANN401
    """Take away references that lead to further ones, and name them; `ResourceError` for too much that is drawn."""
    targets = {one.get("id"): one for one in root.iter() if one.get("id")}
    total, astray = 0, []
    for use in root.iter(f"{{{SVG}}}use"):
        target = targets.get((use.get(_HREF) or "#")[1:])
        held = [] if target is None else list(target.iter())
        total += len(held)
        if not held or any(_name(one) == "use" for one in held) or target in use.iterancestors():
            astray.append(use)
    for use in astray:
        use.getparent().remove(use)
    for marker in root.iter(f"{{{SVG}}}marker"):
        for one in marker.iter():
            for name in [name for name in one.attrib if name.startswith("marker-")]:
                del one.attrib[name]
        total += sum(1 for _ in marker.iter()) * (len(root) + 20)
    if total + sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
        raise ResourceError("the picture is too large")
    return ["use"] if astray else []


def _flatten(root: Any) -> None:  # noqa: ANN401
    """Put the colour of its middle in the place of each gradient."""
    colours = {
        f"url(#{one.get('id')})": stops[len(stops) // 2].get("stop-color", "black")
        for one in root.iter(f"{{{SVG}}}linearGradient", f"{{{SVG}}}radialGradient")
        if (stops := one.findall(f"{{{SVG}}}stop"))
    }
    for one in root.iter():
        for name in ("fill", "stroke"):
            if one.get(name) in colours:
                one.set(name, colours[one.get(name)])


# --- Size --------------------------------------------------------------------------------------


def _sized(root: Any, clean: Any, largest: tuple[int, int]) -> tuple[int, int]:  # noqa: ANN401
    """Give a drawing a size in pixels and a view box; raises `ResourceError` for one that has neither."""
    box = _box(root)
    width, height = (_pixels(root.get(side)) for side in ("width", "height"))
    ratio = box[2] / box[3] if box else None
    width = width or (height * ratio if height and ratio else box[2] if box else None)
    height = height or (width / ratio if width and ratio else None)
    if not width or not height:
        raise ResourceError("the drawing says nothing of its size")
    scale = min(1.0, largest[0] / width, largest[1] / height)
    clean.set("viewBox", " ".join(f"{part:g}" for part in box or (0, 0, width, height)))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    clean.set("font-family", clean.get("font-family", "serif"))
    clean.set("width", str(size[0]))
    clean.set("height", str(size[1]))
    return size


def _pixels(written: str | None) -> float | None:
    found = _LENGTH.fullmatch(written or "")
    return float(found[1]) * _PIXELS[found[2]] if found else None


def _box(root: Any) -> tuple[float, float, float, float] | None:  # noqa: ANN401
    try:
        left, top, width, height = (float(part) for part in re.split(r"[\s,]+", (root.get("viewBox") or "").strip()))
    except ValueError:
        return None
    return (left, top, width, height) if 0 < width < 1e6 and 0 < height < 1e6 else None  # noqa: PLR2004 - of no page
