"""Bounds on markup: what no author writes, and what the parser would take hours over, is read as plain words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.errors import ReadError
from exporter.events import Warned
from exporter.model import Paragraph, Text

if TYPE_CHECKING:
    from exporter.events import Report
    from exporter.readers.markdown.stash import Stash

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
        raise ReadError(f"the Markdown is longer than {LONGEST} characters", hint)
    if text.count("\n") > _MOST_LINES and sum(1 for line in text.split("\n") if line.strip()) > _MOST_LINES:
        raise ReadError(f"the Markdown has more than {_MOST_LINES} lines", hint)
    if text.count("<") > _MOST_TAGS and len(_TAG.findall(text)) > _MOST_TAGS:
        raise ReadError(f"the Markdown has more than {_MOST_TAGS} tags", hint)
    if text.count("*[") * len(text) > _DEARLY_SHORT and len(_SHORT.findall(text)) * len(text) > _DEARLY_SHORT:
        raise ReadError("the Markdown has too many abbreviations for its length", hint)


def bound(text: str, stash: Stash, report: Report) -> str:
    """Set aside as plain words the paragraphs whose markup cannot be meant."""
    left = _DEAREST
    parts: list[str] = []
    refused = False
    text = _DOTTED.sub(lambda match: f"{match[0][:-1]}\\.", text) if "." in text else text
    for part in _GAP.split(text):
        cost = _cost(part)
        if cost > left:
            refused = True
            parts.append(stash.put(Paragraph((Text(stash.words(part)),)), part))
        else:
            left -= cost
            parts.append(part)
    if refused:
        report(Warned("markup", "markup that no author writes was read as plain words"))
    return "".join(parts)


def _cost(block: str) -> int:
    """How far the parser will go for brackets that nothing closes, and how much it will copy."""
    looked = _looked(block, "[", "]") + _looked(block, "](", ")")
    return looked + len(_SIGNS.findall(block)) * len(block) // _COPIED


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
