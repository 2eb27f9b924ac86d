"""Words cut at the end of a line: by the dictionary or, where they are too long for any line, wherever they must be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weasyprint.text import line_break

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAST: Final = 3
"""Letters that stay together at either end."""


class Hyphens(line_break.pyphen.Pyphen):  # type: ignore[misc]  # pyphen has no types
    """Dictionary for editions whose stylesheet has no word cut that fits on a line: it always finds a way."""

    def iterate(self, word: str) -> Iterator[tuple[Any, Any]]:
        """Give the ways to cut a word, the last first."""
        return iter(tuple(self.known(word)) or tuple(_anywhere(word)))

    def known(self, word: str) -> Iterator[tuple[Any, Any]]:
        """Give the ways that the dictionary knows."""
        yield from super().iterate(word)


def _anywhere(word: str) -> Iterator[tuple[str, str]]:
    for place in range(len(word) - _LEAST, _LEAST - 1, -1):
        yield word[:place], word[place:]
