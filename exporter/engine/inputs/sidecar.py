"""What an editor has put right of an article, kept in ``INPUT.toml`` beside it.

Facts, lines of a copied text that the editor has pointed at, by their words, and words for pictures.

::

    title = "Le gué"
    authors = ["Jeanne Castel"]
    date = "2026-03-04"
    end-line = "La passerelle rouvrira en mai."

    [alternatives]
    "gue.jpg" = "Le gué à marée basse."
"""

from __future__ import annotations

import errno
import json
import os
import stat
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from exporter.engine import facts
from exporter.engine.inputs import intake
from exporter.engine.records import NOTHING_KNOWN, Overrides
from exporter.engine.storage.files import whole
from exporter.errors import ReadError, UsageError
from exporter.messages import Message, cause
from exporter.options import line
from exporter.ports import Landmarks

if TYPE_CHECKING:
    from collections.abc import Iterable

_SUFFIX: Final = ".toml"
_LIMIT: Final = 2**20
_SINGLE: Final = ("title", "publisher", "date", "url", "language", "id")
_MANY: Final = {"author": "authors"}
_LINES: Final = {"title-line": "title", "begin-line": "begin", "end-line": "end"}
_ALTERNATIVE: Final = "alt:"
_HINT: Final = (
    "known fields: title, author, publisher, date, url, language, id, title-line, begin-line, end-line, alt:PICTURE"
)


def path_of(name: str) -> Path:
    """Where what was put right of an input is kept."""
    return Path(name + _SUFFIX)


def load(name: str) -> Overrides:
    """Read what was put right of an input, nothing if nothing was; raises `UsageError` for a broken file."""
    if not os.path.lexists(name + _SUFFIX):  # as of most; a Path takes much longer
        return NOTHING_KNOWN
    return _overrides(_read(path_of(name)), path_of(name))


def keep(name: str, fixes: Iterable[str]) -> str:
    """Put ``FIELD=VALUE`` right for good, an author or picture a time; an empty value takes a field back.

    Returns all that is remembered now, as the file has it; where nothing is, there is no file. Raises `UsageError` for
    what is no field or no value of one, `WriteError`.
    """
    path = path_of(name)
    if not Path(name).is_file():
        raise UsageError(
            Message("nothing to put right: {name} is no file", name=name),
            "--fix is for an article in a file of its own",
        )
    values = _read(path)
    authors: list[str] = []
    for fix in fixes:
        field, equals, given = fix.partition("=")
        text = line(given) or ""
        if not equals:
            raise UsageError(
                Message("no fix: {fix}", fix=fix), '--fix FIELD=VALUE, such as --fix author="Jeanne Castel"'
            )
        if field in _MANY:
            authors += [text] if text else []
            values[_MANY[field]] = authors
        elif field in _LINES:
            values[field] = _words(name, field, text)
        else:
            _put(values, field, text)
    _overrides(values, path)
    written = _written(values)
    if written:
        with whole(path) as part:
            part.write_text(written, encoding="utf-8")
    else:
        path.unlink(missing_ok=True)
    return written


def _words(name: str, field: str, line: str) -> str:
    """What is remembered of a line: its words, since numbers change with the lines above."""
    try:
        return intake.words(name, line) if line else ""
    except ReadError as error:
        raise UsageError(Message("{place}: {reason}", place=field, reason=error.message), error.hint) from error


def _put(values: dict[str, Any], field: str, text: str) -> None:
    if field.startswith(_ALTERNATIVE):
        values.setdefault("alternatives", {})[field.removeprefix(_ALTERNATIVE)] = text
    elif field in _SINGLE:
        values[field] = text
    else:
        raise UsageError(Message("no field is called {field}", field=repr(field)), _HINT)


def _read(path: Path) -> dict[str, Any]:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would have us wait for ever
            raise UsageError(Message("{path} is no file", path=path), "mend it, or remove it")
        with path.open("rb") as file:
            return tomllib.loads(file.read(_LIMIT).decode())
    except FileNotFoundError:
        return {}
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:  # the input's own name is as long as one can be
            return {}
        raise UsageError(
            Message("cannot read {path}: {reason}", path=path, reason=cause(error)), "check its permissions"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            Message("{path} is broken: {error}", path=path, error=error), "mend it, or remove it"
        ) from error


def _overrides(values: dict[str, Any], path: Path) -> Overrides:
    unknown = values.keys() - {*_SINGLE, *_MANY.values(), *_LINES, "alternatives"}
    authors, alternatives = values.get("authors", []), values.get("alternatives", {})
    if unknown or not isinstance(authors, list) or not isinstance(alternatives, dict):
        raise UsageError(
            Message(
                "{path} has a field that is none: {fields}", path=path, fields=", ".join(sorted(unknown)) or "authors"
            ),
            _HINT,
        )
    try:
        return _checked(values, authors, alternatives)
    except UsageError as error:
        raise UsageError(Message("{place}: {reason}", place=path, reason=error.message), error.hint) from error


def _checked(values: dict[str, Any], authors: list[Any], alternatives: dict[str, Any]) -> Overrides:
    single = {name: str(values[name]) if values.get(name) else None for name in (*_SINGLE, *_LINES)}
    landmarks = Landmarks(**{mark: line(single[name]) for name, mark in _LINES.items()})
    return Overrides(
        title=line(single["title"]),
        authors=tuple(filter(None, (line(str(author)) for author in authors))),
        publisher=line(single["publisher"]),
        date=facts.date(single["date"]),
        url=facts.url(single["url"]),
        language=facts.language(single["language"]),
        identifier=line(single["id"]),
        alternatives=tuple((src, words) for src, text in alternatives.items() if (words := line(str(text)))),
        landmarks=None if landmarks == Landmarks() else landmarks,
    )


def _written(values: dict[str, Any]) -> str:
    """TOML: its strings and arrays of strings are written as those of JSON."""
    lines = [f"{name} = {_quoted(values[name])}" for name in (*_SINGLE, *_LINES) if values.get(name)]
    if values.get("authors"):
        lines.append(f"authors = {_quoted(values['authors'])}")
    alternatives = {src: text for src, text in values.get("alternatives", {}).items() if text}
    if alternatives:
        lines += ["", "[alternatives]", *(f"{_quoted(src)} = {_quoted(text)}" for src, text in alternatives.items())]
    return "\n".join(lines).strip() + "\n" if lines else ""


def _quoted(value: object) -> str:
    return json.dumps(value if isinstance(value, list) else str(value), ensure_ascii=False)
