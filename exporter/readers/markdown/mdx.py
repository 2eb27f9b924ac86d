"""MDX: Markdown with modules and components (Docusaurus, Astro, Next.js); words stay, code goes and is reported.

`without_modules` works on lines before code is looked for, `take_out` on a text whose code is set aside.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exporter.readers.markdown import code, shortcodes
from exporter.readers.markdown.shortcodes import Tag
from exporter.readers.markdown.stash import MARK, spliced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from exporter.readers.markdown.stash import Stash

    Drop = Callable[[str, str], None]

_MODULE = re.compile(
    r"import\s+(?:[\"'{]|\*\s+as\s|(?:type\s+)?[\w$]+(?:\s*,\s*[{*]|\s+from\s+[\"']))"
    r"|export\s+(?:(?:const|let|var|type|interface|class|enum)\s+[\w$]|default\s|(?:async\s+)?function\b|[{*])"
)
_TOLD = re.compile(r"export\s+const\s+(?:meta|metadata|front[mM]atter)\b[^={]{0,80}=\s*(?=\{)")
_IMPORTED = re.compile(r"import\s+([\w$]+)\s+from\s+[\"']([^\"'\n]+)[\"']")
_LONGEST = 200
"""Lines of a module's statement."""
_DEEPEST = 50
"""Components inside of each other."""
_WIDEST = 4_000
"""Characters of a tag or an expression."""

_SYNTAX = re.compile(
    r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`[^`]*`|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/|[({\[\])}>\n]"
)
_STEPS = {"{": 1, "(": 1, "[": 1, "}": -1, ")": -1, "]": -1}
_HTML = frozenset({
    "a", "b", "br", "center", "div", "dl", "dd", "dt", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i",
    "img", "li", "ol", "p", "pre", "span", "sup", "sub", "table", "tbody", "td", "th", "tr", "ul",
})  # fmt: skip
_FRAMES = frozenset({
    "article", "aside", "center", "details", "div", "figure", "footer", "header", "main", "section", "table", "tbody",
    "tr", "td",
})  # fmt: skip
_SHIFTED = re.compile(r"\n[ \t]*\n(?: {4,}|\t)[ \t]*</?[a-z]")
"""A tag that would be code, behind a blank line."""
_LINE_TAG = re.compile(r"^(?P<indent>[ \t]*)<(?P<slash>/?)(?P<name>[A-Za-z][\w.]*|(?=>))(?=[\s/>])", re.MULTILINE)
_TAG = re.compile(r"<(?P<slash>/?)(?P<name>[A-Za-z][\w.-]*|(?=>))(?=[\s/>])")
_PAIR = re.compile(r"([\w:-]+)=(?:\"([^\"]*)\"|'([^']*)'|\{\s*[\"'`]?([^{}]*?)[\"'`]?\s*\})")
_EXPRESSION = re.compile(r"(?<![\w^_}\\$~{])\{(?![#.:%{]|=\w)")
_LITERAL = re.compile(
    rf"\{{\s*(?:\"([^\"]*)\"|'([^']*)'|({MARK.pattern.replace('(', '(?:')}))\s*\}}"
    r"|(?<![\w^_}\\$~])\{\s*(-?\d[\d.]*)\s*\}"
)


@dataclass(frozen=True, slots=True)
class Modules:
    """A text without its modules: its ``lines``, the lines of the object that tells of the page, what is imported.

    ``told`` is the index of that object's first line and its own text; ``meant`` is true of a text that is MDX.
    """

    lines: Sequence[str]
    meant: bool = False
    told: tuple[int, str] | None = None
    imports: Mapping[str, str] = field(default_factory=dict)


def without_modules(lines: Sequence[str], drop: Drop, *, meant: bool) -> Modules:
    """Take the statements of modules out of a text, and the indentation that components give to their words."""
    lines = list(_unwrapped(lines))
    kept: list[str] = []
    imports: dict[str, str] = {}
    told: tuple[int, str] | None = None
    index, blank = 0, True
    while index < len(lines):
        end = code.end(lines, index) if blank or not _MODULE.match(lines[index]) else index
        if end == index and blank and _MODULE.match(lines[index]):
            end = _statement_end(lines, index)
            text = "\n".join(lines[index:end])
            page = _TOLD.match(text) if told is None else None
            told = (index, text[page.end() :].rstrip("; \n")) if page else told
            imports |= dict(_IMPORTED.findall(text))
            None if page else drop(text, "script")
            kept += [""] * (end - index)
            meant = True
        else:
            end = max(end, index + 1)
            kept += lines[index:end]
            blank = not lines[end - 1].strip()
        index = end
    return Modules(_dedented(kept, meant=meant), meant, told, imports)


def _unwrapped(lines: Sequence[str]) -> Iterator[str]:
    """A text whose fences of ``mdx-code-block``, made for other tools, are taken off."""
    inside = False
    for line in lines:
        fence = line.strip() == ("```" if inside else "```mdx-code-block")
        inside = inside != fence
        yield "" if fence else line


