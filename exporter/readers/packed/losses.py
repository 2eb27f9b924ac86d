"""What is left out of a document, told as it is met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.events import Dropped

if TYPE_CHECKING:
    from exporter.events import Report


class Losses:
    """Reports words with the number of the paragraph (from 1) that is being read: ``line`` is kept by the reader."""

    def __init__(self, report: Report) -> None:
        """Nothing was read yet."""
        self._report = report
        self.line = 0

    def drop(self, words: str, reason: str) -> None:
        """Tell of words that are left out, if there are any."""
        shown = " ".join(words.split())
        if shown:
            self._report(Dropped(self.line, shown, reason))
