"""Messages in the user's language, as the locale says: English, or one that ``assets/locale`` has a catalogue for."""

from __future__ import annotations

import gettext
import os
import re
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from exporter import resources
from exporter.errors import ResourceError
from exporter.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

DOMAIN = "exporter"
"""The name of the catalogues: ``assets/locale/LANGUAGE/LC_MESSAGES/exporter.mo``."""


def say(template: str, /, **values: object) -> str:
    """Say a sentence of the command line in the user's language."""
    return translate(Message(template, **values))


def translate(message: str) -> str:
    """Say a message of the house in the user's language; one that nobody translated stays English."""
    if not isinstance(message, Message):
        return catalogue().gettext(message) if message else message
    template = catalogue().gettext(message.template)
    if not message.values:
        return template
    said = {name: translate(value) if isinstance(value, Message) else value for name, value in message.values.items()}
    return template.format(**said)


def counted(count: int, one: str, many: str) -> str:
    """Say something of a number of things, which stands where ``{count}`` is; each language has plurals of its own."""
    return catalogue().ngettext(one, many, count).format(count=count)


def error_line(message: str, hint: str) -> str:
    """One line for an error: what happened, and what to try next."""
    line = say("Error: ") + translate(message)
    return one_line(f"{line} ({translate(hint)})" if hint else line)


def one_line(text: str) -> str:
    """Bring a message, which may quote anything, to one line that no terminal takes for a command."""
    return re.sub(r"\s*[\x00-\x1f\x7f-\x9f\u2028\u2029]+\s*", " ", text)


def size(count: int) -> str:
    """A number of bytes for people, in decimal units as file managers give them (IEC 80000-13)."""
    unit = say("B")
    for prefix in ("", "k", "M"):
        if count < 1000:  # noqa: PLR2004 - the step between prefixes
            return f"{count:.0f} {prefix}{unit}"
        count /= 1000  # type: ignore[assignment]  # the last digits do not matter here
    return f"{decimal(count, 1)} G{unit}"


def decimal(value: float, digits: int) -> str:
    """A number with so many decimals, behind a comma in French."""
    return f"{value:.{digits}f}".replace(".", say("."))


def _languages() -> Iterator[str]:
    """The languages that are asked for before English, as POSIX names them: ``fr_CA``, then ``fr``.

    LANGUAGE holds wherever no locale of that language is installed, so with ``C.UTF-8`` too; ``LC_ALL=C`` is English.
    """
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    asked = os.environ.get("LANGUAGE") or ("" if locale.partition(".")[0] in ("C", "POSIX") else locale)
    for name in asked.split(":") if asked and locale not in ("C", "POSIX") else ():
        match = re.match(r"([A-Za-z]+)(?:_[A-Za-z]+)?", name)
        if match is None or match[1] == "en":
            return
        yield from dict.fromkeys((match[0], match[1]))


@cache
def catalogue() -> gettext.NullTranslations:
    """The catalogue of the first language that the locale names (LANGUAGE, LC_ALL, LC_MESSAGES, LANG) and we have."""
    for name in _languages():
        try:
            return gettext.GNUTranslations(BytesIO(resources.read(f"assets/locale/{name}/LC_MESSAGES/{DOMAIN}.mo")))
        except ResourceError:
            continue
    return gettext.NullTranslations()
