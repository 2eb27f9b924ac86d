"""What a run will do, and what it came to, in words for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exporter.cli.words import counted, decimal, say, size, translate
from exporter.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.events import Planned, Pruned, Summary, Watching

FRESH: Final = "fresh"
"""The reason for which nothing is made."""
REASONS: Final = {
    FRESH: Message("up to date"),
    "new": Message("not made yet"),
    "source": Message("source changed"),
    "picture": Message("picture changed"),
    "template": Message("template changed"),
    "voice": Message("voice changed"),
    "option": Message("option changed"),
    "damaged": Message("output damaged or missing"),
    "version": Message("made by another version of exporter"),
    "forced": Message("asked for by --force"),
    "pages": Message("the pages that it lists have changed"),
}
"""What the values of `exporter.engine.records.Reason` mean."""
_NAMED: Final = 3
"""How many articles or inputs are named where there are more."""


def planned(event: Planned) -> str:
    """One line for what becomes of an edition, and why."""
    return f"{event.article} → {event.format}{say(': ')}{translate(REASONS.get(event.reason, event.reason))}"


def plan(todo: int, fresh: int) -> str:
    """One line for what a dry run found."""
    made = counted(todo, "{count} edition to make", "{count} editions to make")
    return f"{made}, {fresh} {say('up to date')}"


def pruned(event: Pruned) -> str:
    """One line for a file whose article is gone."""
    if event.removed:
        return say("removed: ") + event.path
    return say("to be removed: ") + event.path


def watching(event: Watching) -> str:
    """One line for what is watched."""
    return say("watching ") + _some(event.inputs) + say(" (Ctrl-C ends it)")


def summary(event: Summary) -> Iterator[str]:
    """What a run came to: a line when nothing was to do, nothing for one article, else a table."""
    articles = event.done + event.fresh + event.failed
    if not articles:
        yield say("no articles: nothing to do")
    elif articles == event.fresh:
        yield _articles(articles) + say(": all editions are up to date (--force makes them again)")
    elif articles > 1:
        yield _counts(event, articles)
        yield from _formats(event)
        if len(event.slowest) > 1:
            named = [f"{article} ({duration(seconds)})" for article, seconds in event.slowest[:_NAMED]]
            yield say("slowest: ") + ", ".join(named)


def unnamed(count: int) -> str:
    """One line for failures beyond those that are listed."""
    return say("and {count} more failures: report.json", count=count)


def _articles(count: int) -> str:
    return counted(count, "{count} article", "{count} articles")


def _counts(event: Summary, articles: int) -> str:
    """The table's first line."""
    states = (
        counted(event.done, "{count} done", "{count} done"),
        f"{event.fresh} {say('up to date')}",
        f"{event.failed} {say('failed')}",
    )
    rate = f" ({speed(event.done / event.seconds)})" if event.done and event.seconds else ""
    taken = say("in") + f" {duration(event.seconds)}"
    return f"{_articles(articles)} {taken}{rate}{say(': ')}{', '.join(states)}"


def _formats(event: Summary) -> Iterator[str]:
    """A line a format: how many were made, how much that is, how long one took."""
    rows = [
        (tally.format, str(tally.made), size(tally.bytes), duration(tally.seconds / tally.made))
        for tally in event.formats
    ]
    if rows:
        heads = ("", say("made"), say("size"), say("each"))
        yield from _columns((heads, *rows))


def _columns(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Names on the left, figures below each other on the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *figures in rows:
        cells = (figure.rjust(width) for figure, width in zip(figures, widths[1:], strict=True))
        yield "  ".join(("", name.ljust(widths[0]), *cells))


def _some(names: Sequence[str]) -> str:
    """The first names, and how many there are more."""
    more = len(names) - _NAMED
    others = [say("{more} more", more=more)] if more > 0 else []
    return ", ".join((*names[:_NAMED], *others))


def speed(per_second: float) -> str:
    """How many a second, or a minute where that says more."""
    if per_second < 1:
        return f"{decimal(per_second * 60, 1)}/min"
    return f"{decimal(per_second, 1)}/s"


def duration(seconds: float) -> str:
    """Seconds for people: hours and minutes where there are any, else thousandths where that says more."""
    if seconds < 1:
        return f"{decimal(seconds * 1000, 0 if seconds >= 0.01 else 1)} ms"  # noqa: PLR2004 - two figures are enough
    if seconds < 60:  # noqa: PLR2004 - seconds of a minute
        return f"{decimal(seconds, 1)} s"
    minutes, left = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {left:02} s"
