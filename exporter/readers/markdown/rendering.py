"""Markdown to a tree of elements: bounded, its HTML set aside as CommonMark has it, given to Python-Markdown."""

from __future__ import annotations

import re
from bisect import bisect_left
from contextlib import suppress
from html import escape
from typing import TYPE_CHECKING, Any

from exporter.errors import ReadError
from exporter.events import Warned
from exporter.messages import Message
from exporter.model import Paragraph, Text
from exporter.readers.markdown.stash import spliced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown import Markdown

    from exporter.events import Report
    from exporter.readers.markdown.stash import Stash

_EXTENSIONS = (
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables",
    "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.bracketspan", "pymdownx.caret", "pymdownx.details",
    "pymdownx.fancylists", "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark", "pymdownx.quotes",
    "pymdownx.saneheaders", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde",
)  # fmt: skip
_CONFIGS = {"pymdownx.arithmatex": {"generic": True}, "pymdownx.quotes": {"callouts": True}}
_WRITTEN = "data-written"
"""Set on pictures of Markdown, whose empty words say nothing; those of HTML say "decorative"."""

_DEEPEST = 100
"""Elements inside elements; no author's text comes near."""

_NESTED_NOTE = re.compile(r"(?m)(?<=\s)\[\^(?=[^\[\]\n]+\]:)")
_FRAME = re.compile(r"</?(?!(?:p|h[1-6]|script|style)\b)[a-zA-Z][^<>]*>")
"""Tags of which a tree that is too deep is made; paragraphs and headings are kept."""

_BACK = '&#160;<a class="footnote-backref"'
_ESCAPED = re.compile(r"(?<!\\)((?:\\\\)*)\\<")
"""A sign that begins no tag, since its author said so; the parser knows no such escape."""
_MESSIEURS = re.compile(r"^( {0,3}MM)(?=\. [^\W\d_])", re.MULTILINE)
"""Two gentlemen, whom a list would take for its item 2000."""
_STRAY = re.compile(r"<(?![A-Za-z/][^<>]{0,4000}>|https?://)")


def render(text: str, with_markup: Callable[[str], str] = str) -> Any:  # noqa: ANN401 - lxml has no types
    """Render Markdown as one element that holds all others; ``with_markup`` puts back what was set aside of HTML."""
    escaped = _STRAY.sub("&lt;", _ESCAPED.sub(r"\1&lt;", _MESSIEURS.sub(r"\1\\", text)))
    rendered = with_markup(_convert(escaped)).replace(_BACK, _BACK.removeprefix("&#160;"))
    body = _parsed(rendered)
    return body if _depth(body) <= _DEEPEST else _parsed(_FRAME.sub(" ", rendered))


def _parsed(rendered: str) -> Any:  # noqa: ANN401
    from lxml import html  # noqa: PLC0415 - heavy

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    document = html.document_fromstring(f"<html><body>{rendered}</body></html>".encode(), parser=parser)
    return document.find("body")


def _depth(body: Any) -> int:  # noqa: ANN401
    from lxml.etree import iterwalk  # noqa: PLC0415 - start-up

    depth = deepest = 0
    for event, _ in iterwalk(body, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def is_written(image: Any) -> bool:  # noqa: ANN401
    """Tell whether a picture was written as Markdown, not as HTML."""
    return image.get(_WRITTEN) is not None


def _convert(text: str) -> str:
    """Render; what trips the parser up is read without HTML and notes inside of others, then without any markup."""
    for attempt in (text, _NESTED_NOTE.sub(r"\\\g<0>", text.replace("<", "&lt;"))):
        # Whatever goes wrong in the parser goes wrong in somebody else's code, over input that nobody vouches for.
        with suppress(Exception):
            return _parser().convert(attempt)
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))


def _parser() -> Markdown:
    import markdown  # noqa: PLC0415 - heavy
    from markdown.treeprocessors import Treeprocessor  # noqa: PLC0415 - start-up

    class Written(Treeprocessor):
        """Marks the pictures of Markdown."""

        def run(self, root: Any) -> None:  # noqa: ANN401
            for image in root.iter("img"):
                image.set(_WRITTEN, "")

    parser = markdown.Markdown(extensions=list(_EXTENSIONS), extension_configs=_CONFIGS, output_format="html")
    parser.treeprocessors.register(Written(parser), "written", 0.5)
    return parser


LONGEST = 2_500_000
"""Characters of an article in Markdown."""
_MOST_LINES = 20_000
"""Lines that are not blank: a book of five hundred pages."""
_MOST_TAGS = 15_000
"""Tags of HTML."""

_DEARLY_SHORT = 60_000_000
"""Abbreviations times characters: the parser looks for each of them at every word."""

_DEAREST = 12_000_000
"""Characters that the parser may go over in vain, looking for what closes: a few seconds."""

_COPIED = 650
"""For each sign that is markup the parser copies the whole paragraph, which is that much quicker than looking."""

_TAG = re.compile(r"</?[a-zA-Z]")
_SHORT = re.compile(r"(?m)^[ ]{0,3}\*\[[^\[\]\n]{1,200}\]:")
_GAP = re.compile(r"(\n[ \t]*\n)")
_DOTTED = re.compile(r"(?:[-+\w]{1,64}\.){40}")
"""What the parser takes for the beginning of a letterbox, at each of its dots anew."""
_SIGNS = re.compile(r"[\[*_<&!~^=$+{\\]")


