"""HTML among Markdown as CommonMark has it: a block of tags ends at a blank line, and Markdown goes on behind it.

The parser would take all up to the closing tag, or the whole rest of a text that lacks it, for HTML.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from exporter.events import Warned
from exporter.readers.markdown.stash import spliced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.events import Report
    from exporter.readers.markdown.stash import Stash

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
    return f"\n\n{match['margin']}{stash.markup(_WHOLE.sub(_quoted, written))}\n\n"


def _quoted(tag: re.Match[str]) -> str:
    """A tag without the quotation marks that it does not close."""
    return _QUOTES.sub(r"\1", tag[0])
