"""What a person sees while the engine works, and in the end."""

from __future__ import annotations

import io
import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from exporter.cli import outcome, words
from exporter.cli.listening import listener
from exporter.cli.progress import JsonLines, Listener, Plain, Plans, Quiet, failure, preflight
from exporter.cli.words import error_line
from exporter.engine.records import Reason
from exporter.events import (
    Event,
    Failed,
    Narrated,
    NotRendered,
    Planned,
    Preflight,
    Progress,
    Pruned,
    Summary,
    Tally,
    Warned,
    Watching,
    Wrote,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Told = Callable[..., tuple[list[str], list[str]]]


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    words.catalogue.cache_clear()
    yield
    words.catalogue.cache_clear()


@pytest.fixture
def in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    words.catalogue.cache_clear()


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    """The lines that a listener writes of events: on standard output, on standard error."""

    def tell(events: list[Event], ear: Listener | None = None) -> tuple[list[str], list[str]]:
        with ear or Plain() as listening:
            for event in events:
                listening.hear(event)
        out, err = capsys.readouterr()
        return out.splitlines(), err.splitlines()

    return tell


def run_of(count: int, *, failed: int = 0, form: str = "txt") -> list[Event]:
    """The events of a run of so many articles, the last of which fail."""
    events: list[Event] = [Progress("articles", 0, count)]
    for number in range(count):
        if number < count - failed:
            events.append(Wrote(f"{number}.txt", form, f"out/{number}/{number}.{form}", 1500, 0.25))
        else:
            events.append(Failed(f"{number}.txt", form, "no such file: a", "look again", 3))
        events += (Progress("articles", number + 1, count), Progress(f"editions: {form}", number + 1, count))
    made = count - failed
    tally = (Tally(form, made, 1500 * made, 0.25 * made),) if made else ()
    return [
        *events,
        Summary(made, 0, failed, count / 4, tally, tuple((f"{n}.txt", 0.25) for n in range(min(made, 10)))),
    ]


def test_a_message_is_one_line_that_no_terminal_obeys(told: Told) -> None:
    _, err = told([Warned("pdf", "Ignored `color:\n` at 1:7\x1b[2J\u2028, no value.")])
    assert err == ["Warning: Ignored `color: ` at 1:7 [2J , no value."]


def test_a_name_in_an_error_commands_no_terminal(told: Told) -> None:
    assert error_line("no such file: \x1b[31ma", "look\nagain") == "Error: no such file: [31ma (look again)"
    assert told([Planned("a\x1b[2J\n", "txt", "new")], Plain(Plans(planned=True)))[1] == ["a [2J → txt: not made yet"]


@pytest.mark.parametrize(("pages", "shown"), [(1, "1 page,"), (2, "2 pages,")])
def test_pages_are_counted_as_one_says_it(pages: int, shown: str, told: Told) -> None:
    event = Preflight("pdf-print", "PDF/X-4", "FOGRA39", pages, 148, 210, 3, 2, 0, None, 280)
    assert shown in preflight(event)
    assert told([event])[1] == [preflight(event)]


# --- What will be made -----------------------------------------------------------------------------

PLAN: list[Event] = [
    Planned("gue.txt", "pdf", "source"),
    Planned("gue.txt", "txt", "fresh"),
    Planned("b", "txt", "new"),
]


def test_a_dry_run_shows_what_would_be_made_and_counts_the_rest(told: Told) -> None:
    out, err = told(PLAN, listener(as_json=False, quiet=False, dry_run=True))
    assert out == ["gue.txt → pdf: source changed", "b → txt: not made yet"]
    assert err == ["2 editions to make, 1 up to date"]


def test_a_dry_run_that_explains_shows_what_is_fresh_too(told: Told) -> None:
    out, _ = told(PLAN, listener(as_json=False, quiet=False, dry_run=True, explain=True))
    assert out[1] == "gue.txt → txt: up to date"


def test_a_run_explains_itself_beside_what_it_writes_if_that_is_asked_for(told: Told) -> None:
    assert told(PLAN, listener(as_json=False, quiet=False)) == ([], [])
    out, err = told(PLAN, listener(as_json=False, quiet=False, explain=True))
    assert (out, len(err)) == ([], 3)


def test_a_dry_run_that_cannot_begin_counts_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyboardInterrupt), Plain(Plans(only=True)):
        raise KeyboardInterrupt
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("in_french")
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_its_words(reason: Reason) -> None:
    line = outcome.planned(Planned("gué.txt", "pdf", reason))
    assert line.removeprefix("gué.txt → pdf: ") not in (reason, outcome.REASONS[reason])


def test_what_is_pruned_is_told(told: Told) -> None:
    _, err = told([Pruned("out/a/a.txt", removed=False), Pruned("out/a/a.txt", removed=True)])
    assert err == ["to be removed: out/a/a.txt", "removed: out/a/a.txt"]