def _statement_end(lines: Sequence[str], start: int) -> int:
    """The index after a statement: where its brackets are closed and its line is done, else the next blank line."""
    text = "\n".join(lines[start : start + _LONGEST]) + "\n"
    depth, line = 0, start
    for token in _SYNTAX.finditer(text):
        depth += _STEPS.get(token[0], 0)
        line += token[0].count("\n")
        if token[0] == "\n" and depth <= 0 and not text[: token.start()].endswith(("=", ",", "=>", "(", "?", ":")):
            return line
    return next((at for at in range(start, len(lines)) if not lines[at].strip()), len(lines))


# --- Indentation inside of components -----------------------------------------------------------


def _dedented(lines: list[str], *, meant: bool) -> list[str]:
    """Lay out what stands inside of a component at the column of its tag, where no indentation makes it code."""
    found = list(lines)
    for first, end, tag in sorted(_regions(lines, meant=meant)):
        least = min((_indent(line) for line in lines[first:end] if line.strip()), default=0)
        shift = max(0, least - _indent(found[tag]))
        found[first:end] = [line[min(_indent(line), shift) :] for line in lines[first:end]]
    return found


def _regions(lines: list[str], *, meant: bool) -> Iterator[tuple[int, int, int]]:
    """The lines inside of each component whose tags stand on lines of their own: first, end, and the tag's line."""
    text = "\n".join(code.without_fences(lines))
    opened: list[tuple[str, int, int]] = []
    meant = meant or _SHIFTED.search(text) is not None
    line = position = 0
    for match in _LINE_TAG.finditer(text) if "<" in text else ():
        end = _end(text, match.end(), ">")
        if not end or not (_is_component(match["name"]) or (meant and match["name"] in _FRAMES)):
            continue
        line += text.count("\n", position, match.start())
        position = match.start()
        if match["slash"]:
            place = next((at for at in reversed(range(len(opened))) if opened[at][0] == match["name"]), None)
            if place is not None:
                yield opened[place][1], line, opened[place][2]
                del opened[place:]
        elif text[end - 2] != "/" and not text[end:].partition("\n")[0].strip() and len(opened) < _DEEPEST:
            opened.append((match["name"], line + 1 + text.count("\n", match.start(), end), line))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_component(name: str) -> bool:
    return name[:1].isupper() and name.lower() not in _HTML and not name.isupper()


# --- Tags and expressions ----------------------------------------------------------------------


def take_out(text: str, stash: Stash, drop: Drop, modules: Modules) -> str:
    """Take components and expressions out of a text; what components say of themselves, a title or a picture, stays."""
    text = spliced(text, _tags(text, stash, drop, modules))
    if not modules.meant:
        return text
    text = _LITERAL.sub(lambda match: next(filter(None, match.groups()), ""), text)
    return spliced(text, _expressions(text, drop))


def _tags(text: str, stash: Stash, drop: Drop, modules: Modules) -> Iterator[tuple[int, int, str]]:
    """Components, and tags whose attributes are expressions: where they stand, what stands for them."""
    position = 0
    for match in _TAG.finditer(text):
        end = _end(text, match.end(), ">") if match.start() >= position else 0
        component = _is_component(match["name"]) or (modules.meant and not match["name"])
        if end and component:
            named = {} if match["slash"] else _named(text[match.start() : end], modules.imports)
            tag = Tag(match.start(), end, match["name"].lower(), "", named, ())
            yield match.start(), end, _replaced(tag, text, stash, drop)
            position = end
        elif end and re.search(r"=\{|\{\.\.\.", text[match.end() : end]):
            plain = " ".join(f'{key}="{value}"' for key, value in _named(text[match.end() : end], {}).items())
            yield match.start(), end - 1, f"{match[0]} {plain}".rstrip()
            position = end


def _end(text: str, start: int, closing: str) -> int:
    """The end of the tag whose name ends at ``start``, or of the expression there; 0 if there is none nearby."""
    depth = 0
    for token in _SYNTAX.finditer(text, start, start + _WIDEST):
        depth += _STEPS.get(token[0], 0)
        if token[0] in closing and depth <= 0:
            return token.end()
    return 0


def _replaced(tag: Tag, text: str, stash: Stash, drop: Drop) -> str:
    """The picture or the title of a component, which is told to ``drop``."""
    whole = text[tag.start : tag.end]
    picture = shortcodes.figure(tag)
    if picture:
        return stash.put(picture, whole)
    drop(whole, "component")
    title = shortcodes.plain(shortcodes.title(tag)) if not whole.endswith("/>") else ""
    before = text[: tag.start].rpartition("\n")[2] if title else ""
    margin = before if before.isspace() else ""
    return f"\n\n{margin}**{title}**\n\n{margin}" if title else ""


def _named(tag: str, imports: Mapping[str, str]) -> dict[str, str]:
    """The attributes that are texts or, in braces, the name of an import."""
    return {
        key.lower().replace("classname", "class"): double or single or imports.get(held, held)
        for key, double, single, held in _PAIR.findall(tag)
    }


def _expressions(text: str, drop: Drop) -> Iterator[tuple[int, int, str]]:
    position = 0
    for match in _EXPRESSION.finditer(text):
        end = _end(text, match.start(), ")]}") if match.start() >= position else 0
        if end:
            drop(text[match.start() : end], "script")
            yield match.start(), end, ""
            position = end
