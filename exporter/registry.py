"""Names to plug-ins: readers, writers, voices and languages, built-in ones and those that other packages declare.

All are entry points; the built-in ones are written out here, so that they work in a checkout and import their heavy
libraries only when used. A second plug-in of the same name is an error, never a silent replacement.
"""

from __future__ import annotations

import difflib
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, cast

from exporter import options
from exporter.errors import PluginError, UsageError
from exporter.labels import Labels
from exporter.messages import Message
from exporter.settings import SHARED
from exporter.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.metadata import EntryPoints

    from exporter.ports import Catalogue, Language, Reader, VoiceModule, Writer
    from exporter.settings import NarrationSettings

_BUILT_IN: dict[str, dict[str, str]] = {
    "exporter.readers": {
        "docx": "exporter.readers.office.docx",
        "odt": "exporter.readers.office.odt",
        "epub": "exporter.readers.book",
        "closed": "exporter.readers.office.closed",
        "canonical": "exporter.readers.canonical",
        "html": "exporter.readers.html",
        "markdown": "exporter.readers.markdown",
        "scraped": "exporter.readers.scraped",
    },
    "exporter.writers": {
        "mp3": "exporter.writers.audio.mp3",
        "m4b": "exporter.writers.audio.m4b",
        "opus": "exporter.writers.audio.opus",
        "wav": "exporter.writers.audio.wav",
        "vtt": "exporter.writers.vtt",
        "srt": "exporter.writers.srt",
        "clips": "exporter.writers.clips",
        "pdf": "exporter.writers.pdf",
        "pdf-large": "exporter.writers.pdf.large",
        "pdf-print": "exporter.writers.pdf.press",
        "epub": "exporter.writers.epub.spoken",
        "epub-text": "exporter.writers.epub.text",
        "txt": "exporter.writers.text",
        "cover": "exporter.writers.cover",
    },
    "exporter.voices": {
        "kokoro": "exporter.voices.kokoro",
        "siwis": "exporter.voices.kokoro",
        "martin": "exporter.voices.kokoro",
        "louise": "exporter.voices.kokoro",
        "espeak": "exporter.voices.espeak",
        "gtts": "exporter.voices.gtts",
        "piper": "exporter.voices.piper",
        "silent": "exporter.voices.silent",
    },
    "exporter.languages": {"fr": "exporter.french:FRENCH", "und": "exporter.neutral:NEUTRAL"},
    "exporter.catalogues": {"contents": "exporter.catalogues.contents"},
}

_KINDS: dict[str, str] = {
    "exporter.readers": Message("reader"),
    "exporter.writers": Message("format"),
    "exporter.voices": Message("voice"),
    "exporter.languages": Message("language"),
    "exporter.catalogues": Message("catalogue"),
}
"""What a user calls them."""

_REQUIRED: dict[str, tuple[str, ...]] = {
    "exporter.readers": ("INTAKE", "accepts", "read"),
    "exporter.writers": ("FORMAT", "write"),
    "exporter.voices": ("VOICE", "ready", "languages", "fingerprint", "phonemes", "load"),
    "exporter.languages": (
        *("code", "labels", "colon", "semicolon", "quotes"),
        *("sentences", "spoken", "doubts", "respelled", "typeset", "foreign", "cited", "date"),
    ),
    "exporter.catalogues": ("CATALOGUE", "build"),
}


_CHOOSING = ("exporter.writers", "exporter.catalogues")
"""The groups whose plug-ins may let users choose: those that ask the world what was chosen when they make something."""


def names(group: str) -> tuple[str, ...]:
    """List the plug-ins of a group (``readers``, ``writers``, …, ``catalogues``), built-in ones first."""
    return tuple(_points(f"exporter.{group}"))


def reader(name: str) -> Reader:
    """Load a reader; raises `UsageError` for an unknown name, `PluginError` for a broken plug-in."""
    return cast("Reader", _load("exporter.readers", name))


def writer(name: str) -> Writer:
    """Load a writer; raises as `reader`."""
    return cast("Writer", _load("exporter.writers", name))


def voice(name: str) -> VoiceModule:
    """Load a voice plug-in; what follows a colon is for the plug-in ("piper:NAME"). Raises as `reader`."""
    return cast("VoiceModule", _load("exporter.voices", name.partition(":")[0]))


def fingerprint(settings: NarrationSettings) -> str:
    """What names all voices that speak: the first, and the one of quotations if there is one. Raises as `voice`."""
    return "; ".join(voice(one.voice).fingerprint(one) for one in settings.cast)


def person(settings: NarrationSettings) -> str:
    """What a voice that is a person is called; empty for one that does not say so. Raises as `voice`."""
    named = getattr(voice(settings.voice), "person", None)
    return "" if named is None else str(named(settings))