# --- While it is made ------------------------------------------------------------------------------


def test_each_of_a_few_files_is_told_with_its_size_and_time(told: Told) -> None:
    out, err = told(run_of(3))
    assert out == [f"out/{number}/{number}.txt" for number in range(3)]
    assert err.count("  txt, 2 kB, 0.2 s") == 3


def test_of_many_files_there_are_the_paths_alone(told: Told) -> None:
    out, err = told(run_of(400))
    assert len(out) == 400
    assert err == [*(f"articles {done}/400" for done in (0, 100, 200, 300, 400)), *err[-4:]]
    assert err[-4].startswith("400 articles in 1 min 40 s (4.0/s): 400 done, 0 up to date, 0 failed")


def test_of_many_articles_each_has_no_progress_of_its_own_and_a_warning_is_told_once(told: Told) -> None:
    begun = Progress("articles", 0, 400)
    noise: list[Event] = [Progress("voice: a.txt", 0, 12), Warned("image", "a picture"), NotRendered("txt", "b", "c")]
    assert told([begun, *noise, *noise])[1] == ["articles 0/400", "Warning: a picture", "Warning: txt: b: c"]
    assert len(told([*noise, *noise, Narrated(3.0)])[1]) == 3


def test_small_steps_are_told_where_they_take_time(told: Told) -> None:
    for task in ("plan", "check"):
        assert told([Progress(task, 0, 999), Progress(task, 999, 999)])[1] == []
        assert told([Progress(task, 0, 30_000), Progress(task, 30_000, 30_000)])[1][1] == f"{task} 30000/30000"


# --- What it came to -------------------------------------------------------------------------------


def test_the_table_says_what_was_made_how_large_and_how_fast(told: Told) -> None:
    formats = (Tally("pdf", 120, 14_000_000, 42.0), Tally("epub-text", 9, 900, 0.0018))
    _, err = told(
        [Summary(120, 18, 2, 60.0, formats, (("gue.txt", 3.25), ("b.txt", 0.5), ("c.txt", 0.004), ("d", 0.0)))]
    )
    assert err == [
        "140 articles in 1 min 00 s (2.0/s): 120 done, 18 up to date, 2 failed",
        "             made   size    each",
        "  pdf         120  14 MB  350 ms",
        "  epub-text     9  900 B  0.2 ms",
        "slowest: gue.txt (3.2 s), b.txt (500 ms), c.txt (4.0 ms)",
    ]


@pytest.mark.usefixtures("in_french")
def test_the_table_in_french(told: Told) -> None:
    _, err = told([Summary(1, 0, 1, 7300.0, (Tally("pdf", 1, 2_500_000_000, 2.5),), (("gue.txt", 2.5),))])
    assert err == [
        "2 articles en 2 h 01 min (0,0/min) : 1 fait, 0 à jour, 1 en échec",
        "       produits  taille  chacun",
        "  pdf         1  2,5 Go   2,5 s",
    ]


@pytest.mark.parametrize(
    ("summary", "line"),
    [
        (Summary(0, 3, 0, 0.1, (), ()), "3 articles: all editions are up to date (--force makes them again)"),
        (Summary(0, 1, 0, 0.1, (), ()), "1 article: all editions are up to date (--force makes them again)"),
        (Summary(0, 0, 0, 0.1, (), ()), "no articles: nothing to do"),
        (Summary(0, 0, 2, 0.5, (), ()), "2 articles in 500 ms: 0 done, 0 up to date, 2 failed"),
    ],
)
def test_one_line_where_nothing_was_made(told: Told, summary: Summary, line: str) -> None:
    assert told([summary])[1] == [line]


def test_nothing_is_summed_up_of_one_article_or_of_a_dry_run(told: Told) -> None:
    one = Summary(1, 0, 0, 1.0, (Tally("txt", 1, 100, 1.0),), (("a", 1.0),))
    assert told([one])[1] == []
    assert told([Summary(0, 3, 0, 0.1, (), ())], Plain(Plans(only=True)))[1] == ["0 editions to make, 0 up to date"]


def test_a_failure_is_told_at_once_and_after_a_long_run_again(told: Told) -> None:
    line = "9.txt → txt: Error: no such file: a (look again)"
    assert told(run_of(10, failed=1))[1].count(line) == 1
    _, err = told(run_of(50, failed=25))
    again = err[next(place for place, line in enumerate(err) if "done" in line) :]
    assert again[-1] == "and 5 more failures: report.json"
    assert sum("Error" in line for line in again) == 20
    assert sum("Error" in line for line in err) == 45


def test_a_failure_of_the_whole_run_has_no_name_before_it() -> None:
    assert failure(Failed(None, None, "the lexicon is broken", "", 2)) == "Error: the lexicon is broken"


