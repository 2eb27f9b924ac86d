"""The narrator: utterances to speech, from the cache where possible, else from the voice, on every core it deserves."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Self

from exporter import registry
from exporter.errors import VoiceError
from exporter.events import Progress
from exporter.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    from exporter.engine.storage.cache import SpeechCache
    from exporter.events import Report
    from exporter.ports import Voice
    from exporter.settings import NarrationSettings
    from exporter.speech import Recording, Speech, Utterance

_WORTH_A_WORKER = 200
"""Characters that take as long to say as a worker takes to start."""


class Narrator:
    """The voice of the run, and maybe another for what is quoted.

    Heavy voices speak in worker processes that stay warm between articles.
    """

    def __init__(self, settings: NarrationSettings, store: SpeechCache, jobs: int) -> None:
        """Load nothing yet; ``jobs`` counts the voice's processes, 0 has it speak in this one.

        Raises `UsageError` for an unknown voice.
        """
        self._cast = settings.cast
        self._store = store
        self._jobs = jobs
        self._modules = tuple(registry.voice(one.voice) for one in settings.cast)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        """Nothing to open."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the workers: at once when the run was broken off."""
        if self._pool is None:
            return
        workers = tuple(self._pool._processes.values()) if kind else ()  # noqa: SLF001 - no public way until 3.14
        for worker in workers:
            worker.terminate()
        self._pool.shutdown(cancel_futures=True)

    @property
    def fingerprint(self) -> str:
        """The fingerprint of all that speak."""
        return "; ".join(self._fingerprints)

    @property
    def _fingerprints(self) -> tuple[str, ...]:
        return tuple(module.fingerprint(one) for module, one in zip(self._modules, self._cast, strict=True))

    def _role(self, utterance: Utterance) -> int:
        """Which voice speaks an utterance, by its place."""
        return len(self._cast) - 1 if utterance.quoted else 0

    def speaks(self, tag: str) -> bool:
        """Tell whether the voice speaks a language; raises `VoiceError`."""
        spoken = (module.languages(one) for module, one in zip(self._modules, self._cast, strict=True))
        return all(known is None or tag.partition("-")[0].lower() in known for known in spoken)

    def speak(self, utterances: Sequence[Utterance], report: Report) -> tuple[Recording, ...]:
        """Speak each utterance, in order; finished ones are in the cache whatever becomes of the rest.

        Raises `VoiceError`.
        """
        fingerprints = self._fingerprints
        keys = [self._store.key(fingerprints[self._role(utterance)], utterance) for utterance in utterances]
        self._store.gather(keys, report)
        ready: dict[str, Recording] = {}
        missing: dict[str, Utterance] = {}
        for key, utterance in zip(keys, utterances, strict=True):
            recording = None if key in ready or key in missing else self._store.get(key)
            if recording is not None:
                ready[key] = recording
            elif key not in ready:
                missing[key] = utterance
        report(Progress(Message("voice"), 0, len(missing)))
        for done, (key, speech) in enumerate(self._all_answers(missing), 1):
            ready[key] = self._store.put(key, speech, report)
            report(Progress(Message("voice"), done, len(missing)))
        self._store.settle(report)
        if len({recording.rate for recording in ready.values()}) > 1:
            raise VoiceError("the two voices have different sampling rates", "take --quote-voice of the same kind")
        return tuple(ready[key] for key in keys)

    def kept(self, key: str, make: Callable[[Path], object], report: Report) -> memoryview:
        """What ``make`` makes of what was spoken; see `SpeechCache.kept`."""
        return self._store.kept(key, make, report)

    def _all_answers(self, missing: dict[str, Utterance]) -> Iterator[tuple[str, Speech]]:
        for role in range(len(self._cast)):
            own = {key: utterance for key, utterance in missing.items() if self._role(utterance) == role}
            yield from self._answers(role, own)

    def _answers(self, role: int, missing: dict[str, Utterance]) -> Iterator[tuple[str, Speech]]:
        if not missing:
            return
        if not (self._modules[role].VOICE.heavy and self._jobs):
            voice = _voice(self._cast[role])
            yield from ((key, voice.speak(utterance)) for key, utterance in missing.items())
            return
        pool = self._workers()
        with _undisturbed():  # the processes start here
            asked = {
                pool.submit(_speak, self._cast[role], tuple(missing[key] for key in share)): share
                for share in shares({key: len(utterance.spoken) for key, utterance in missing.items()}, self._jobs)
            }
        yield from _collect(asked)

    def _workers(self) -> ProcessPoolExecutor:
        """Fresh interpreters, never forks: the parent may hold threads of native libraries."""
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._jobs, mp_context=context, initializer=_ignore_interrupts)
        return self._pool


def shares(lengths: dict[str, int], workers: int) -> list[tuple[str, ...]]:
    """Deal sentences, by key and length in characters, to workers: longest first, one at a time.

    Where there is too little to say for all workers, as many shares as workers that are worth starting.
    """
    longest_first = sorted(lengths, key=lambda key: -lengths[key])
    worth = min(len(lengths), 1 + sum(lengths.values()) // _WORTH_A_WORKER)
    if worth >= workers:
        return [(key,) for key in longest_first]
    return [tuple(longest_first[first::worth]) for first in range(worth)]


def _collect(asked: dict[Future[tuple[Speech, ...]], tuple[str, ...]]) -> Iterator[tuple[str, Speech]]:
    try:
        for future in as_completed(tuple(asked)):
            yield from zip(asked.pop(future), future.result(), strict=True)
            del future  # with its samples
    except BrokenProcessPool as error:
        raise VoiceError("the voice's process died", "start again: finished sentences are kept") from error
    finally:
        for future in asked:
            future.cancel()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Put Ctrl-C off to the end of the block: a process that is started and not told what it is for ends noisily."""
    main = threading.current_thread() is threading.main_thread()
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) if main}
    struck: list[int] = []
    for number, handler in handlers.items():
        if callable(handler):
            signal.signal(number, lambda number, _: struck.append(number))
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    if struck:
        signal.raise_signal(struck[0])


def _ignore_interrupts() -> None:
    """Ctrl-C goes to the whole group of processes; the parent alone decides what becomes of its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@cache
def _voice(settings: NarrationSettings) -> Voice:
    return registry.voice(settings.voice).load(settings)


def _speak(settings: NarrationSettings, utterances: tuple[Utterance, ...]) -> tuple[Speech, ...]:
    return tuple(map(_voice(settings).speak, utterances))
