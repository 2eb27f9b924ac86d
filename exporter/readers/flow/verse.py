"""Verse: how pages, books and text processors write stanzas, lines and how far these are set in, made one form.

Marked-up poems become paragraphs of lines with breaks between them before anything is read (`mend`); a line that is set
in begins with no-break spaces. What is known as verse, or looks like it, is made of such paragraphs (`made`).
"""

from __future__ import annotations

import re
from copy import deepcopy
from itertools import groupby, islice
from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.model import Anchor, LineBreak, NoteRef, Stanza, Verse
from exporter.readers.flow import naming, tree
from exporter.render.verse import lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exporter.model import Inline
    from exporter.readers.flow.tree import Element
    from exporter.walk import Content

MARK: Final = "data-verse"
"""Set on elements that hold verse."""

_POEM: Final = frozenset({
    "poem", "poeme", "poème", "poems", "poetry", "poesie", "poésie", "verse", "verses", "vers", "stanza", "stanzas",
    "strophe", "strophes", "lg", "linegroup", "line-group", "line-block", "lineblock", "wp-block-verse", "verse-block",
    "z3998:poem", "z3998:verse", "z3998:song", "z3998:hymn",
})  # fmt: skip
_LINE: Final = frozenset({"l", "line", "verse-line", "verseline", "ligne", "poem-line"})
_SET_IN: Final = re.compile(r"(?:i|in|ind|indent|retrait|line-indent)-?(\d{1,2})")
_MARGIN: Final = re.compile(
    r"(?:margin-left|padding-left|text-indent|margin-inline-start)\s*:\s*(\d{1,3}(?:\.\d{1,3})?)(em|rem|ch|px|pt|%)"
)
_SPACES_OF: Final = {"em": 2.0, "rem": 2.0, "ch": 1.0, "px": 0.125, "pt": 0.17, "%": 0.5}
"""No-break spaces in a unit of length, about."""

_MOST_SPACES: Final = 32
_HOLDERS: Final = ("blockquote", "div", "pre", "section", "p")
_BLOCKS: Final = frozenset({"blockquote", "div", "pre", "section", "p", "footer", "li", "h3", "h4", "h5", "h6"})
_NO_VERSE: Final = ("table", "img", "figure", "ul", "ol", "dl", "h1", "h2", "iframe", "video", "code")
_LONGEST_LINE: Final = 100
_USUAL_LINE: Final = 70
_LONGEST_BARE: Final = 60
"""Characters of a line, of lines on average, and of one that nothing but its shape tells for verse."""

_FEWEST_BARE: Final = 3
_MOST_LINES: Final = 2000
_MOST_ELEMENTS: Final = 6000
_DEEPEST: Final = 3
"""Things of such a name in each other: what does not hold verse is looked through for what does."""

_STEPS: Final = 8
_INDENT: Final = re.compile(r"[\u00a0\u2000-\u200a\u202f\u3000\t ]*")
_WIDTHS: Final = {"\t": 4, "\u2003": 2, "\u3000": 2, "\u2001": 2}
_LISTED: Final = re.compile(r"\s*(?:[-–—•*·>]|\d{1,3}[.):]|[a-zA-Z][.)])\s")
_NO_LINE: Final = re.compile(r"@|https?:|www\.|\b\d{5}\b|:\s*$")
_DASHED: Final = ("—", "–", "―", "-")


# --- Elements ----------------------------------------------------------------------------------


def mend(root: Element) -> None:
    """Make paragraphs of lines of all that is marked as verse, and mark what holds them."""
    for element in root.iter("lg", "l"):
        element.set("class", f"{element.get('class') or ''} {element.tag}")
        element.tag = "div"
    tried: set[Element] = set()
    for element in [one for one in root.iter(*_HOLDERS) if not _POEM.isdisjoint(_names(one))]:
        around = [above for above in element.iterancestors() if above in tried]
        tried.add(element)
        if len(around) < _DEEPEST and not any(above.get(MARK) is not None for above in around) and _is_verse(element):
            _mend(element)
            element.set(MARK, "")


