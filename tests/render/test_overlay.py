"""Speech laid over a page: what is heard where, in the order of the page."""

from __future__ import annotations

import re

import numpy as np
import pytest
from lxml import etree

from exporter.render import overlay
from exporter.render.overlay import Par, Seq
from exporter.speech import Chapter, ChapterKind, Clip, Phrase, Track, Utterance, UtteranceKind, WordTiming

RATE = 1000


def _page(body: str) -> etree._Element:
    return etree.fromstring(f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>')


def _track(*written: str) -> Track:
    """Utterances ``s1``, ``s2``, … of a second each, whose words share it evenly."""
    clips = []
    for number, text in enumerate(written):
        words, start = text.split(), number * RATE
        step = RATE // len(words)
        timings = tuple(WordTiming(one, start + i * step, start + (i + 1) * step) for i, one in enumerate(words))
        said = Utterance(f"s{number + 1}", UtteranceKind.SENTENCE, (Phrase("fr", text),))
        clips.append(Clip(said, start, start + RATE, said.id, timings))
    chapter = Chapter("c", ChapterKind.SECTION, "C", 1, ())
    return Track(chapter, RATE, tuple(clips), lambda number: np.full(RATE, number, np.float32))


def _places(track: Track) -> dict[str, tuple[Track, int]]:
    return {clip.utterance.id: (track, place) for place, clip in enumerate(track.clips)}


def test_clips_are_put_in_the_order_of_the_page_with_their_samples() -> None:
    page = _page('<p id="s3">c</p><p><span id="s1">a</span></p>')
    found = overlay.voiced(page, _places(_track("a", "b", "c")), "page")
    assert found is not None
    assert [(clip.utterance.id, clip.start, clip.end) for clip in found.clips] == [("s3", 0, 1000), ("s1", 1000, 2000)]
    assert [clip.words[0].start for clip in found.clips] == [0, 1000]
    assert [block[0] for block in found.blocks()] == [2, 0]


def test_a_page_of_which_nothing_is_heard_has_no_track() -> None:
    assert overlay.voiced(_page("<p>a</p>"), _places(_track("a")), "page") is None


def test_containers_nest_and_get_ids() -> None:
    page = _page('<ul><li id="here"><span id="s1">a</span><ol><li><span id="s2">b</span></li></ol></li></ul><ul/>')
    laid = overlay.lay(page, [_track("a", "b")], words=False)
    assert laid.items == (
        Seq(
            "heard-3",
            "list",
            (
                Seq(
                    "here",
                    "list-item",
                    (
                        Par("s1", 0, 1000, "C"),
                        Seq("heard-2", "list", (Seq("heard-1", "list-item", (Par("s2", 1000, 2000, "C"),)),)),
                    ),
                ),
            ),
        ),
    )
    assert overlay.lasting(laid) == 2000
    assert {"heard-1", "heard-2", "heard-3"} <= {element.get("id") for element in page.iter()}


def test_each_word_has_its_span_and_its_time_to_the_next() -> None:
    page = _page('<p id="s1">un <em>deux</em>, trois</p>')
    laid = overlay.lay(page, [_track("un deux, trois")], words=True)
    assert laid.items == (
        Seq("s1", "", (Par("s1-w1", 0, 333, "C"), Par("s1-w2", 333, 666, "C"), Par("s1-w3", 666, 1000, "C"))),
    )
    assert etree.tostring(page[0][0], encoding="unicode").partition(">")[2] == (
        '<span id="s1-w1">un</span> <em><span id="s1-w2">deux</span></em>, <span id="s1-w3">trois</span></p>'
    )


@pytest.mark.parametrize(
    ("written", "body", "wrapped"),
    [
        ("le 1er mai", "le 1<sup>er</sup> mai", "<a>le</a> <a>1<sup>er</sup></a> <a>mai</a>"),
        ("de H2O pure", "de H<sub>2</sub>O pure", "<a>de</a> <a>H<sub>2</sub>O</a> <a>pure</a>"),
        ("un grand mot", "<em>un <b>gr</b>and mot</em>", "<em><a>un</a> <a><b>gr</b>and</a> <a>mot</a></em>"),
        ("ab cd", "<em>a</em><b>b</b> <i>c</i>d", "<a><em>a</em><b>b</b></a> <a><i>c</i>d</a>"),
        ("l’ami de Paul", "l’<em>ami de</em> Paul", "<a>l’</a><em><a>ami</a> <a>de</a></em> <a>Paul</a>"),
        ("un, (deux)", "un, (<em>deux</em>)", "<a>un</a>, (<em><a>deux</a></em>)"),
    ],
)
def test_a_word_is_whole_with_the_markup_inside_of_it_where_that_can_be(written: str, body: str, wrapped: str) -> None:
    page = _page(f'<p id="s1">{body}</p>')
    overlay.lay(page, [_track(written)], words=True)
    found = etree.tostring(page[0][0], encoding="unicode")
    found = re.sub(r'<span id="s1-w\d+">', "<a>", found).replace("</span>", "</a>")
    assert found.partition(">")[2] == f"{wrapped}</p>"


def test_a_page_in_other_words_is_heard_by_the_sentence() -> None:
    laid = overlay.lay(_page('<p id="s1">un autre mot</p>'), [_track("un deux, trois")], words=True)
    assert laid.items == (Par("s1", 0, 1000, "C"),)


def test_calls_of_notes_and_breaks_are_counted_as_the_narration_does() -> None:
    page = _page('<p id="s1">un<sup class="note-call">1</sup><br/>deux</p>')
    laid = overlay.lay(page, [_track("un\ndeux")], words=True)
    assert laid.items == (Seq("s1", "", (Par("s1-w1", 0, 500, "C"), Par("s1-w2", 500, 1000, "C"))),)
    assert "".join(page.itertext()) == "un1deux"