def language(code: str) -> Language:
    """Load a language; raises as `reader`, and for one that lacks a label."""
    found = cast("Language", _load("exporter.languages", code))
    if missing := Labels.__required_keys__ - found.labels.keys():
        raise PluginError(
            Message(
                "exporter.languages {code} has no label {labels}", code=repr(code), labels=", ".join(sorted(missing))
            ),
            "see `exporter.labels`",
        )
    return found


def catalogue(name: str) -> Catalogue:
    """Load a catalogue; raises as `reader`."""
    return cast("Catalogue", _load("exporter.catalogues", name))


def formats(wanted: tuple[str, ...], *, bound: bool = False) -> tuple[str, ...]:
    """Formats by their names; for ``all`` those there are, or that hold several articles if they shall be ``bound``.

    Raises `UsageError` for none at all.
    """
    if not wanted:
        raise UsageError("no format asked for", "--to mp3,pdf,epub,txt or --to all")
    known = {name.lower(): name for name in names("writers")}
    wanted = tuple(dict.fromkeys(known.get(name.lower(), name) for name in wanted))
    if "all" not in map(str.lower, wanted):
        return wanted
    return tuple(name for name in names("writers") if not bound or hasattr(writer(name), "bind"))


def choices() -> dict[type, tuple[str, ...]]:
    """Every class of options that plug-ins have, with the names of those that share it, as `exporter.options` has them.

    What does not load has no options: that is told when it is used. Raises `PluginError` for two options of one name.
    """
    found: dict[type, list[str]] = {}
    for name, kind in _declared():
        found.setdefault(kind, []).append(name)
    owners = [(", ".join(names), kind) for kind, names in found.items()]
    options.distinct([*((kind.__name__, kind) for kind in SHARED), *owners])
    return {kind: tuple(names) for kind, names in found.items()}


def _declared() -> Iterator[tuple[str, type]]:
    for group in _CHOOSING:
        for name in _points(group):
            try:
                kind = getattr(_load(group, name), "OPTIONS", None)
            except PluginError:
                continue
            if kind is not None:
                yield name, kind


@cache
def _points(group: str) -> dict[str, EntryPoint]:
    points = {name: EntryPoint(name, value, group) for name, value in _BUILT_IN[group].items()}
    for point in _installed().select(group=group):
        if point.name in points:
            raise PluginError(
                Message(
                    "two plug-ins of {group} are called {name}: {first} and {second}",
                    group=group,
                    name=repr(point.name),
                    first=points[point.name].value,
                    second=point.value,
                ),
                "uninstall one of the packages",
            )
        points[point.name] = point
    return points


@cache
def _installed() -> EntryPoints:
    """What all packages declare, which takes a look into each of them."""
    return cast("EntryPoints", entry_points())  # before Python 3.12 it is of another type, with the same way to choose


@cache
def release() -> str:
    """The version of exporter, and of every package that has plug-ins: another may make other editions."""
    packages = {point.dist for group in _BUILT_IN for point in _points(group).values() if point.dist}
    return "; ".join((f"exporter {__version__}", *sorted(f"{package.name} {package.version}" for package in packages)))


def _load(group: str, name: str) -> object:
    points = _points(group)
    if name not in points:
        known = Message("known: {names}", names=", ".join(points))
        near = difflib.get_close_matches(name.lower(), points, 1)
        raise UsageError(
            Message("unknown {kind}: {name}", kind=_KINDS[group], name=repr(name)),
            Message("did you mean {name}? {known}", name=near[0], known=known) if near else known,
        )
    try:
        plugin: object = points[name].load()
    except Exception as error:  # whatever somebody else's code does when it is imported
        raise PluginError(
            Message("{group} {name} does not load: {reason}", group=group, name=repr(name), reason=error),
            "see `exporter doctor`",
        ) from error
    missing = [member for member in _REQUIRED[group] if not hasattr(plugin, member)]
    if missing:
        needed = ", ".join(_REQUIRED[group])
        raise PluginError(
            Message("{group} {name} has no {parts}", group=group, name=repr(name), parts=", ".join(missing)),
            Message("see CONTRIBUTING.md: it needs {parts}", parts=needed),
        )
    _check_options(group, name, plugin)
    return plugin


def _check_options(group: str, name: str, plugin: object) -> None:
    kind = getattr(plugin, "OPTIONS", None)
    try:
        if kind is not None:
            options.chosen(kind, {})
    except Exception as error:  # as above
        raise PluginError(
            Message("the OPTIONS of {group} {name} are none: {error}", group=group, name=repr(name), error=error),
            "see CONTRIBUTING.md",
        ) from error
