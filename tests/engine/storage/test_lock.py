"""Turns in a store, which knows no locks of files."""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
import uuid

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from exporter.engine.storage import lock, place
from exporter.engine.storage.files import host
from exporter.events import Event, Warned
from tests.engine.storage.stores import below, silence


def test_two_runs_take_turns(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_POLL", 0.01)
    order, heard = list[str](), list[Event]()

    def second() -> None:
        with place(address).open(heard.append):
            order.append("second")

    with place(address).open(silence):
        waiting = threading.Thread(target=second)
        waiting.start()
        while not heard:
            time.sleep(0.01)
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]
    assert heard == [Warned("waiting", f"another run writes to {address}: waiting for it to end", tolerated=True)]


def held_by(address: str, machine: str, process: int) -> None:
    """Leave the lock of another run."""
    store, root = fsspec.url_to_fs(address)
    store.makedirs(f"{root}/.exporter", exist_ok=True)
    said = {"token": "autre", "host": machine, "process": process}
    store.pipe_file(f"{root}/.exporter/lock", json.dumps(said).encode())


def test_a_run_that_was_killed_on_this_machine_holds_nothing(memory: str) -> None:
    with subprocess.Popen(["true"]) as gone:
        gone.wait()
    for process in (gone.pid, os.getpid()):
        held_by(memory, host(), process)
        with place(memory).open(silence):
            pass
        assert below(memory) == {}


def test_a_run_elsewhere_that_is_silent_for_long_holds_nothing(memory: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_POLL", 0.02)
    monkeypatch.setattr(lock, "_STALE", 0.3)
    held_by(memory, "ailleurs", 1)
    heard = list[Event]()
    began = time.monotonic()
    with place(memory).open(heard.append):
        assert time.monotonic() - began >= 0.3
    assert [event.code for event in heard if isinstance(event, Warned)] == ["waiting"]


@pytest.mark.parametrize("data", [b"", b"[]", b"\xff"])
def test_a_lock_that_says_nothing_is_waited_for_too(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(lock, "_POLL", 0.02)
    monkeypatch.setattr(lock, "_STALE", 0.1)
    address = f"memory://{uuid.uuid4().hex}"
    store, root = fsspec.url_to_fs(address)
    store.pipe_file(f"{root}/.exporter/lock", data)
    heard = list[Event]()
    with place(address).open(heard.append):
        assert heard


def test_a_run_that_lives_says_so(memory: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_BEAT", 0.02)
    said = set[str]()
    with place(memory).open(silence):
        while len(said) < 3:
            said.add(below(memory)[".exporter/lock"])
    assert below(memory) == {}


def test_a_store_that_cannot_create_exclusively_is_locked_too() -> None:
    class Plain(MemoryFileSystem):  # type: ignore[misc]  # fsspec has no types
        protocol = "plain-memory"

        def pipe_file(self, path: str, value: bytes, mode: str = "overwrite", **options: object) -> None:
            if mode == "create":
                raise NotImplementedError
            super().pipe_file(path, value, **options)

        @classmethod
        def _strip_protocol(cls, path: str) -> str:
            return str(super()._strip_protocol(path.replace("plain-memory://", "memory://")))

    fsspec.register_implementation("plain-memory", Plain, clobber=True)
    address, heard = f"plain-memory://{uuid.uuid4().hex}", list[Event]()
    with place(address).open(silence):
        waiting = threading.Thread(target=lambda: place(address).open(heard.append).__enter__(), daemon=True)
        waiting.start()
        while not heard:
            time.sleep(0.01)
    waiting.join()
