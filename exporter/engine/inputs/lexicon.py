"""The user's lexicon on disk: what is written in an article and how to say it, in TOML.

::

    "RUSI" = "roussi"
    "Wall Street Journal" = { language = "en" }
    "Kyiv" = { phonemes = "kˈiiv" }
    "Sgt. Pepper" = { spoken = "Sergeant Pepper", language = "en" }

The user's own file, the project's, the one beside the article and the one given by option add up, the later ones first.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from exporter.engine.storage.files import whole
from exporter.errors import UsageError
from exporter.messages import Message, cause
from exporter.model import DEFAULT_LANGUAGE, is_language_tag
from exporter.settings import Pronunciation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.settings import Settings

PROJECT_FILE: Final = "exporter-lexicon.toml"
"""Its name in the current folder or beside an article."""

SIZE_LIMIT: Final = 2**20
"""Largest lexicon, in bytes: some thirty thousand entries."""

_KEYS: Final = ("spoken", "language", "phonemes")
_LONGEST: Final = 200
HEADER: Final = Message(
    "# How to say words of the articles beside this file.\n"
    '# Listen, put right what is wrong (phonemes = "…", or simply "Word" = "as it is spoken"), and take the # away.\n'
)
"""What a lexicon begins with that words are noted in."""
_HINT = 'write "RUSI" = "roussi"; docs/speech.md shows all forms'


def gather(option: Path | None, beside: Path | None = None) -> tuple[Pronunciation, ...]:
    """Read every lexicon that holds for an article in the folder ``beside``; of two entries for a word, the last wins.

    Raises `UsageError` for a broken file, and for one given by ``option`` that is not there.
    """
    folders = dict.fromkeys(folder.resolve() for folder in (Path(), beside) if folder is not None)
    found = [path for path in (*user_files(), *(folder / PROJECT_FILE for folder in folders)) if path.is_file()]
    return _last(entry for path in (*found, *((option,) if option else ())) for entry in load(path))


@dataclass(frozen=True, slots=True)
class Note:
    """A word to be checked: as it is ``written``, how it sounds in IPA and respelled, and the ``sentence``.

    No sound is suggested where the ``phonemes`` are empty.
    """

    written: str
    phonemes: str
    respelled: str
    sentence: str


def note(path: Path, notes: Iterable[Note], header: str = HEADER) -> int:
    """Add words to a lexicon as comments that an editor puts right and then takes the ``#`` from; count the new ones.

    What the file has already stays as it is. Raises `UsageError` for a broken file, `WriteError`.
    """
    old = path.is_file()
    if old:
        load(path)
    text = path.read_text(encoding="utf-8-sig") if old else header
    new = [one for one in notes if not re.search(rf"^[#\s]*{re.escape(_quoted(one.written))}\s*=", text, re.MULTILINE)]
    if new:
        table = re.search(r"^\s*\[", text, re.MULTILINE)
        top, rest = (text[: table.start()], "\n" + text[table.start() :].lstrip()) if table else (text, "")
        with whole(path) as part:
            part.write_text(f"{top.rstrip()}\n{''.join(map(_commented, new))}{rest}", encoding="utf-8")
    return len(new)


def _commented(one: Note) -> str:
    remark = re.sub(r"[\x00-\x1f\x7f\s]+", " ", " — ".join(filter(None, (one.respelled, one.sentence))))
    said = f"{{ phonemes = {_quoted(one.phonemes)} }}" if one.phonemes else _quoted(one.written)
    return f"\n# {remark}\n# {_quoted(one.written)} = {said}\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def into(settings: Settings, entries: tuple[Pronunciation, ...]) -> Settings:
    """Settings with further entries."""
    narration = replace(settings.narration, lexicon=(*settings.narration.lexicon, *entries))
    return replace(settings, narration=narration)


def user_files() -> tuple[Path, ...]:
    """The user's own lexicon, by the XDG convention; none for a user without a home."""
    try:
        configuration = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    except RuntimeError:
        return ()
    return (configuration / "exporter" / "lexicon.toml",)


def _last(entries: Iterable[Pronunciation]) -> tuple[Pronunciation, ...]:
    return tuple({entry.written: entry for entry in entries}.values())


def load(path: Path) -> tuple[Pronunciation, ...]:
    """Read one lexicon; raises `UsageError` naming the line."""
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise UsageError(
            Message("cannot read the lexicon {path}: {reason}", path=path, reason=cause(error)), "check its name"
        ) from error
    if len(data) > SIZE_LIMIT:
        raise UsageError(
            Message("the lexicon {path} is larger than {limit} MB", path=path, limit=SIZE_LIMIT // 2**20), "cut it down"
        )
    text = _decoded(data, path)
    return tuple(_entry(written, value, text, path) for written, value in _parsed(text, path).items())


def _decoded(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _broken(path, line, Message("not UTF-8")) from error


def _parsed(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else text.rstrip().count("\n") + 1
        raise _broken(path, line, Message("not TOML")) from error


def _entry(written: str, value: object, text: str, path: Path) -> Pronunciation:
    fields = {"spoken": value} if isinstance(value, str) else value
    reason = _fault(written, fields)
    if reason or not isinstance(fields, dict):
        raise _broken(path, _line(text, written), reason)
    return Pronunciation(written.strip(), fields.get("spoken"), fields.get("language"), fields.get("phonemes"))


def _broken(path: Path, line: int, reason: str) -> UsageError:
    return UsageError(Message("the lexicon {path}, line {line}: {reason}", path=path, line=line, reason=reason), _HINT)


def _fault(written: str, fields: object) -> str:
    """What is wrong with an entry, in a few words; empty if nothing is."""
    if not any(char.isalnum() for char in written) or len(written) > _LONGEST:
        return Message("no words are given")
    if not isinstance(fields, dict) or not fields:
        return Message("{words} is neither a text nor a table of {keys}", words=repr(written), keys=", ".join(_KEYS))
    unknown = [key for key in fields if key not in _KEYS]
    if unknown:
        return Message("{words} has an unknown key: {key}", words=repr(written), key=unknown[0])
    if any(not isinstance(said, str) or not said.strip() or len(said) > _LONGEST for said in fields.values()):
        return Message(
            "{words} has a value that is no text of 1 to {most} characters", words=repr(written), most=_LONGEST
        )
    if not is_language_tag(fields.get("language", DEFAULT_LANGUAGE)):
        return Message("{words} has a language that is no language tag", words=repr(written))
    return ""


def _line(text: str, written: str) -> int:
    """The line on which an entry begins, the file's last one if it is written in a way that hides it."""
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(rf"\s*\[?\s*[\"']?{re.escape(written)}[\"']?\s*[]=.]", line):
            return number
    return text.count("\n") + 1
