"""All that is French: labels, sentences, spoken form, typography, foreign passages and dates, in `FRENCH`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.french.calendar import write_out
from exporter.french.foreign import language
from exporter.french.labels import LABELS
from exporter.french.sentences import sentences
from exporter.french.typography import typeset

if TYPE_CHECKING:
    from exporter.labels import Labels
    from exporter.model import PartialDate
    from exporter.rewrite import Edit
    from exporter.speech import Doubt


@dataclass(frozen=True, slots=True)
class French:
    """French as an `exporter.ports.Language`."""

    code: str = "fr"
    colon: str = "\u00a0: "
    semicolon: str = " ; "
    quotes: tuple[str, str] = ("«\u00a0", "\u00a0»")

    @property
    def labels(self) -> Labels:
        """`exporter.french.labels.LABELS`."""
        return LABELS

    def sentences(self, text: str) -> tuple[tuple[int, int], ...]:
        """`exporter.french.sentences.sentences`."""
        return sentences(text)

    def spoken(self, text: str, fixed: tuple[Edit, ...] = ()) -> tuple[Edit, ...]:
        """`exporter.french.spoken.spoken`."""
        from exporter.french.spoken import spoken  # noqa: PLC0415 - 36 ms of rules that only narration needs

        return spoken(text, fixed)

    def doubts(self, text: str) -> tuple[Doubt, ...]:
        """`exporter.french.doubts.doubts`."""
        from exporter.french.doubts import doubts  # noqa: PLC0415 - tables that only a review needs

        return doubts(text)

    def respelled(self, phonemes: str) -> str:
        """`exporter.french.respelling.respelled`."""
        from exporter.french.respelling import respelled  # noqa: PLC0415 - as above

        return respelled(phonemes)

    def typeset(self, text: str) -> tuple[Edit, ...]:
        """`exporter.french.typography.typeset`."""
        return typeset(text)

    def foreign(self, text: str) -> str | None:
        """`exporter.french.foreign.language`."""
        return language(text)

    def formula(self, mathml: str) -> str:
        """`exporter.french.formulas.words`."""
        from exporter.french.formulas import words  # noqa: PLC0415 - few articles have formulas

        return words(mathml)

    def cited(self, by: str, title: str, date: str) -> str:
        """As French print does: "Auteur, Éditeur – Titre (janvier 2026)"."""
        work = " – ".join(filter(None, (by, title)))
        return " ".join(filter(None, (work, date and f"({date})")))

    def date(self, date: PartialDate) -> str:
        """`exporter.french.calendar.write_out`."""
        return write_out(date)


FRENCH = French()
