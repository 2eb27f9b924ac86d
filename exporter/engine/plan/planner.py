"""What a run has to do: which editions of which inputs, and why. Content decides, never the times of files."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

from exporter import registry
from exporter.engine import clock
from exporter.engine.inputs import theme
from exporter.engine.inputs.beside import beside
from exporter.engine.plan import trace
from exporter.engine.records import Reason, Scope, Step
from exporter.errors import ExporterError, ResourceError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from exporter.engine.records import Entry, File, Made, Request
    from exporter.engine.storage import Place
    from exporter.ports import Writer
    from exporter.settings import Settings


class Surroundings:
    """What editions share with others, as it is in this run: an edition of another basis has to be made again."""

    def __init__(self, settings: Settings, choices: dict[str, str], voice: str) -> None:
        """Read nothing yet; ``choices`` as `exporter.engine.plan.trace.choices` gives them."""
        self._settings = settings
        self.choices = choices
        self._voice = voice
        self._resources: dict[str, str] = {}
        self._compared: dict[tuple[str, int], Reason] = {}

    def compare(self, basis: str, revision: int) -> Reason:
        """Say why an edition of that basis would become another one now; each basis is looked at once."""
        if (basis, revision) not in self._compared:
            self._compared[basis, revision] = self._reason(json.loads(basis), revision)
        return self._compared[basis, revision]

    def _reason(self, then: dict[str, Any], revision: int) -> Reason:
        if then["version"] != registry.release() or then["revision"] != revision:
            return Reason.VERSION
        if "voice" in then["asked"] and then["voice"] != self._voice:
            return Reason.VOICE
        if self._other_choices(then["options"]):
            return Reason.OPTION
        if "now" in then["asked"] and then["epoch"] != clock.epoch():
            return Reason.OPTION
        if any(self._resource(name) != digest for name, digest in then["resources"].items()):
            return Reason.TEMPLATE
        return Reason.FRESH

    def _other_choices(self, then: dict[str, str]) -> bool:
        lax = trace.STRICT in self.choices and trace.STRICT not in then
        return lax or any(self.choices.get(name, trace.USUAL) != then[name] for name in then if name != trace.STRICT)

    def _resource(self, name: str) -> str:
        if name not in self._resources:
            try:
                self._resources[name] = trace.fingerprint(theme.read(self._settings.page.theme, name))
            except ResourceError:
                self._resources[name] = ""
        return self._resources[name]


class Planner:
    """Compares inputs with what was made of them."""

    def __init__(self, request: Request, writers: Sequence[Writer], place: Place) -> None:
        """``writers`` are in the order in which they write."""
        self._request = request
        self._writers = writers
        self._place = place
        self._around: dict[tuple[Path | None, ...], Surroundings] = {}

    def step(self, name: str, identity: tuple[str, str], scope: Scope, entry: Entry | None) -> Step:
        """Plan an input: its source and digest, its surroundings, and what was made of it.

        What is made because of its source or its pages alone need not be if they turn out to be the same.
        """
        source, digest = identity
        reasons: dict[str, Reason] = {}
        made = {one.format: one for one in entry.made} if entry else {}
        for writer in self._writers:
            form = writer.FORMAT
            old = made.get(form.name)
            if entry is None or old is None:
                reasons[form.name] = Reason.NEW
            elif self._request.force:
                reasons[form.name] = Reason.FORCED
            else:
                reason = self._reason(old, entry, scope, form.revision)
                same = entry.digest == digest or reason is not Reason.FRESH
                reasons[form.name] = reason if same else Reason.SOURCE
        self._turn_pages(reasons, made)
        return Step(name, source, digest, tuple(reasons.items()))

    def intact(self, file: File) -> bool:
        """Whether a file is still as it was written: read only if it was touched since."""
        now = self._place.stamp(file.path)
        if now is None or now == file.stamp:
            return now is not None
        try:
            return self._place.size(file.path) == file.bytes and self._place.sha256(file.path) == file.sha256
        except OSError:  # nobody may read it
            return False

    def _reason(self, old: Made, entry: Entry, scope: Scope, revision: int) -> Reason:
        own = json.loads(old.own)
        if own["document"] != entry.document:
            return Reason.SOURCE
        if not _same_pictures(own["media"], scope.folders):
            return Reason.PICTURE
        reason = self._surroundings(scope).compare(old.basis, revision)
        if reason is Reason.FRESH and not (all(map(self.intact, old.files)) and self.intact(entry.record)):
            return Reason.DAMAGED
        return reason

    def _surroundings(self, scope: Scope) -> Surroundings:
        """What editions of articles of a folder share; folders of the same lexicon share one."""
        if scope.folders not in self._around:
            asked = self._request
            choices = trace.choices(scope.settings, images=asked.access.images, strict=asked.strict)
            known = (one for one in self._around.values() if one.choices == choices)
            self._around[scope.folders] = next(known, None) or Surroundings(scope.settings[0], choices, self._voice)
        return self._around[scope.folders]

    @cached_property
    def _voice(self) -> str:
        """The voice's fingerprint; empty for one that cannot say it, which is told when it is asked to speak."""
        if not any(writer.FORMAT.spoken for writer in self._writers):
            return ""
        settings = self._request.settings.narration
        try:
            return registry.fingerprint(settings)
        except ExporterError:
            return ""

    def _turn_pages(self, reasons: dict[str, Reason], made: Mapping[str, Made]) -> None:
        """Look again at editions that say where pages begin, when the edition on pages is made or is another."""
        paged = [writer.FORMAT.name for writer in self._writers if writer.FORMAT.paginated]
        givers = [form for form in paged if form not in made or made[form].pages]
        given = {reasons[form] for form in givers}
        known = [one.pages for form in givers if (one := made.get(form)) and one.pages]
        now = trace.fingerprint(known[-1].encode()) if known else None
        for name, reason in reasons.items():
            if givers and reason in (Reason.FRESH, Reason.SOURCE):
                own = json.loads(made[name].own)
                moved = bool(given - {Reason.FRESH, reason}) or own.get("pages") != now
                reasons[name] = Reason.PAGES if "pages" in own and moved else reason


def _same_pictures(then: Mapping[str, Mapping[str, str]], folders: Sequence[Path | None]) -> bool:
    """Whether pictures on this machine are those of then; those on the web count as part of the page."""
    return all(
        _picture(ref, folder) == digest
        for number, folder in enumerate(folders)
        if folder is not None
        for ref, digest in then.get(str(number), {}).items()
        if "://" not in ref
    )


def _picture(ref: str, folder: Path) -> str:
    try:
        return trace.picture(beside(folder)(ref))
    except ResourceError:
        return ""