def test_each_run_of_a_watch_is_summed_up_for_itself(told: Told) -> None:
    inputs = ("textes", "a", "b", "c", "d")
    _, err = told([*run_of(50, failed=1), Watching(inputs), Watching(("textes",)), *run_of(2)])
    assert "watching textes, a, b, 2 more (Ctrl-C ends it)" in err
    assert "watching textes (Ctrl-C ends it)" in err
    assert err.count("  txt, 2 kB, 0.2 s") == 2
    assert sum("Error" in line for line in err) == 2


# --- Who listens -----------------------------------------------------------------------------------


def test_quiet_hears_failures_alone(told: Told) -> None:
    assert told(run_of(50, failed=1), listener(as_json=False, quiet=True)) == (
        [],
        ["49.txt → txt: Error: no such file: a (look again)"],
    )
    assert told(PLAN, Quiet()) == ([], [])


def test_programs_hear_everything(told: Told) -> None:
    events = [*PLAN, *run_of(2, failed=1), Pruned("a", removed=True), Watching(("a",))]
    out, err = told(events, listener(as_json=True, quiet=False, dry_run=True))
    assert err == []
    records = [json.loads(line) for line in out]
    assert [record["type"] for record in records] == [type(event).__name__.lower() for event in events]
    summary = next(record for record in records if record["type"] == "summary")
    assert summary["formats"] == [{"format": "txt", "made": 1, "bytes": 1500, "seconds": 0.25}]
    assert summary["slowest"] == [["0.txt", 0.25]]
    assert isinstance(listener(as_json=True, quiet=True), JsonLines)


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


@contextmanager
def screens(monkeypatch: pytest.MonkeyPatch, *, out: bool) -> Iterator[tuple[io.StringIO, io.StringIO]]:
    """Standard output, a terminal or not, and standard error, a terminal."""
    streams = (Screen() if out else io.StringIO(), Screen())
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", streams[0])
        patched.setattr(sys, "stderr", streams[1])
        patched.setenv("TERM", "xterm")
        patched.setenv("COLUMNS", "100")
        yield streams


def shown(events: list[Event], **choices: bool) -> None:
    with listener(as_json=False, quiet=False, **choices) as ear:
        for event in events:
            ear.hear(event)


def test_a_terminal_shows_a_few_files_with_size_and_time(monkeypatch: pytest.MonkeyPatch) -> None:
    with screens(monkeypatch, out=True) as (out, err):
        shown([Progress("voice: a.txt", 0, 3), *run_of(2)])
    assert out.getvalue() == ""
    assert "out/1/1.txt  (2 kB, 0.2 s)\n" in err.getvalue()
    assert "2 articles in 500 ms" in err.getvalue()


def test_a_terminal_is_not_flooded_by_a_large_run(monkeypatch: pytest.MonkeyPatch) -> None:
    with screens(monkeypatch, out=True) as (out, err):
        shown(run_of(400))
    assert (out.getvalue(), "out/1/1.txt" in err.getvalue()) == ("", False)
    assert "400 articles" in err.getvalue()


def test_bars_tell_how_far_each_format_is(monkeypatch: pytest.MonkeyPatch) -> None:
    with screens(monkeypatch, out=True) as (_, err), listener(as_json=False, quiet=False) as ear:
        ear.hear(Progress("articles", 10, 10))  # begun and ended at once: no bar
        for done in range(3):
            ear.hear(Progress("editions: pdf", done, 100))
            ear._bars.refresh()  # type: ignore[attr-defined]  # noqa: SLF001 - rather than wait for the next frame
    frames = err.getvalue()
    assert "editions: pdf" in frames
    assert "2/100" in frames
    assert "/s" in frames


def test_paths_go_to_a_pipe_one_a_line_while_a_terminal_shows_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    with screens(monkeypatch, out=False) as (out, err):
        shown(run_of(30))
    assert out.getvalue().splitlines() == [f"out/{number}/{number}.txt" for number in range(30)]
    assert "30 articles" in err.getvalue()


@pytest.mark.parametrize("piped", [True, False])
def test_a_plan_goes_where_paths_go(monkeypatch: pytest.MonkeyPatch, piped: bool) -> None:  # noqa: FBT001 - a case
    with screens(monkeypatch, out=not piped) as (out, err):
        shown(PLAN, dry_run=True)
    assert ("gue.txt → pdf: source changed\n" in (out if piped else err).getvalue()) is True
    assert "2 editions to make, 1 up to date" in err.getvalue()


def test_what_is_worth_knowing_names_its_article_where_there_are_several(told: Told) -> None:
    events = (Warned("image", "a picture", article="b.md"), NotRendered("txt", "table", "no columns", "c.md"))
    _, err = told([Progress("articles", 0, 2), *events])
    assert err[-2:] == ["b.md: Warning: a picture", "c.md: Warning: txt: table: no columns"]
    _, alone = told([Progress("articles", 0, 1), *events])
    assert alone[-2:] == ["Warning: a picture", "Warning: txt: table: no columns"]