def _names(element: Element) -> tuple[str, ...]:
    return (*tree.spelt(element.get("class") or "").split(), *tree.types(element))


def _is_verse(element: Element) -> bool:
    """Tell lines from prose that only stands in something of such a name."""
    large = sum(1 for _ in islice(element.iter(), _MOST_ELEMENTS)) == _MOST_ELEMENTS
    long = element.tag == "pre" and tree.text(element).count("\n") > _MOST_LINES
    if large or long or next(element.iter(*_NO_VERSE), None) is not None:
        return False
    tried = deepcopy(element)
    _mend(tried)
    shown = [line.strip() for line in "".join(_shown(tried)).split("\n") if line.strip()]
    short = sum(map(len, shown)) <= _USUAL_LINE * len(shown) and all(len(line) <= _LONGEST_LINE for line in shown)
    return 1 < len(shown) <= _MOST_LINES and short


def _shown(element: Element) -> Iterator[str]:
    """The words of an element, with the ends of its lines."""
    border = "\n" if element.tag in _BLOCKS or element.tag == "br" else ""
    yield border + " ".join((element.text or "").split()) + " "
    for child in element:
        yield from _shown(child)
        yield " ".join((child.tail or "").split()) + " "
    yield border


def _mend(element: Element) -> None:
    if element.tag == "pre":
        _break(element)
        element.tag = "div"
    for one in list(element.iterdescendants("span", "p", "div", "li")):
        _space(one)
        if one.tag == "span" and _is_line(one):
            _end(one)
    for above in list(element.iter("div", "section", "blockquote")):
        if not any(inner.tag in _BLOCKS for inner in above):
            _hold(above)
        for bare, group in groupby(list(above), _is_bare):
            if bare:
                _join(list(group))


def _hold(lines: Element) -> None:
    """Put loose lines into a paragraph."""
    held = lines.makeelement("p", {})
    held.text, held[:] = lines.text, list(lines)
    lines.text, lines[:] = None, [held]


def _space(element: Element) -> None:
    """Put spaces before a line that its class or style sets in."""
    named = (_SET_IN.fullmatch(name) for name in _names(element))
    classes = [2 * int(match[1]) for match in named if match]
    styled = _MARGIN.search(element.get("style") or "")
    wide = max(classes, default=round(float(styled[1]) * _SPACES_OF[styled[2]]) if styled else 0)
    if wide:
        element.text = "\u00a0" * min(wide, _MOST_SPACES) + (element.text or "").lstrip(" \n\t")


def _is_line(element: Element) -> bool:
    return any(name in _LINE or _SET_IN.fullmatch(name) for name in _names(element))


def _end(line: Element) -> None:
    """Put a break after a line that has none, unless it is the last one."""
    after, last = line.getnext(), line[-1] if len(line) else None
    ended = last is not None and last.tag == "br" and not (last.tail or "").strip()
    broken = after is not None and after.tag == "br" and not (line.tail or "").strip()
    follows = after is not None or (line.tail or "").strip()
    if follows and not ended and not broken:
        end = line.makeelement("br", {})
        end.tail, line.tail = line.tail, None
        line.addnext(end)


def _break(element: Element) -> None:
    """Write the ends of lines in an element as breaks, and the spaces before words as such that are kept."""
    element.text = (element.text or "").lstrip("\n")
    for one in list(element.iter()):
        if one is not element:
            _parted(one, one.tail or "", one.getparent(), one.getparent().index(one) + 1)
        _parted(None, one.text or "", one, 0)


def _parted(before: Element | None, text: str, above: Element, place: int) -> None:
    first, *rest = text.replace("\r\n", "\n").expandtabs(4).split("\n")
    if before is None:
        above.text = _kept(first)
    else:
        before.tail = _kept(first) if before.tag == "br" else first
    for number, line in enumerate(rest):
        end = above.makeelement("br", {})
        above.insert(place + number, end)
        end.tail = _kept(line)


