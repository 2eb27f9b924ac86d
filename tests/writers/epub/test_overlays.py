"""Read-along: every narrated text is heard once, where it stands, when it is spoken."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from exporter import walk
from exporter.errors import WriteError
from exporter.events import NotRendered
from exporter.french import FRENCH
from exporter.model import Article, Emphasis, Foreign, Link, Metadata, Note, NoteRef, Paragraph, Source, Text
from exporter.passes import prepare
from exporter.settings import BookSettings, NarrationSettings, NotesReading, Overlays, Settings, SourcesReading
from exporter.writers.epub import spoken
from tests import samples
from tests.writers.epub.listening import SMIL, decoded, durations, overlays, texts
from tests.writers.epub.reading import SILENT, XHTML, Book, examples, pictures, speak, squeezed, voice

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.events import Event
    from exporter.speech import Utterance

WORDS = replace(SILENT, book=BookSettings(Overlays.WORD))
MILLISECOND = 0.001


def utterances(article: Article, folder: Path, chosen: Settings = SILENT) -> list[Utterance]:
    with voice(folder, chosen) as world:
        return [clip.utterance for track in world.narrate(article) for clip in track.clips]


def check(book: Book, said: list[Utterance]) -> None:
    """What holds for every book that speaks."""
    found = overlays(book)
    heard = [par for overlay in found for par in overlay.pars]
    assert Counter(par.text for par in heard) == Counter(one.id for one in said)
    lasting = durations(book)
    for overlay in found:
        assert {par.sound for par in overlay.pars} == {f"audio/{overlay.page.removesuffix('.xhtml')}.mp3"}
        assert overlay.pars[0].begin == 0
        assert all(par.begin < par.end for par in overlay.pars)
        assert all(one.end == other.begin for one, other in pairwise(overlay.pars))
        samples_, rate = decoded(book, overlay.pars[0].sound)
        assert overlay.pars[-1].end == lasting[overlay.name] == pytest.approx(len(samples_) / rate, abs=0.05)
        order = [element.get("id") for element in book.documents[overlay.page].iter()]
        assert [par.text for par in overlay.pars] == sorted((par.text for par in overlay.pars), key=order.index)
    assert lasting.pop("") == pytest.approx(sum(lasting.values()), abs=MILLISECOND)
    assert set(lasting) == {overlay.name for overlay in found}


def check_words(book: Book, article: Article, said: list[Utterance]) -> None:
    """The spans, put together, are the article: what is heard is what is written."""
    by_id = {one.id: one for one in said}
    shown = {
        par.text: text
        for overlay in overlays(book)
        for par, text in zip(overlay.pars, texts(book, overlay), strict=True)
    }
    in_sources = {sentence.id for source in article.sources for sentence in walk.sentences(source)}
    for identity, text in shown.items():
        own = squeezed(by_id[identity].written)
        assert identity in in_sources or own == squeezed(text) or own in squeezed(text).replace("Crédit", "")
    sentences = [sentence for sentence in walk.sentences(article) if sentence.id in by_id]
    written = "".join(shown[sentence.id] for sentence in sentences if sentence.id not in in_sources)
    expected = "".join(walk.plain(sentence.content) for sentence in sentences if sentence.id not in in_sources)
    assert squeezed(written) == squeezed(expected)


def test_every_narrated_text_is_heard_once_where_it_stands(tmp_path: Path) -> None:
    article = samples.prepared()
    pictures(tmp_path)
    book = speak(article, tmp_path / "a.epub")
    said = utterances(article, tmp_path)
    check(book, said)
    check_words(book, article, said)
    assert {"title", "voice", "f1", "f1-credit", "sources", "sources-1"} <= {one.id for one in said}


@pytest.mark.slow
def test_so_it_is_in_any_article(tmp_path: Path) -> None:
    for number, example in enumerate(examples()):
        article = prepare(example, FRENCH)
        said = utterances(article, tmp_path)
        book = speak(article, tmp_path / f"{number}.epub")
        check(book, said)
        check_words(book, article, said)
