"""MyST's marks among words: roles, targets and what they call, breaks of blocks, comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.readers.markdown.stash import MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exporter.readers.markdown.stash import Stash

    Drop = Callable[[str, str], None]

_ROLE = re.compile(rf"\{{(?P<name>[a-zA-Z][\w:+.-]*)\}}(?P<mark>{MARK.pattern})")
_TARGET = re.compile(
    r"^[ \t]*\((?P<label>[\w:. -]{1,100})\)=[ \t]*\n(?:[ \t]*\n)*(?:#{1,6}[ \t]+(?P<title>.*))?", re.MULTILINE
)
_BREAK = re.compile(r"^\+\+\+(?:[ \t].*)?$", re.MULTILINE)
_COMMENT = re.compile(r"(?:(?<=\n\n)|\A)%(?: .*)?$(?:\n%(?: .*)?$)*", re.MULTILINE)
_SPOKEN = re.compile(r"(?P<words>.*?)\s*<[^<>]*>$", re.DOTALL)
_CODE = frozenset({"code", "kbd", "samp", "command", "file", "math", "program", "eval", "option", "envvar", "guilabel"})
_SET = {"sub": "sub", "subscript": "sub", "sup": "sup", "superscript": "sup", "strong": "strong", "emphasis": "em"}


def resolve(text: str, stash: Stash, drop: Drop) -> str:
    """Leave the words of roles, and take out what only MyST reads; ``drop`` is told."""
    roles = _ROLE.search(text) is not None
    titles = {match["label"]: match["title"] or "" for match in _TARGET.finditer(text)}
    text = _ROLE.sub(lambda match: _role(match, titles, stash), text) if roles else text
    text = _TARGET.sub(lambda match: _without(match, match[0].split("\n", 1)[0], drop), text)
    text = _BREAK.sub(lambda match: _without(match, match[0], drop), text)
    return _COMMENT.sub(lambda match: _without(match, match[0], drop), text) if roles or titles else text


def _without(match: re.Match[str], words: str, drop: Drop) -> str:
    drop(words, "comment" if words.startswith("%") else "markup")
    return match[0].removeprefix(words)


def _role(match: re.Match[str], titles: Mapping[str, str], stash: Stash) -> str:
    name, words = match["name"].lower(), stash.words(match["mark"])
    if name.startswith("cite"):
        return f"[@{'; @'.join(part.strip() for part in words.split(','))}]"
    name = name.rpartition(":")[2]
    if name in _CODE:
        return match["mark"]
    if name in _SET:
        return f"<{_SET[name]}>{words}</{_SET[name]}>"
    named = _SPOKEN.match(words)
    return named["words"] if named else titles.get(words) or words
