"""Files are whole or absent; spoken sentences come back as they were kept."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import pytest

from exporter.engine.store import SpeechCache, cache_folder, cache_limit, disk, folder, sweep, whole
from exporter.errors import UsageError, WriteError
from exporter.events import Event, Warned
from exporter.speech import Phrase, Speech, Utterance, UtteranceKind, WordTiming

SPEECH = Speech(np.linspace(-1, 1, 480, dtype=np.float32), 24_000, (WordTiming("été", 0, 400),))


def silence(event: Event) -> None:
    raise AssertionError(event)


def say(text: str) -> Utterance:
    return Utterance("s1", UtteranceKind.SENTENCE, (Phrase("fr", text),))


def test_a_file_appears_whole(tmp_path: Path) -> None:
    target = tmp_path / "sous" / "texte.txt"
    with whole(target) as part:
        part.write_text("complet", encoding="utf-8")
        assert not target.exists()
    assert target.read_text(encoding="utf-8") == "complet"
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_a_broken_write_leaves_what_was_there(tmp_path: Path, error: type[BaseException]) -> None:
    target = tmp_path / "texte.txt"
    target.write_text("ancien", encoding="utf-8")

    def write() -> None:
        with whole(target) as part:
            part.write_text("à moitié", encoding="utf-8")
            raise error

    with pytest.raises(error):
        write()
    assert target.read_text(encoding="utf-8") == "ancien"
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_is_named() -> None:
    with pytest.raises(WriteError, match="disk full") as caught, disk(Path("x")):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert "free some space" in caught.value.hint


def test_a_real_full_disk(tmp_path: Path) -> None:
    target = tmp_path / "texte.txt"
    with pytest.raises(WriteError, match="disk full"), whole(target), Path("/dev/full").open("wb") as full:
        full.write(b"x" * 10_000)
    assert not list(tmp_path.iterdir())


def test_speech_comes_back_as_it_was_given_back(tmp_path: Path) -> None:
    cache = SpeechCache(tmp_path)
    key = cache.key("voix", say("été"))
    assert cache.get(key) is None
    kept, found = cache.put(key, SPEECH, silence), cache.get(key)
    assert found is not None
    assert (found.rate, found.words) == (SPEECH.rate, SPEECH.words)
    assert np.array_equal(kept.samples, found.samples)
    assert found.samples.dtype == np.float32
    assert np.abs(found.samples - SPEECH.samples).max() < 1e-4


def test_the_key_depends_on_voice_language_and_spoken_form_alone(tmp_path: Path) -> None:
    cache = SpeechCache(tmp_path)
    same = Utterance("s9", UtteranceKind.HEADING, (Phrase("fr", "Oui."),), 2.0)
    assert cache.key("v", say("Oui.")) == cache.key("v", same)
    others = {cache.key("v", say("Non.")), cache.key("w", say("Oui.")), cache.key("v", say("Oui."))}
    assert len(others) == 3


def test_sound_needs_no_cache(tmp_path: Path) -> None:
    (tmp_path / "audio").write_text("", encoding="utf-8")
    cache, heard = SpeechCache(tmp_path), list[Event]()
    spoken = cache.put(cache.key("voix", say("été")), SPEECH, heard.append)
    assert np.abs(spoken.samples - SPEECH.samples).max() < 1e-4
    assert [event.code for event in heard if isinstance(event, Warned)] == ["cache"]


def test_a_damaged_blob_counts_as_absent(tmp_path: Path) -> None:
    cache = SpeechCache(tmp_path)
    key = cache.key("voix", say("été"))
    cache.put(key, SPEECH, silence)
    (blob,) = (path for path in tmp_path.rglob("*.npz"))
    blob.write_bytes(blob.read_bytes()[:100])
    assert cache.get(key) is None


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
    left, writing = old.parent / ".x.npz.1.part", old.parent / ".y.npz.2.part"
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


@pytest.mark.parametrize(
    "error",
    [
        FileNotFoundError(errno.ENOENT, "No such file or directory", "/usr/lib/libabsent.so"),
        OSError("cannot load library 'libabsent.so'"),
        PermissionError(errno.EACCES, "Permission denied", ""),
    ],
)
def test_what_does_not_concern_the_output_stays_what_it_is(tmp_path: Path, error: OSError) -> None:
    with pytest.raises(type(error), match=re.escape(str(error))), whole(tmp_path / "a.txt"):
        raise error


@pytest.mark.parametrize("code", [errno.EROFS, errno.EIO, errno.EDQUOT])
def test_what_the_disk_refuses_concerns_the_output(tmp_path: Path, code: int) -> None:
    with pytest.raises(WriteError, match=r"a\.txt"), whole(tmp_path / "a.txt"):
        raise OSError(code, os.strerror(code))


def test_a_target_that_cannot_be_replaced_is_an_error_of_the_output(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(WriteError, match=r"cannot write .*a\.txt"), whole(tmp_path / "a.txt") as part:
        part.write_text("x", encoding="utf-8")


def test_folders_that_stay_empty_go_again(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with folder(tmp_path / "a/b/c"):
        assert (tmp_path / "a/b/c").is_dir()
    assert not list((tmp_path / "a").iterdir())
    with folder(tmp_path / "a/b/c"):
        (tmp_path / "a/b/kept").write_text("", encoding="utf-8")
    assert [path.name for path in (tmp_path / "a/b").iterdir()] == ["kept"]


def test_parts_of_processes_that_are_gone_are_swept_up(tmp_path: Path) -> None:
    with subprocess.Popen(["true"]) as gone:
        gone.wait()
    running = os.getppid()
    for name in (f".a.txt.{gone.pid}.part", f".b.txt.{os.getpid()}.part", ".c.txt.99999999999999999999.part"):
        (tmp_path / name).write_text("", encoding="utf-8")
    kept = {f".a.txt.{running}.part", "a.txt", f"a.txt.{gone.pid}.part", ".notes.part"}
    for name in kept:
        (tmp_path / name).write_text("", encoding="utf-8")
    sweep(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == kept
    sweep(tmp_path / "nowhere")
