"""Where an article's end is not clear, an editor is told, and where it is, nobody is bothered."""

from __future__ import annotations

import pytest

from exporter.events import Judged
from exporter.ports import Landmarks, Original
from exporter.readers import scraped
from tests.readers.desk import Desk
from tests.readers.scraped import pages
from tests.reading import labelled

_TEXT = frozenset({"paragraph", "lead", "quote", "item", "heading", "note", "source", "notice", "row"})
_TELLING, _MUCH = 25, 60
"""Characters of a line that is text for sure, and of lines too many that a reader would stumble on."""


def read(text: str, landmarks: Landmarks | None = None) -> Desk:
    desk = Desk()
    scraped.read(Original("page.txt", text.encode(), landmarks=landmarks), desk)
    return desk


def unsure(desk: Desk) -> list[str]:
    return [event.message for event in desk.warned if event.code == "no-end"]


def wrong(desk: Desk, page: labelled.Labelled) -> bool:
    """Tell whether text is missing at the end, or whether there is too much."""
    told = [event for event in desk.events if isinstance(event, Judged)]
    last = max(event.line for event in told if event.role != "junk")
    next_ = min((event.line for event in told if event.line > last), default=last + 1)
    texts, end = page.text.split("\n"), max(line for line, label in page.labels.items() if label != "junk")
    lost = [n for n, label in page.labels.items() if n >= next_ and label in _TEXT and len(texts[n - 1]) > _TELLING]
    extra = [len(e.text) for e in told if e.role != "junk" and e.line > end and len(e.text) > _TELLING]
    return bool(lost) or sum(extra) >= _MUCH


@pytest.mark.slow
def test_wrong_ends_are_told_more_often_than_not_and_right_ones_seldom() -> None:
    told: dict[bool, list[bool]] = {True: [], False: []}
    for use in ("measure", "train"):
        for page in labelled.pages(use):
            desk = read(page.text)
            told[wrong(desk, page)].append(bool(unsure(desk)))
    assert sum(told[True]) / len(told[True]) > 0.5
    assert sum(told[False]) / len(told[False]) <= 0.12


def test_pages_whose_end_is_clear_are_not_warned_of() -> None:
    assert [seed for seed in range(20) if unsure(read(pages.Page(seed).text))] == []


def test_the_warning_names_its_remedy_which_settles_it() -> None:
    page = next(page for page in labelled.pages("train") if page.name == "hebdo-tribune-greffiers")
    (message,) = unsure(read(page.text))
    assert "--fix end-line=" in message
    number = message.partition("end-line=")[2].partition(")")[0]
    words = scraped.words(Original("page.txt", page.text.encode()), number)
    assert unsure(read(page.text, Landmarks(end=words))) == []
