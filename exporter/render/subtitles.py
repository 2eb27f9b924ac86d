"""Captions as files: WebVTT (https://www.w3.org/TR/webvtt1/) and SubRip, which nobody has written down.

SubRip is what its program wrote and players read: cues numbered from 1, a comma before the milliseconds, CR LF at the
end of each line, text in which some markup is known and nothing can be escaped. Here it is in UTF-8 without a byte
order mark, and has the wider of the two no-break spaces only, for which every font has a glyph.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.render.captions import Cue, Piece

_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_MARKUP: Final = re.compile(r"<(?=[A-Za-z/!])|\{(?=\\)|--(?=>)")
_WORD_JOINER: Final = "\u2060"
"""Nobody sees it; it keeps players from taking words for markup."""


def webvtt(cues: Iterable[Cue], title: str, language: str, quoting: str = "") -> str:
    """Captions with the moment of each word, and the language of those that are not in ``language``.

    ``quoting`` is the name of the voice of quotations, which its cues tell.
    """
    voice = f"<v {quoting.translate(_ESCAPES)}>"
    note = " ".join(title.split()).translate(_ESCAPES)
    return "\n".join(("WEBVTT\n", f"NOTE\n{note}\n", *(_webvtt_cue(cue, primary(language), voice) for cue in cues)))


def _webvtt_cue(cue: Cue, language: str, voice: str) -> str:
    stamps = _stamps(cue)
    lines = "\n".join(_webvtt_line(line, stamps, language) for line in cue.lines)
    id_ = " ".join(cue.id.translate(_ESCAPES).split())
    return f"{id_}\n{_time(cue.start, '.')} --> {_time(cue.end, '.')}\n{voice if cue.quoted else ''}{lines}\n"


def _webvtt_line(line: tuple[Piece, ...], stamps: Iterator[str], language: str) -> str:
    parts = []
    for tag, group in groupby(line, lambda piece: piece.language):
        text = "".join(next(stamps) + piece.text.translate(_ESCAPES) for piece in group)
        parts.append(text if primary(tag) == language else f"<lang {tag.translate(_ESCAPES)}>{text}</lang>")
    return "".join(parts).rstrip()


def _stamps(cue: Cue) -> Iterator[str]:
    """The moment of each piece, where it is later than that of the one before, as the format wants."""
    last = cue.start
    for piece in (piece for line in cue.lines for piece in line):
        later = last < piece.start < cue.end
        yield f"<{_time(piece.start, '.')}>" if later else ""
        last = piece.start if later else last


def subrip(cues: Iterable[Cue]) -> str:
    """Captions for players that know nothing else."""
    return "\r\n".join(_subrip_cue(number, cue) for number, cue in enumerate(cues, 1))


def _subrip_cue(number: int, cue: Cue) -> str:
    texts = ("".join(piece.text for piece in line).rstrip() for line in cue.lines)
    spaced = (text.replace("\u202f", "\u00a0") for text in texts)
    shown = (_MARKUP.sub(lambda found: found.group() + _WORD_JOINER, text) for text in spaced)
    return "\r\n".join((f"{number}", f"{_time(cue.start, ',')} --> {_time(cue.end, ',')}", *shown, ""))


def _time(milliseconds: int, mark: str) -> str:
    """Hours, minutes and seconds, and after ``mark`` milliseconds."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{rest:03}"


def primary(tag: str) -> str:
    """The language of a BCP 47 tag, without its region or script."""
    return tag.split("-", 1)[0].lower()
