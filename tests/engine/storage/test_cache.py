"""Spoken sentences come back as they were kept, and the cache does not grow without end."""

from __future__ import annotations

import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from exporter.engine.storage.cache import SpeechCache, cache_folder, cache_limit
from exporter.errors import UsageError, VoiceError, WriteError
from exporter.events import Event, Warned
from exporter.speech import Phrase, Speech, Utterance, UtteranceKind, WordTiming

if TYPE_CHECKING:
    from collections.abc import Callable

SPEECH = Speech(np.linspace(-1, 1, 480, dtype=np.float32), 24_000, (WordTiming("été", 0, 400),))
QUIET = Speech(SPEECH.samples[::2], 24_000)


def silence(event: Event) -> None:
    raise AssertionError(event)


def say(text: str) -> Utterance:
    return Utterance("s1", UtteranceKind.SENTENCE, (Phrase("fr", text),))


def test_speech_comes_back_as_it_was_given_back(tmp_path: Path) -> None:
    cache = SpeechCache(tmp_path)
    key = cache.key("voix", say("été"))
    assert cache.get(key) is None
    kept, found = cache.put(key, SPEECH, silence), cache.get(key)
    assert found is not None
    assert (found.rate, found.words) == (SPEECH.rate, SPEECH.words)
    assert np.array_equal(kept.read(), found.read())
    assert found.read().dtype == np.float32
    assert np.abs(found.read() - SPEECH.samples).max() < 1e-4
    assert found.length == len(SPEECH.samples)


def test_the_key_depends_on_voice_language_and_spoken_form_alone(tmp_path: Path) -> None:
    cache = SpeechCache(tmp_path)
    same = Utterance("s9", UtteranceKind.HEADING, (Phrase("fr", "Oui."),), 2.0)
    assert cache.key("v", say("Oui.")) == cache.key("v", same)
    others = {cache.key("v", say("Non.")), cache.key("w", say("Oui.")), cache.key("v", say("Oui."))}
    assert len(others) == 3


def test_sound_needs_no_cache(tmp_path: Path) -> None:
    (tmp_path / "audio").write_text("", encoding="utf-8")
    cache, heard = SpeechCache(tmp_path), list[Event]()
    spoken = [
        cache.put(cache.key("voix", say(word)), said, heard.append) for word, said in (("a", SPEECH), ("b", QUIET))
    ]
    assert np.abs(spoken[0].read() - SPEECH.samples).max() < 1e-4
    assert np.abs(spoken[1].read() - QUIET.samples).max() < 1e-4
    assert {event.code for event in heard if isinstance(event, Warned)} == {"cache"}
    assert [path.name for path in tmp_path.iterdir()] == ["audio"]
    cache.close()


def test_no_place_at_all_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "audio").write_text("", encoding="utf-8")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "audio"))
    cache = SpeechCache(tmp_path)
    with pytest.raises(WriteError):
        cache.put(cache.key("voix", say("été")), SPEECH, list[Event]().append)


