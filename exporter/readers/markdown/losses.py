"""The account of words: what is left out is reported with its line, and what nobody reported is found out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter import canon
from exporter.events import Dropped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.canon import Json
    from exporter.events import Report
    from exporter.model import Article

_WORD = re.compile(r"[^\W_]+")
_MARKUP = re.compile(
    r"^\s*(?:>\s*)*\d+[.)]\s|\]\([^()\s]*|</?[a-zA-Z][^<>]*>|&#?\w{1,30};|\{:[^{}]*\}"
    r"|\{ ?(?:[.#][\w-]|[\w-]+=)[^{}]*\}|\[\^[^\[\]]*\]:?|\]\[[^\[\]]*\]|\[\[[^\[\]|]*\||\|\s?\d+(?:x\d+)?\]\]"
    r"|(?<![\w:]):[\w+-]+:(?!\w)|\[![\w-]+\][-+]?|\s\^\w{6}$|^ {0,3}\*?\[[^\[\]]+\]:.*$"
    r"|^\s*(?:>\s*)*(?:[-*+]\s+|\d+[.)]\s+)?(?:`{3}|~{3}|:{3}|/{3}).*$|^\s*(?:>\s*)*(?:!!!|\?\?\?\+?)\s*[\w -]+"
    r"|^\s*(?:#|//|--|%%?)\| .*$|^\s*:[\w-]+:(?:\s.*)?$"
)
"""What of a line is not for readers: tags, attributes, names of notes, boxes and languages."""

_TEMPLATE = re.compile(r"\{\{[<%]?(?:(?!\}\}|\{\{).){0,4000}?\}\}|\{%(?:(?!%\}|\{%).){0,4000}?%\}", re.DOTALL)
"""What was reported when it was taken out."""

_MISSES = 200


class Losses:
    """Reports what is left out, each with the line of the file where it seems to stand."""

    def __init__(self, text: str, report: Report) -> None:
        """Keep the text of the file, in which to look."""
        self._text, self.report = text, report
        self._position, self._misses = 0, 0
        self._told: set[str] = set()

    def drop(self, words: str, reason: str) -> None:
        """Report words that no edition will show."""
        shown = words.strip()
        if shown:
            self._tell(self._line(shown), shown, reason)

    def heard(self, words: str) -> None:
        """Keep account of words that were understood, and that the article may say in others."""
        self._told.update(_words(words))

    def audit(self, article: Article, lines: Sequence[str], first: int) -> None:
        """Report the lines that have words which are neither in the article nor reported; ``first`` is their number."""
        found = {word for text in _strings(canon.to_json(article)) for word in _words(text)} | self._told
        text = _TEMPLATE.sub(lambda match: "\n" * match[0].count("\n"), "\n".join(lines))
        for number, (line, kept) in enumerate(zip(lines, text.split("\n"), strict=True), first):
            bare = _MARKUP.sub(" ", kept)
            if any(word not in found for word in _words(bare)):
                self._tell(number, line.strip(), "unread")

    def _tell(self, line: int, words: str, reason: str) -> None:
        self._told.update(_words(words))
        self.report(Dropped(line, words, reason))

    def _line(self, words: str) -> int:
        """Look for the words from the last find on, then from the top; the first line if they are nowhere."""
        if self._misses > _MISSES:
            return 1
        start = words.split("\n", 1)[0][:80]
        found = self._text.find(start, self._position)
        found = self._text.find(start) if found < 0 else found
        if found < 0:
            self._misses += 1
            return 1
        self._position = found
        return 1 + self._text.count("\n", 0, found)


def _strings(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _strings(one)


def _words(text: str) -> Iterator[str]:
    return (match[0].casefold() for match in _WORD.finditer(text))
