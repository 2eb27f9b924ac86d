"""HTML among Markdown as CommonMark has it: a block of tags ends at a blank line, and Markdown goes on behind it.

The parser would take all up to the closing tag, or the whole rest of a text that lacks it, for HTML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.readers.markdown.stash import Stash

_NAMES = (
    "address|article|aside|blockquote|body|caption|center|col|colgroup|dd|details|div|dl|dt|fieldset|figcaption|figure"
    "|footer|form|h[1-6]|head|header|hr|html|iframe|legend|li|main|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead"
    "|title|tr|ul"
)
_BLOCK = re.compile(
    r"^(?P<margin>[ \t]*)(?:(?P<pre><pre\b(?:(?!</pre>)[\s\S]){0,100000}(?:</pre>)?[^\n]*)"
    rf"|(?P<tags></?(?:{_NAMES})(?=[\s/>])"
    r"(?:(?!</summary>[ \t]*$)[^\n]|\n(?![ \t]*$))*(?:</summary>)?))[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_MARKDOWN = re.compile(r"<\w+[^<>]*\smarkdown(?=[\s=>])")


def set_aside(text: str, stash: Stash) -> str:
    """Set the blocks of tags aside; those that ask for Markdown inside of them are the parser's."""
    return _BLOCK.sub(lambda match: _mark(match, stash), text) if "<" in text else text


def _mark(match: re.Match[str], stash: Stash) -> str:
    written = match["pre"] or match["tags"]
    return match[0] if _MARKDOWN.match(written) else f"\n\n{match['margin']}{stash.markup(written)}\n\n"