@pytest.mark.parametrize("damage", [lambda data: data[:100], lambda data: data[:-1] + b"\0", lambda _: b"{}\n"])
def test_a_damaged_file_counts_as_absent(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    cache = SpeechCache(tmp_path)
    key = cache.key("voix", say("été"))
    cache.put(key, SPEECH, silence)
    (path,) = tmp_path.rglob("*.speech")
    path.write_bytes(damage(path.read_bytes()))
    assert cache.get(key) is None


def test_a_flipped_bit_counts_as_absent_wherever_it_is(tmp_path: Path) -> None:
    cache = SpeechCache(tmp_path)
    key = cache.key("voix", say("été"))
    cache.put(key, SPEECH, silence)
    (path,) = tmp_path.rglob("*.speech")
    whole = path.read_bytes()
    head = whole.index(b"}") + 4  # checksum, rate and times of words, and the first samples
    for place in range(head):
        path.write_bytes(whole[:place] + bytes((whole[place] ^ 1,)) + whole[place + 1 :])
        assert cache.get(key) is None, place
    path.write_bytes(whole)
    assert cache.get(key) is not None


def test_speech_that_goes_during_a_run_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    cache = SpeechCache(tmp_path)
    recording = cache.put(cache.key("voix", say("été")), SPEECH, silence)
    cache.clear()
    with pytest.raises(VoiceError) as caught:
        recording.read()
    assert caught.value.hint == "start again"


def used(cache: SpeechCache, text: str, days: float) -> Path:
    """Keep a sentence that was last used some days ago."""
    before = {blob.path for blob in cache.contents()}
    cache.put(cache.key("v", say(text)), SPEECH, print)
    (new,) = {blob.path for blob in cache.contents()} - before
    os.utime(new, (time.time() - days * 86_400,) * 2)
    return new


def test_the_least_recently_used_speech_is_forgotten_first(tmp_path: Path) -> None:
    cache = SpeechCache(tmp_path)
    old, new, middle = used(cache, "un", 9), used(cache, "deux", 1), used(cache, "trois", 5)
    assert [blob.path for blob in cache.contents()] == [old, middle, new]
    size = cache.contents()[0].bytes
    assert cache.prune(3 * size) == []
    assert [blob.path for blob in cache.prune(2 * size)] == [old]
    assert [blob.path for blob in cache.prune(size - 1)] == [middle, new]
    assert cache.contents() == []


def test_reading_is_a_use(tmp_path: Path) -> None:
    cache = SpeechCache(tmp_path)
    used(cache, "un", 9)
    recent = used(cache, "deux", 5)
    assert cache.get(cache.key("v", say("un"))) is not None
    assert cache.contents()[0].path == recent


def test_speech_is_forgotten_by_age_or_altogether(tmp_path: Path) -> None:
    cache = SpeechCache(tmp_path)
    old, new = used(cache, "un", 9), used(cache, "deux", 1)
    left, writing = old.parent / ".x.speech.1.part", old.parent / ".y.speech.2.part"
    left.write_bytes(b"")
    writing.write_bytes(b"")
    os.utime(left, (0, 0))
    assert [blob.path for blob in cache.clear(7)] == [old]
    assert not left.exists()
    assert writing.exists()
    assert [blob.path for blob in cache.clear()] == [new]


def test_a_blob_that_another_run_forgets_is_no_error(tmp_path: Path) -> None:
    cache = SpeechCache(tmp_path)
    path = used(cache, "un", 1)
    path.unlink()
    path.symlink_to(tmp_path / "nowhere")
    assert cache.contents() == []


@pytest.mark.parametrize(
    ("text", "size"),
    [("", 2 * 1024**3), ("0", 0), ("1500", 1500), ("3k", 3072), ("500M", 500 * 1024**2), ("1 G", 1024**3)],
)
def test_the_limit_of_the_cache(monkeypatch: pytest.MonkeyPatch, text: str, size: int) -> None:
    monkeypatch.setenv("EXPORTER_CACHE_LIMIT", text)
    assert cache_limit() == size


@pytest.mark.parametrize("text", ["beaucoup", "-1", "2T", "1.5G", "٣"])
def test_a_limit_that_is_no_size(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("EXPORTER_CACHE_LIMIT", text)
    with pytest.raises(UsageError, match="is no size"):
        cache_limit()


def test_the_cache_lies_where_the_user_says_or_where_caches_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPORTER_CACHE", "/ici")
    assert cache_folder() == Path("/ici")
    monkeypatch.delenv("EXPORTER_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/caches")
    assert cache_folder() == Path("/caches/exporter")
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_folder() == Path.home() / ".cache/exporter"


def test_without_a_home_the_cache_is_temporary(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("EXPORTER_CACHE", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 987_654_321)
    heard: list[Event] = []
    assert cache_folder(heard.append) == cache_folder() == Path(tempfile.gettempdir()) / "exporter-987654321"
    (warning,) = heard
    assert isinstance(warning, Warned)
    assert warning.code == "cache"


def write(data: bytes) -> Callable[[Path], object]:
    return lambda out: out.write_bytes(data)


def unasked(out: Path) -> None:
    raise AssertionError(out)


def test_what_was_made_once_is_read_from_then_on(tmp_path: Path) -> None:
    assert bytes(SpeechCache(tmp_path).kept("clef", write(b"son"), silence)) == b"son"
    assert bytes(SpeechCache(tmp_path).kept("clef", unasked, silence)) == b"son"
    assert bytes(SpeechCache(tmp_path).kept("autre", write(b""), silence)) == b""


@pytest.mark.parametrize("damage", [lambda _: b"", lambda data: data[:-1], lambda data: b"t" + data[1:]])
def test_what_is_damaged_is_made_again(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    cache = SpeechCache(tmp_path)
    cache.kept("clef", write(b"son"), silence)
    (path,) = tmp_path.rglob("*.sound")
    path.write_bytes(damage(path.read_bytes()))
    assert bytes(cache.kept("clef", write(b"bruit"), silence)) == b"bruit"


def test_what_several_threads_ask_for_is_made_once(tmp_path: Path) -> None:
    cache, calls = SpeechCache(tmp_path), list[Path]()

    def make(out: Path) -> None:
        calls.append(out)
        time.sleep(0.05)
        out.write_bytes(b"son")

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: bytes(cache.kept("clef", make, silence)), range(4)))
    assert found == [b"son"] * 4
    assert len(calls) == 1


def test_what_is_made_needs_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "audio").write_text("", encoding="utf-8")
    cache, heard = SpeechCache(tmp_path), list[Event]()
    assert bytes(cache.kept("clef", write(b"son"), heard.append)) == b"son"
    assert [event.code for event in heard if isinstance(event, Warned)] == ["cache"]
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "audio"))
    with pytest.raises(WriteError):
        cache.kept("clef", write(b"son"), heard.append)


def test_spoken_sentences_are_forgotten_last(tmp_path: Path) -> None:
    cache = SpeechCache(tmp_path)
    sentence = used(cache, "un", 9)
    cache.kept("clef", write(b"son"), silence)
    total = sum(blob.bytes for blob in cache.contents())
    assert [blob.spoken for blob in cache.prune(total - 1)] == [False]
    assert [blob.path for blob in cache.contents()] == [sentence]
