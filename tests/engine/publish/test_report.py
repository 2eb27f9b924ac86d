"""What a run came to: what is counted, what ``report.json`` says."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from exporter.engine.publish.report import Tallies, report_json
from exporter.engine.records import Entry, File, Made
from exporter.events import Failed, Progress, Tally, Wrote

if TYPE_CHECKING:
    from exporter.events import Event

WHEN = datetime(2026, 5, 28, 20, 26, 40, tzinfo=UTC)
TEXT = File("le-gue/le-gue.txt", 1000, "", "")
RECORD = File("le-gue/edition.json", 900, "", "")
ENTRY = Entry("file:../gué.txt", "le-gue", "", "", "Le gué", RECORD, (Made("txt", TEXT, "", "", 0.5),), "urn:x:12")


def wrote(article: str, form: str, seconds: float, size: int = 1000) -> Wrote:
    return Wrote(article, form, f"out/{article}/{article}.{form}", size, seconds)


def test_every_event_is_passed_on_and_editions_are_counted_by_format() -> None:
    heard: list[Event] = []
    tallies = Tallies(heard.append)
    told: list[Event] = [
        wrote("gue", "pdf", 2.0),
        wrote("gue", "txt", 0.25),
        Progress("articles", 1, 2),
        wrote("lac", "pdf", 1.0),
    ]
    for event in told:
        tallies.hear(event)
    assert heard == told
    summary = tallies.summary(2, 5, 1, 3.14159)
    assert (summary.done, summary.fresh, summary.failed, summary.seconds) == (2, 5, 1, 3.142)
    assert summary.formats == (Tally("pdf", 2, 2000, 3.0), Tally("txt", 1, 1000, 0.25))
    assert summary.slowest == (("gue", 2.25), ("lac", 1.0))


def test_a_run_that_made_nothing() -> None:
    summary = Tallies(lambda _: None).summary(0, 3, 0, 0.1)
    assert (summary.formats, summary.slowest) == ((), ())


def test_the_ten_slowest_articles_are_kept_and_no_others() -> None:
    tallies = Tallies(lambda _: None)
    for number in range(10_000):
        tallies.hear(wrote(f"a{number}", "txt", (number * 7919) % 10_000 / 1000))
    slowest = tallies.summary(10_000, 0, 0, 1.0).slowest
    assert [round(seconds * 1000) for _, seconds in slowest] == list(range(9999, 9989, -1))
    assert slowest[0][1] == 9.999
    assert sorted(slowest, key=lambda one: -one[1]) == list(slowest)
    assert sum(sys.getsizeof(value) for value in vars(tallies).values()) < 2000


def test_report_json_holds_counts_formats_failures_with_their_hints_and_every_edition() -> None:
    tallies = Tallies(lambda _: None)
    tallies.hear(wrote("gué", "txt", 0.5))
    failed = Failed("l\udce9.txt", "pdf", "the font is missing", "install it", 6)
    data = report_json(tallies.summary(1, 2, 1, 4.0), [failed], [ENTRY], WHEN)
    told = json.loads(data)
    assert (told["type"], told["version"], told["generated"]) == ("report", 1, "2026-05-28T20:26:40Z")
    assert told["generator"].startswith("exporter ")
    assert told["counts"] == {"articles": 4, "done": 1, "fresh": 2, "failed": 1, "editions": 1}
    assert told["formats"] == [{"format": "txt", "made": 1, "bytes": 1000, "seconds": 0.5}]
    assert told["slowest"] == [{"article": "gué", "seconds": 0.5}]
    (one,) = told["failures"]
    assert (one["format"], one["message"], one["hint"]) == ("pdf", "the font is missing", "install it")
    edition = {"source": "file:../gué.txt", "id": "urn:x:12", "format": "txt", "path": "le-gue/le-gue.txt"}
    assert told["editions"] == [edition]
    assert "gué".encode() in data
