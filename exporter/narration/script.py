"""The script: what is said of an article, chapter by chapter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter import walk
from exporter.labels import worded
from exporter.model import Sentence
from exporter.narration import pauses, sources
from exporter.narration.blocks import Narrator
from exporter.narration.phrases import audible
from exporter.render import order
from exporter.render.order import Line, Part
from exporter.settings import NotesReading, SourcesReading
from exporter.speech import Chapter, ChapterKind, Utterance, UtteranceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.model import Article, Section, Source
    from exporter.ports import Language
    from exporter.settings import NarrationSettings

    Utterances = tuple[Utterance, ...]

_KINDS = {
    **dict.fromkeys((Line.KICKER, Line.TITLE, Line.SUBTITLE), UtteranceKind.TITLE),
    **dict.fromkeys((Line.BYLINE, Line.PUBLISHER, Line.DATELINE), UtteranceKind.BYLINE),
    Line.VOICE: UtteranceKind.NOTICE,
}
"""The lines of the front that are said: how long it takes to read is nothing to a listener."""


def narrate(article: Article, language: Language, settings: NarrationSettings, person: str = "") -> tuple[Chapter, ...]:
    """Tell a prepared article: its opening, a chapter for each section, its notes, its sources, what stands at its end.

    Utterance ids are those of the sentences; what is not content has ``kicker``, ``title``, ``subtitle``, ``byline``,
    ``publisher``, ``dateline``, ``voice``, ``credit-1``, ``notes``, ``sources``, ``sources-1`` (the first group's
    label) or ``source-1``. A description of a picture has its figure's id. A long table is a chapter of its own, what
    follows it another (``section-1-table-1``, ``section-1-continued-1``). No chapter is empty.
    ``person`` is what the voice is called, if it is to be named.
    """
    notes = {note.id: note for note in article.notes} if settings.notes is NotesReading.INLINE else {}
    at_end = settings.notes is NotesReading.END
    narrator = Narrator(language, article.metadata.language, notes, settings.lexicon, settings.deletions)
    parts: dict[Part, Iterable[Chapter]] = {  # each is told when its turn comes: a note where it is called first
        Part.FRONT: _opening(article, narrator, _announced(narrator, settings, person)),
        Part.SECTIONS: (chapter for section in article.sections for chapter in _section(section, narrator)),
        Part.NOTES: (_back(Part.NOTES, _notes(article, narrator), narrator),) if at_end else (),
        Part.SOURCES: _last(article, narrator, settings),
    }
    told = (_cut(chapter, narrator) for part in order.HEARD for chapter in parts.get(part, ()))
    sections = [tuple(_paced(piece, settings) for piece in pieces if piece.utterances) for pieces in told]
    sections = [section for section in sections if section]
    if settings.section_sound:
        sections[:-1] = [(*pieces, _marked(last)) for *pieces, last in sections[:-1]]
    return tuple(chapter for section in sections for chapter in section)


def _marked(chapter: Chapter) -> Chapter:
    """Leave room for the sound between sections, which lasts as long at any speed."""
    return replace(chapter, utterances=pauses.rest(chapter.utterances, pauses.SOUND))


def _back(part: Part, told: Utterances, narrator: Narrator) -> Chapter:
    """A part behind the text as a chapter."""
    return Chapter(part.value, ChapterKind(part), worded(narrator.language.labels, part.label), part.level, told)


def _cut(chapter: Chapter, narrator: Narrator) -> Iterator[Chapter]:
    """Give each long table a chapter of its own: the next one leads a listener past it."""
    rest = chapter
    for number, first in enumerate((item.id for item in chapter.utterances if item.id in narrator.tables), 1):
        table = narrator.tables[first]
        ids = [item.id for item in rest.utterances]
        start, end = ids.index(first), ids.index(table.last) + 1
        yield replace(rest, utterances=rest.utterances[:start])
        inside, after = rest.utterances[start:end], rest.utterances[end:]
        name = f"{chapter.id}-table-{number}"
        yield Chapter(name, ChapterKind.TABLE, _line(table.title), chapter.level + 1, inside)
        title = narrator.language.labels["continued"].format(title=chapter.title)
        rest = replace(chapter, id=f"{chapter.id}-continued-{number}", title=title, utterances=after)
    yield rest


def _line(text: str) -> str:
    """One line with plain spaces: players have no glyph for the others."""
    return " ".join(text.split())


def _paced(chapter: Chapter, settings: NarrationSettings) -> Chapter:
    """Set the silence that ends a chapter, and shorten all silences for a faster voice."""
    told = pauses.rest(chapter.utterances, pauses.SECTION)
    quoting, speed = bool(settings.quote_voice), settings.speed
    utterances = (replace(item, pause=item.pause / speed, quoted=item.quoted and quoting) for item in told)
    return replace(chapter, utterances=tuple(utterances))


# --- The opening -------------------------------------------------------------------------------


def _announced(narrator: Narrator, settings: NarrationSettings, person: str) -> str:
    """What is said of the voice."""
    labels = narrator.language.labels
    said = labels["synthetic_voice_named"].format(voice=person) if person else labels["synthetic_voice"]
    return said if settings.announce_voice else ""


def _opening(article: Article, narrator: Narrator, voice: str) -> Iterator[Chapter]:
    parts: dict[Part, Iterable[Utterance]] = {
        Part.FRONT: _front(article, narrator, voice),
        Part.DISCLOSURES: _notices(article, Part.DISCLOSURES, narrator, pauses.LINE),
        Part.CREDITS: _credits(article, narrator),
    }
    told = tuple(said for part in order.HEARD.opening for said in parts.get(part, ()))
    told = pauses.rest(told, pauses.TITLE) + narrator.blocks(article.lead) + narrator.blocks(article.blocks)
    yield Chapter("opening", ChapterKind.OPENING, _line(article.metadata.title), 1, told)


def _front(article: Article, narrator: Narrator, voice: str) -> Iterator[Utterance]:
    for line, words in order.lines(article.metadata, narrator.language, voice).items():
        if line in _KINDS:
            pause = pauses.TITLE if line is Line.TITLE else pauses.LINE
            yield from pauses.rest(narrator.line(line.value, _KINDS[line], words), pause)


def _credits(article: Article, narrator: Narrator) -> Iterator[Utterance]:
    for number, credit in enumerate(article.credits, 1):
        yield from pauses.rest(narrator.credit(credit, f"credit-{number}"), pauses.LINE)


# --- Sections and end --------------------------------------------------------------------------


def _section(section: Section, narrator: Narrator) -> list[Chapter]:
    """Tell a section, its subsections as chapters of their own."""
    heading = narrator.sentences(section.heading.content, UtteranceKind.HEADING)
    told = pauses.rest(heading, pauses.TITLE) + narrator.blocks(section.blocks)
    title = _line(walk.line(section.heading.content)) or narrator.language.labels["section"]
    chapters = [Chapter(section.id, ChapterKind.SECTION, title, section.level, told)]
    for inner in section.sections:
        chapters += _section(inner, narrator)
    return chapters


def _sources(article: Article, narrator: Narrator) -> Utterances:
    heading = narrator.language.labels["sources"]
    told = pauses.rest(narrator.line("sources", UtteranceKind.HEADING, heading), pauses.TITLE)
    number = 0
    groups = walk.source_groups(article)
    for index, (group, items) in enumerate(groups, 1):
        label = group or (worded(narrator.language.labels, items[0].kind) if len(groups) > 1 else heading)
        if label.casefold() != heading.casefold():
            line = narrator.line(f"sources-{index}", UtteranceKind.SOURCE_GROUP, label)
            told = pauses.rest(told, pauses.PARAGRAPH) + pauses.rest(line, pauses.PARAGRAPH)
        for source in items:
            number += 1
            told += _source(source, number, narrator)
    return pauses.rest(told, pauses.TITLE)


def _source(source: Source, number: int, narrator: Narrator) -> Utterances:
    content = sources.reading(source, narrator.language)
    phrases = narrator.phrases(content)
    first = source.content[0] if source.content else None
    id_ = first.id if isinstance(first, Sentence) else f"source-{number}"
    return (Utterance(id_, UtteranceKind.SOURCE, phrases, pauses.ITEM),) if audible(phrases) else ()


def _notes(article: Article, narrator: Narrator) -> Utterances:
    """Tell all notes, each with its label; nothing if there is no word in them."""
    heading = narrator.line("notes", UtteranceKind.HEADING, narrator.language.labels["notes"])
    told: Utterances = ()
    for note in article.notes:
        told += pauses.rest(narrator.listed_note(note), pauses.PARAGRAPH)
    return pauses.rest(heading, pauses.TITLE) + told if told else ()


def _last(article: Article, narrator: Narrator, settings: NarrationSettings) -> Iterator[Chapter]:
    """Tell the sources, the notes that no sentence calls, then licence and the like."""
    told = _sources(article, narrator) if article.sources and settings.sources is SourcesReading.SPOKEN else ()
    part = Part.SOURCES if told else Part.NOTICES
    for note in article.notes if settings.notes is NotesReading.INLINE else ():
        if note.id not in narrator.told:
            told += pauses.rest(narrator.note(note), pauses.PARAGRAPH)
    told += tuple(_notices(article, Part.NOTICES, narrator, pauses.PARAGRAPH))
    yield _back(part, told, narrator)


def _notices(article: Article, part: Part, narrator: Narrator, pause: float) -> Iterator[Utterance]:
    for notice in order.notices(article, part):
        yield from pauses.rest(narrator.sentences(notice.content, UtteranceKind.NOTICE), pause)