def _kept(line: str) -> str:
    bare = line.lstrip(" ")
    return "\u00a0" * (len(line) - len(bare)) + bare


def _is_bare(element: Element) -> bool:
    """Tell a line, or an empty one, that is a block by itself; who wrote the lines is none."""
    if element.tag not in ("p", "div", "li") or naming.called(element, naming.SPEAKER):
        return False
    if any(inner.tag in _BLOCKS or inner.tag == "br" for inner in element.iter() if inner is not element):
        return False
    return not (element.getnext() is None and tree.words(element).startswith(_DASHED))


def _join(group: Sequence[Element]) -> None:
    """Make one paragraph of neighbouring lines, and another after an empty one."""
    for said, neighbours in groupby(group, lambda one: bool(tree.words(one))):
        first, *others = neighbours
        if not said:
            continue
        first.tag = "p"
        for line in others:
            end = first.makeelement("br", {})
            first.append(end)
            end.tail = line.text
            first.extend(list(line))
            line.getparent().remove(line)


# --- Lines -------------------------------------------------------------------------------------


def looks(stanzas: Sequence[Content]) -> bool:
    """Tell verse by its shape alone: at least three short lines, none of them an address, few of them items."""
    shown = [line.strip() for content in stanzas for line in walk.plain(content).split("\n")]
    broken = all("\n" in walk.plain(content) for content in stanzas)
    short = len(shown) >= _FEWEST_BARE and all(0 < len(line) <= _LONGEST_BARE for line in shown)
    listed = sum(1 for line in shown if _LISTED.match(line))
    return broken and short and 2 * listed < len(shown) and not any(map(_NO_LINE.search, shown))


def stands(paragraph: Element, content: Content) -> bool:
    """Tell verse that stands by itself: a paragraph that is called so, or short lines some of which are set in."""
    if paragraph.get(MARK) is not None:
        return True
    held = any(above.tag == "blockquote" or above.get(MARK) is not None for above in paragraph.iterancestors())
    set_in = any(_width(line) > 1 for line in walk.plain(content).split("\n")[1:])
    return not held and set_in and looks((content,))


def poem(paragraphs: Iterable[Content]) -> Verse:
    """Make verse of paragraphs: one with breaks is a stanza, those without are its lines, an empty one ends it."""
    stanzas: list[Content] = []
    for lined, group in groupby(paragraphs, lambda content: bool(content) and "\n" not in walk.plain(content)):
        if lined:
            stanzas.append(tuple(node for content in group for node in (LineBreak(), *content))[1:])
        else:
            stanzas += filter(None, group)
    return made(stanzas)


def made(stanzas: Sequence[Content], attribution: Content = ()) -> Verse:
    """Make verse of its stanzas: the spaces before lines become steps, of which the least is one."""
    rows = [[_bare(line) for _, line in lines(content)] for content in stanzas]
    widths = sorted({width for row in rows for width, words in row if words})
    least = min((width - widths[0] for width in widths[1:]), default=1)
    return Verse(tuple(_stanza(row, widths[0] if widths else 0, least) for row in rows), attribution)


def _stanza(row: Sequence[tuple[int, Content]], margin: int, least: int) -> Stanza:
    steps = [min(max(round((width - margin) / least), 0), _STEPS) for width, _ in row]
    content: list[Inline] = []
    for step, (_, words) in zip(steps, row, strict=True):
        content += (LineBreak(step), *words)
    return Stanza(tuple(content[1:]), steps[0])


def _bare(line: Content) -> tuple[int, Content]:
    """How wide the spaces before a line are, and the line without them and without its break."""
    text = walk.plain(line)
    words = text.strip("\n\t \u00a0\u2001\u2002\u2003\u3000")
    start = text.find(words)
    if not words:
        return _width(text), tuple(node for node in line if isinstance(node, NoteRef | Anchor))
    return _width(text), walk.cut(line, start, start + len(words))


def _width(line: str) -> int:
    found = _INDENT.match(line)
    return sum(_WIDTHS.get(space, 1) for space in found[0]) if found else 0
