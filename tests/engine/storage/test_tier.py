"""What one machine has spoken, others that share a store need not speak again."""

from __future__ import annotations

import uuid
from contextlib import closing
from typing import TYPE_CHECKING

import fsspec
import numpy as np
import pytest

from exporter.engine.storage import place
from exporter.engine.storage.cache import SpeechCache, cache_folder
from exporter.engine.work.narrator import Narrator
from exporter.errors import UsageError
from exporter.events import Event, Progress, Warned
from exporter.settings import NarrationSettings
from exporter.speech import Phrase, Speech, Utterance, UtteranceKind, WordTiming
from tests.engine import buckets

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SPEECH = Speech(np.linspace(-1, 1, 480, dtype=np.float32), 24_000, (WordTiming("été", 0, 400),))
SAID = tuple(
    Utterance(f"s{number}", UtteranceKind.SENTENCE, (Phrase("fr", text),))
    for number, text in enumerate(("Le gué est fermé.", "La rivière monte.", "Le gué est fermé."))
)


def silence(event: Event) -> None:
    assert isinstance(event, Progress), event


def unasked(out: Path) -> None:
    raise AssertionError(out)


def write(data: bytes) -> Callable[[Path], object]:
    return lambda out: out.write_bytes(data)


@pytest.fixture(params=["s3", "memory"])
def address(request: pytest.FixtureRequest) -> str:
    if request.param == "s3":
        return str(request.getfixturevalue("bucket")) + "/cache"
    return f"memory://{uuid.uuid4().hex}/cache"


def test_what_one_machine_has_said_another_need_not(tmp_path: Path, address: str) -> None:
    settings, asked = NarrationSettings(voice="silent"), list[Progress]()
    for machine in ("une", "autre"):
        events = list[Event]()
        with (
            closing(SpeechCache(tmp_path / machine, place(address))) as cache,
            Narrator(settings, cache, 1) as narrator,
        ):
            recordings = narrator.speak(SAID, events.append)
            assert [recording.length > 0 for recording in recordings] == [True] * 3
        asked.append(next(event for event in events if isinstance(event, Progress)))
        assert not [event for event in events if isinstance(event, Warned)]
    assert [event.total for event in asked] == [2, 0]
    assert (
        len({tuple(sorted(path.name for path in tmp_path.glob(f"{one}/audio/*/*"))) for one in ("une", "autre")}) == 1
    )


def test_what_one_machine_has_made_another_need_not(tmp_path: Path, address: str) -> None:
    with closing(SpeechCache(tmp_path / "une", place(address))) as cache:
        assert bytes(cache.kept("clef", write(b"son"), silence)) == b"son"
    with closing(SpeechCache(tmp_path / "autre", place(address))) as cache:
        assert bytes(cache.kept("clef", unasked, silence)) == b"son"
    with closing(SpeechCache(tmp_path / "autre")) as cache:
        assert bytes(cache.kept("clef", unasked, silence)) == b"son"


def test_what_is_damaged_there_is_made_again_and_mended(tmp_path: Path) -> None:
    address = f"memory://{uuid.uuid4().hex}"
    for machine in ("une", "autre", "encore"):
        with closing(SpeechCache(tmp_path / machine, place(address))) as cache:
            key = cache.key("voix", SAID[0])
            cache.gather([key], silence)
            found = cache.get(key)
            assert (found is None) == (machine != "encore")
            if found is None:
                cache.put(key, SPEECH, silence)
                cache.settle(silence)
        if machine == "une":
            store, root = fsspec.url_to_fs(address)
            (path,) = store.find(root)
            store.pipe_file(path, store.cat_file(path)[:-1])


def test_a_store_that_fails_is_told_of_once_and_asked_no_more(tmp_path: Path, bucket: str) -> None:
    heard = list[Event]()
    with closing(SpeechCache(tmp_path, place(f"{bucket}-absent"))) as cache:
        cache.gather([cache.key("voix", SAID[0])], silence)  # what is absent is no trouble
        for number, said in enumerate(SAID):
            cache.put(cache.key(f"voix {number}", said), SPEECH, heard.append)
        cache.settle(heard.append)
        assert bytes(cache.kept("clef", write(b"son"), heard.append)) == b"son"
        cache.settle(heard.append)
    (warning,) = heard
    assert isinstance(warning, Warned)
    assert (warning.code, warning.message.partition(":")[0]) == ("cache", "the shared cache is not used")
    assert f"{bucket}-absent/audio/" in warning.message


def test_a_store_that_refuses_is_told_of(tmp_path: Path, bucket: str) -> None:
    heard = list[Event]()
    with buckets.guarded(), closing(SpeechCache(tmp_path, place(bucket))) as cache:
        cache.gather([cache.key("voix", said) for said in SAID], heard.append)
    assert [event.message for event in heard if isinstance(event, Warned)] == [
        f"the shared cache is not used: cannot use {bucket}: access denied"
    ]


def test_where_nothing_can_be_kept_the_shared_cache_is_of_no_use(tmp_path: Path) -> None:
    (tmp_path / "audio").write_text("", encoding="utf-8")
    address, heard = f"memory://{uuid.uuid4().hex}", list[Event]()
    with closing(SpeechCache(tmp_path / "une", place(address))) as cache:
        cache.put(cache.key("voix", SAID[0]), SPEECH, silence)
    with closing(SpeechCache(tmp_path, place(address))) as cache:
        cache.gather([cache.key("voix", SAID[0])], heard.append)
        cache.put(cache.key("voix", SAID[0]), SPEECH, heard.append)
    assert [event.code for event in heard if isinstance(event, Warned)] == ["cache", "cache"]


def test_what_is_forgotten_before_it_was_sent_is_no_trouble(tmp_path: Path) -> None:
    with closing(SpeechCache(tmp_path, place(f"memory://{uuid.uuid4().hex}"))) as cache:
        cache._send(tmp_path / "audio/ab/cd.speech")  # noqa: SLF001 - a moment that cannot be met on purpose
        cache.settle(silence)


def test_the_cache_is_where_its_address_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "own"))
    assert cache_folder(address=str(tmp_path / "given")) == tmp_path / "given"
    assert cache_folder(address="s3://seau/x") == cache_folder(address=None) == tmp_path / "own"
    address = f"memory://{uuid.uuid4().hex}"
    places = ((None, "own"), (f"{tmp_path}/given", "given"), (f"file://{tmp_path}/url", "url"), (address, "own"))
    for number, (given, folder) in enumerate(places):
        with closing(SpeechCache.at(given)) as cache:
            cache.kept(f"clef{number}", write(b"son"), silence)
        assert len(list((tmp_path / folder).rglob("*.sound"))) == 1 + (given == address)
    store, root = fsspec.url_to_fs(address)
    assert len(store.find(root)) == 1
    with pytest.raises(UsageError, match="nobody knows the protocol"):
        SpeechCache.at("nulle-part://x")
