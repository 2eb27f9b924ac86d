"""What this machine has and lacks, with the command that mends each lack."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from exporter import registry, resources
from exporter.cli.words import say, size
from exporter.engine.storage.cache import cache_folder
from exporter.errors import ExporterError
from exporter.messages import Message, cause
from exporter.settings import NarrationSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from exporter.ports import VoiceModule, Writer


@dataclass(frozen=True, slots=True)
class Check:
    """One finding: ``lack`` is empty when all is well; an ``optional`` lack does no harm to the exit code."""

    name: str
    found: str
    lack: str = ""
    optional: bool = False


def checks() -> Iterator[Check]:
    """Look at everything that an export may need."""
    yield Check("python", platform.python_version())
    yield Check("exporter", importlib.metadata.version("exporter"))
    yield from (_plugin(say("format ") + name, _writer_lack, name) for name in registry.names("writers"))
    for name in registry.names("voices"):
        check = _plugin(say("voice ") + name, _voice_lack, name)
        yield replace(check, optional=name != NarrationSettings().voice)
    yield _cache()
    yield _scripts()
    yield _java()


def writer_lack(writer: Writer) -> str:
    """What a writer says it lacks here; most need nothing and do not say."""
    ready = getattr(writer, "ready", None)
    return "" if ready is None else str(ready())


def voices_here(voice: VoiceModule) -> tuple[str, ...]:
    """The voices that a plug-in of several has here, as ``--voice`` takes them; most have one and do not say."""
    installed = getattr(voice, "installed", None)
    return () if installed is None else tuple(installed())


def voice_title(voice: VoiceModule, name: str) -> str:
    """What a voice is, in words; a plug-in of several persons says it of each."""
    persons = getattr(voice, "persons", None)
    return voice.VOICE.title if persons is None else str(persons().get(name, voice.VOICE.title))


def _writer_lack(name: str) -> str:
    return writer_lack(registry.writer(name))


def _voice_lack(name: str) -> str:
    return registry.voice(name).ready()


def _plugin(label: str, lack: Callable[[str], str], name: str) -> Check:
    try:
        return Check(label, "", lack(name))
    except ExporterError as error:
        return Check(label, "", Message("{message} ({hint})", message=error.message, hint=error.hint))


def _cache() -> Check:
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            return Check(
                "cache",
                str(folder),
                say("not writable: set EXPORTER_CACHE"),
            )
        free = size(shutil.disk_usage(folder).free)
    except OSError as error:
        return Check("cache", str(folder), Message("{reason}: EXPORTER_CACHE", reason=cause(error)))
    return Check("cache", say("{folder} ({free} free)", folder=folder, free=free))


def _scripts() -> Check:
    wanted = say("only for Arabic, Hebrew, Chinese, emoji… in PDF: {command}", command=resources.SCRIPTS_INSTALL)
    return Check(say("fonts of other scripts"), "", "" if resources.has_scripts() else wanted, optional=True)


def _java() -> Check:
    java = shutil.which("java")
    lack = "" if java else say("only to check EPUBs: apt-get install default-jre-headless")
    return Check("java", java or "", lack, optional=True)
