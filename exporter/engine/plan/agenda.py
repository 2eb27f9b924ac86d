"""From inputs to tasks: what is planned of each, and what its worker must know."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from exporter import record
from exporter.engine.inputs import intake, loading
from exporter.engine.plan import identity, trace
from exporter.engine.plan.identity import Sources
from exporter.engine.plan.planner import Planner
from exporter.engine.records import Reason, Scope, Step, Task
from exporter.engine.storage.files import sha256

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.engine.inputs.finding import Inputs
    from exporter.engine.inputs.loading import Loader
    from exporter.engine.records import Input, Request
    from exporter.engine.storage import Place
    from exporter.engine.storage.ledger import Ledger
    from exporter.ports import Writer


class Agenda:
    """Plans articles, or an issue of them, against what the ledger knows."""

    def __init__(
        self, request: Request, inputs: Inputs, writers: Sequence[Writer], store: Place, ledger: Ledger
    ) -> None:
        """``writers`` are in the order in which they write."""
        self._request = request
        self._inputs = inputs
        self._out = os.path.realpath(request.folder) if request.folder else None
        self._loader: Loader = loading.Loader(inputs, request)
        self._ledger = ledger
        self._store = store
        self._sources = Sources(request)
        self._planner = Planner(request, writers, store)
        self._formats = frozenset(writer.FORMAT.name for writer in writers)

    def article(self, name: str) -> Step:
        """Plan an article; raises `ReadError`, `UsageError`."""
        given = self._loader.load(name)
        digest = _digest(given)
        source = self._identity(name, digest)
        scope = Scope((given.folder,), (given.settings,))
        step = self._planner.step(name, (source, digest), scope, self._ledger.get(source))
        if step.todo:
            self._loader.keep(given)
        return step

    def _identity(self, name: str, digest: str) -> str:
        """Name an input for good; an address is its own name."""
        if name == intake.STANDARD_INPUT:
            return identity.of_standard_input(digest)
        return name if self._inputs.remote(name) else identity.of_file(self._inputs.real(name), self._out)

    def issue(self, title: str, names: Sequence[str]) -> Step:
        """Plan an issue, which is another one when any of its articles is; raises as `article`."""
        inputs, digest = self._parts(names)
        folders, settings = (one.folder for one in inputs), (one.settings for one in inputs)
        scope = Scope(tuple(folders), (self._loader.settings(None), *settings))
        source = identity.of_issue(title)
        return self._planner.step(title, (source, digest), scope, self._ledger.get(source))

    def task(self, key: str, step: Step, names: Sequence[str]) -> tuple[Step, Task]:
        """What a worker needs to carry out a step, of an issue of the articles ``names``; raises as `article`.

        The step comes back with the digest of what was loaded now.
        """
        todo = tuple((form, reason) for form, reason in step.reasons if reason is not Reason.FRESH)
        if self._request.bundle:
            inputs, digest = self._parts(names)
            task = Task(key, step.name, inputs, self._loader.settings(None), todo, identifier=self._borne(step.source))
        else:
            given = self._loader.load(step.name)
            digest = _digest(given)
            borne = self._borne(step.source, given)
            named = replace(given, identifier=borne, way=given.way or step.source)
            task = Task(key, step.name, (named,), None, todo)
        return replace(step, digest=digest), self._with_past(task, step)

    def _with_past(self, task: Task, step: Step) -> Task:
        """Add what is there already, and whole."""
        entry = self._ledger.get(step.source)
        if entry is None or not self._planner.intact(entry.record):
            return task
        whole = [made for made in entry.made if all(map(self._planner.intact, made.files))]
        paged = [made for made in whole if made.pages and made.format in self._formats]
        owns = tuple((made.format, made.own) for made in whole)
        return replace(task, home=entry.home, owns=owns, pages=paged[-1] if paged else None)

    def _borne(self, source: str, given: Input | None = None) -> str:
        """The identifier that the editions of an input bear; empty if it has none yet.

        A file that nobody knows, but whose bytes are those of one that is gone, is that one under another name.
        """
        entry = self._ledger.get(source)
        if entry:
            return identity.published(entry, self._store)
        digest = sha256(loading.original(given).data) if given else ""
        earlier = (one for one in self._ledger.of_content(digest) if self._sources.gone(one)) if digest else ()
        renamed = next(map(self._ledger.get, earlier), None)
        if renamed:
            return identity.published(renamed, self._store)
        return self._recorded.get(digest or source, "")

    @cached_property
    def _recorded(self) -> dict[str, str]:
        """Identifiers by the digests of inputs and the names of issues, from the records, where the ledger was lost."""
        if len(self._ledger):
            return {}
        found = {}
        for path in self._store.records():
            with suppress(OSError, ValueError):
                work = record.loads(self._store.read(path) or b"").work
                found[identity.of_issue(work.document.title) if work.parts else work.source.sha256] = work.id
        return found

    def _parts(self, names: Sequence[str]) -> tuple[tuple[Input, ...], str]:
        """The articles of an issue, without the bytes that can be read from their files again; and their digest."""
        inputs, digests = [], []
        for name in names:
            given = self._loader.load(name)
            self._loader.keep(given)
            inputs.append(loading.again(given))
            digests.append(_digest(given))
        whole = [*digests, trace.group(self._request.overrides)]
        return tuple(inputs), sha256("".join(whole).encode())


def _digest(given: Input) -> str:
    """Digest of an input and of what is known better: another one is a reason to read it again."""
    original = loading.original(given)
    facts = [sha256(original.data), original.name, original.url, original.media_type]
    return sha256(trace.dumps([*facts, trace.group(given.overrides)]).encode())


def weight(task: Task) -> int:
    """Bytes of input that a task holds in memory."""
    return sum(map(loading.size, task.inputs))
