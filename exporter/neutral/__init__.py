"""A language that nobody has taught: nothing is rewritten, what editions add is in plain English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from exporter.neutral.labels import LABELS
from exporter.neutral.sentences import sentences

if TYPE_CHECKING:
    from exporter.labels import Labels
    from exporter.model import PartialDate
    from exporter.rewrite import Edit
    from exporter.speech import Doubt

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Neutral:
    """A language of any ``code``, as an `exporter.ports.Language`; one that is taught may begin from it."""

    code: str = "und"
    colon: str = ": "
    semicolon: str = "; "
    quotes: tuple[str, str] = ("“", "”")

    @property
    def labels(self) -> Labels:
        """`exporter.neutral.labels.LABELS`."""
        return LABELS

    def sentences(self, text: str) -> tuple[tuple[int, int], ...]:
        """`exporter.neutral.sentences.sentences`."""
        return sentences(text)

    def spoken(self, text: str, fixed: tuple[Edit, ...] = ()) -> tuple[Edit, ...]:  # noqa: ARG002 - the port's
        """What the user's lexicon says, and nothing else."""
        return fixed

    def doubts(self, text: str) -> tuple[Doubt, ...]:  # noqa: ARG002 - the port's signature
        """None: of an unknown language everything is a guess."""
        return ()

    def respelled(self, phonemes: str) -> str:
        """The IPA itself."""
        return phonemes

    def typeset(self, text: str) -> tuple[Edit, ...]:  # noqa: ARG002 - the port's signature
        """Nothing: text stays as it was written."""
        return ()

    def foreign(self, text: str) -> str | None:  # noqa: ARG002 - the port's signature
        """Nothing: what is foreign to an unknown language, nobody can tell."""
        return None

    def formula(self, mathml: str) -> str:  # noqa: ARG002 - the port's signature
        """None: its signs are read as they are."""
        return ""

    def cited(self, by: str, title: str, date: str) -> str:
        """As bibliographies do: "Author, Publisher – Title (January 2026)"."""
        work = " – ".join(filter(None, (by, title)))
        return " ".join(filter(None, (work, date and f"({date})")))

    def date(self, date: PartialDate) -> str:
        """Write a date out at its own precision: ``1 May 2026``, ``May 2026`` or ``2026``."""
        month = _MONTHS[date.month - 1] if date.month else None
        return " ".join(str(part) for part in (date.day, month, date.year) if part)


NEUTRAL = Neutral()
