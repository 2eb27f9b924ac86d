"""What a line of text sounds like and how it is set, and why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from exporter import registry
from exporter.cli.listening import for_people
from exporter.cli.words import say, translate
from exporter.errors import ReadError
from exporter.messages import Message
from exporter.model import DEFAULT_LANGUAGE, Text
from exporter.narration.phrases import from_content
from exporter.passes import passages
from exporter.rewrite import apply
from exporter.settings import NarrationSettings, Settings
from exporter.speech import Utterance, UtteranceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.rewrite import Edit
    from exporter.settings import Pronunciation
    from exporter.speech import Phrase

_RULES = (
    Message("abbreviation"),
    Message("aeroplane"),
    Message("age"),
    Message("apostrophe"),
    Message("around the clock"),
    Message("arrow"),
    Message("article of law"),
    Message("bracket"),
    Message("capitals"),
    Message("century"),
    Message("code"),
    Message("colon"),
    Message("comparison"),
    Message("countdown"),
    Message("dash"),
    Message("date"),
    Message("day"),
    Message("days"),
    Message("department"),
    Message("digits"),
    Message("domain"),
    Message("duration"),
    Message("elision"),
    Message("ellipsis"),
    Message("emoji"),
    Message("enumeration"),
    Message("etc."),
    Message("fifty-fifty"),
    Message("first day"),
    Message("fraction"),
    Message("half"),
    Message("handle"),
    Message("hashtag"),
    Message("high punctuation"),
    Message("hour"),
    Message("hours"),
    Message("inclusive"),
    Message("initial"),
    Message("invisible"),
    Message("isbn"),
    Message("lexicon"),
    Message("liaison"),
    Message("ligature"),
    Message("link"),
    Message("mark"),
    Message("minute"),
    Message("missing space"),
    Message("money"),
    Message("month"),
    Message("note call"),
    Message("number"),
    Message("one or other"),
    Message("optional ending"),
    Message("opus"),
    Message("ordinal"),
    Message("out of"),
    Message("parenthesis"),
    Message("phone"),
    Message("power"),
    Message("quarter"),
    Message("quotation mark"),
    Message("quotes"),
    Message("range"),
    Message("rank"),
    Message("rate"),
    Message("ratio"),
    Message("reference"),
    Message("roman number"),
    Message("roman rank"),
    Message("round"),
    Message("scale"),
    Message("score"),
    Message("season"),
    Message("series"),
    Message("set"),
    Message("sigle"),
    Message("sign"),
    Message("slash"),
    Message("spaces"),
    Message("thousands"),
    Message("tie-break"),
    Message("time"),
    Message("times"),
    Message("title"),
    Message("unit"),
    Message("unspoken"),
    Message("version"),
    Message("weekday"),
    Message("wind"),
    Message("years"),
)
"""The rules of the languages that come with the house, said by their names: written down for those who translate."""

_PLAIN = ("", ".txt", ".text")
_UNHEARD = "space"
"""The rule of an edit that makes a plain space of a no-break one."""


def is_file(text: str) -> bool:
    """Tell whether a text is the name of a file."""
    try:
        return text != "-" and Path(text).is_file()
    except (OSError, ValueError):
        return False


def article(name: str, lexicon: Path | None) -> tuple[str, Iterable[tuple[Phrase, ...]]]:
    """The language of an article, and its utterances in phrases; of a text that is no article, its lines.

    Raises `ReadError`, `UsageError`.
    """
    from exporter.engine import rehearsal  # noqa: PLC0415 - start-up
    from exporter.engine.inputs.lexicon import gather  # noqa: PLC0415 - start-up

    settings = replace(Settings(), narration=NarrationSettings(announce_voice=False))
    with for_people() as people:
        try:
            language, said = rehearsal.said(name, settings, people.hear, lexicon)
        except ReadError as error:
            entries = gather(lexicon, Path(name).absolute().parent)
            return DEFAULT_LANGUAGE, [phrases(line, DEFAULT_LANGUAGE, entries) for line in _lines(name, error)]
    return language.code, [utterance.phrases for utterance in said]


def texts(name: str) -> tuple[str, Iterable[str]]:
    """The language of an article, and its title and texts as they are written; of a text that is none, its lines."""
    from exporter.engine import rehearsal  # noqa: PLC0415 - start-up

    with for_people() as people:
        try:
            return rehearsal.written(name, people.hear)
        except ReadError as error:
            return DEFAULT_LANGUAGE, _lines(name, error)


def _lines(name: str, error: ReadError) -> list[str]:
    """The lines of a plain text, which may well have no title; raises the error for what is none."""
    if Path(name).suffix.lower() not in _PLAIN:
        raise error
    try:
        text = Path(name).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise error from None
    if not text.strip():
        raise error
    return text.splitlines()


def phrases(line: str, code: str, entries: tuple[Pronunciation, ...]) -> tuple[Phrase, ...]:
    """Cut a line of a language into phrases with their spoken form, as an article's; raises `UsageError`."""
    language = registry.language(code)
    content = passages.marked((Text(line),), language) if line else ()
    return from_content(content, code, language, entries)


def words(said: tuple[Phrase, ...]) -> str:
    """The spoken form."""
    return "".join(phrase.spoken for phrase in said)


def phonemes(said: tuple[Phrase, ...]) -> str:
    """How the default voice pronounces it."""
    return registry.voice("kokoro").phonemes(Utterance("s1", UtteranceKind.SENTENCE, said))


def explanation(said: tuple[Phrase, ...], code: str) -> Iterator[str]:
    """Which rule changed what, a line each; a phrase in another language first says which."""
    for phrase in said:
        if phrase.language != code:
            yield f"  {say('language')}{say(': ')}{phrase.written!r} → {phrase.language}"
        yield from (_line(phrase.written, edit) for edit in phrase.edits if edit.rule != _UNHEARD)


def told(said: tuple[Phrase, ...], code: str, *, sounds: bool, why: bool) -> Iterator[str]:
    """What a line of a language sounds like, in words or in phonemes, and which rules made it so."""
    yield phonemes(said) if sounds else words(said).strip()
    yield from explanation(said, code) if why else ()


def typeset(line: str, code: str) -> str:
    """The line by the typographic rules of a language; raises as `phrases`."""
    return apply(line, registry.language(code).typeset(line))


def typographic(line: str, code: str) -> Iterator[str]:
    """Which typographic rule changed what, a line each."""
    return (_line(line, edit) for edit in registry.language(code).typeset(line))


def _line(written: str, edit: Edit) -> str:
    sound = f" /{edit.phonemes}/" if edit.phonemes else ""
    return f"  {translate(edit.rule)}{say(': ')}{written[edit.start : edit.end]!r} → {edit.text!r}{sound}"
