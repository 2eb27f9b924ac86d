"""Messages in the user's language: French where the locale says so, English elsewhere.

The house writes its messages in English; ``assets/messages/fr.toml`` holds the French of each, with the same places
in braces.
"""

from __future__ import annotations

import os
import re
import tomllib
from functools import cache

from exporter import resources


@cache
def french() -> bool:
    """Whether the locale's language (LC_ALL, LC_MESSAGES, LANG, in POSIX order) is French."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable)
        if value:
            return value.lower().startswith("fr")
    return False


def say(english: str, in_french: str) -> str:
    """Choose between the two."""
    return in_french if french() else english


def translate(message: str) -> str:
    """Say a message of the house in the user's language; one that nobody translated stays English."""
    if not french():
        return message
    if message in _entries():  # most have no places
        return _entries()[message]
    for pattern, template in _catalogue():
        match = pattern.fullmatch(message)
        if match:
            return template.format(**{name: translate(value) for name, value in match.groupdict().items()})
    return message


def error_line(message: str, hint: str) -> str:
    """One line for an error: what happened, and what to try next."""
    line = say("Error: ", "Erreur : ") + translate(message)
    return one_line(f"{line} ({translate(hint)})" if hint else line)


def one_line(text: str) -> str:
    """Bring a message, which may quote anything, to one line that no terminal takes for a command."""
    return re.sub(r"\s*[\x00-\x1f\x7f-\x9f\u2028\u2029]+\s*", " ", text)


def size(count: int) -> str:
    """A number of bytes for people, in decimal units as file managers give them (IEC 80000-13)."""
    unit = say("B", "o")
    for prefix in ("", "k", "M"):
        if count < 1000:  # noqa: PLR2004 - the step between prefixes
            return f"{count:.0f} {prefix}{unit}"
        count /= 1000  # type: ignore[assignment]  # the last digits do not matter here
    return f"{decimal(count, 1)} G{unit}"


def decimal(value: float, digits: int) -> str:
    """A number with so many decimals, behind a comma in French."""
    return f"{value:.{digits}f}".replace(".", say(".", ","))


def counted(count: int, one: str, many: str) -> str:
    """A number of things: English has the plural for none, French has not."""
    return f"{count} {one if count == 1 or (french() and not count) else many}"


@cache
def _entries() -> dict[str, str]:
    entries: dict[str, str] = tomllib.loads(resources.read("assets/messages/fr.toml").decode())["messages"]
    return entries


@cache
def _catalogue() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Longest templates first, so that the more particular one wins."""
    ordered = sorted(_entries().items(), key=lambda entry: -len(re.sub(r"\{\w+\}", "", entry[0])))
    return tuple((_pattern(english), french_form) for english, french_form in ordered)


def _pattern(template: str) -> re.Pattern[str]:
    """Places hold as little as they can: names come first, and what others say, with signs of all kinds, last."""
    pieces = re.split(r"\{(\w+)\}", template)
    quoted = [re.escape(piece) if index % 2 == 0 else f"(?P<{piece}>.*?)" for index, piece in enumerate(pieces)]
    return re.compile("".join(quoted), re.DOTALL)