def check(text: str) -> None:
    """Refuse what is longer than any article; raises `ReadError`."""
    hint = "one article a file; cut it up"
    if len(text) > LONGEST:
        raise ReadError(Message("the Markdown is longer than {count} characters", count=LONGEST), hint)
    if text.count("\n") > _MOST_LINES and sum(1 for line in text.split("\n") if line.strip()) > _MOST_LINES:
        raise ReadError(Message("the Markdown has more than {count} lines", count=_MOST_LINES), hint)
    if text.count("<") > _MOST_TAGS and len(_TAG.findall(text)) > _MOST_TAGS:
        raise ReadError(Message("the Markdown has more than {count} tags", count=_MOST_TAGS), hint)
    if text.count("*[") * len(text) > _DEARLY_SHORT and len(_SHORT.findall(text)) * len(text) > _DEARLY_SHORT:
        raise ReadError("the Markdown has too many abbreviations for its length", hint)


def bound(text: str, stash: Stash, report: Report) -> str:
    """Set aside as plain words the paragraphs whose markup cannot be meant."""
    left = _DEAREST
    parts: list[str] = []
    refused = False
    text = _DOTTED.sub(lambda match: f"{match[0][:-1]}\\.", text) if "." in text else text
    for part in _GAP.split(text):
        copied = len(_SIGNS.findall(part)) * len(part) // _COPIED
        cost = copied + _looked(part, "[", "]") + _looked(part, "](", ")")
        if cost > left:
            refused = True
            parts.append(stash.put(Paragraph((Text(stash.words(part)),)), part))
        else:
            left -= cost
            parts.append(part)
    if refused:
        report(Warned("markup", "markup that no author writes was read as plain words"))
    return "".join(parts)


def _looked(block: str, opening: str, closing: str) -> int:
    """Add up how far each opening is from what closes it, or from the end."""
    opened: list[int] = []
    looked = 0
    for match in re.finditer(f"{re.escape(opening)}|{re.escape(closing)}", block) if opening in block else ():
        if match[0] == opening:
            opened.append(match.start())
        elif opened:
            looked += match.start() - opened.pop()
    return looked + sum(len(block) - at for at in opened)


_NAMES = (
    "address|article|aside|blockquote|body|caption|center|col|colgroup|dd|details|div|dl|dt|fieldset|figcaption|figure"
    "|footer|form|h[1-6]|head|header|hr|html|iframe|legend|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot"
    "|th|thead|title|tr|ul"
)
_BLOCK = re.compile(
    r"^(?P<margin>[ \t]*)(?P<tags><pre\b(?:(?!</pre>)[\s\S]){0,100000}</pre>[^\n]*"
    rf"|</?(?:{_NAMES})(?=[\s/>])(?:(?!</summary>[ \t]*$)[^\n]|\n(?![ \t]*$))*(?:</summary>)?)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_WHOLE = re.compile(r"</?\w+[^<>]*>")
_MARKDOWN = re.compile(r"<\w+[^<>]*\smarkdown(?=[\s=>])")
_HOLDER = re.compile(
    r"(?<!\\)<(?P<slash>/?)(?P<name>audio|blockquote|canvas|details|dl|figure|figcaption|form|h[1-6]|iframe|math|noscript"
    r"|object|ol|pre|select|summary|svg|table|textarea|title|ul|video)(?=[\s>])[^<>]*(?<!/)>",
    re.IGNORECASE,
)
"""Tags that take what follows for their own until they are closed."""
_BLANK = re.compile(r"\n[ \t]*(?=\n)")
_QUOTES = re.compile(r"(\"[^\"]*\"|'[^']*')|[\"']")


def set_aside(text: str, stash: Stash, report: Report) -> str:
    """Set the blocks of tags aside; those that ask for Markdown inside of them are the parser's."""
    if "<" not in text:
        return text
    missing = sorted(_missing(text), key=lambda one: (one[0], -one[1]))
    if missing:
        report(Warned("markup-open", "tags that nothing closes were closed where their paragraph ends", tolerated=True))
    text = spliced(text, ((place, place, f"</{name}>") for place, _, name in missing))
    return _BLOCK.sub(lambda match: _mark(match, stash), text)


def _missing(text: str) -> Iterator[tuple[int, int, str]]:
    """The tags that nothing closes: where their paragraph ends, where they stand, their names."""
    opened: dict[str, list[int]] = {}
    for match in _HOLDER.finditer(text):
        places = opened.setdefault(match["name"].lower(), [])
        if not match["slash"]:
            places.append(match.end())
        elif places:
            places.pop()
    ends = [*(match.start() for match in _BLANK.finditer(text)), len(text)] if any(opened.values()) else []
    for name, places in opened.items():
        yield from ((ends[bisect_left(ends, place)], place, name) for place in places)


def _mark(match: re.Match[str], stash: Stash) -> str:
    written = match["tags"]
    if _MARKDOWN.match(written) or not _WHOLE.match(written):
        return match[0]
    quoted = _WHOLE.sub(lambda tag: _QUOTES.sub(r"\1", tag[0]), written)  # no quotation mark that nothing closes
    return f"\n\n{match['margin']}{stash.markup(quoted)}\n\n"
