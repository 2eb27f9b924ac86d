"""The script: what is said of an article, chapter by chapter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter import walk
from exporter.model import NoticeKind, Sentence
from exporter.narration import pauses, sources
from exporter.narration.blocks import Narrator
from exporter.narration.phrases import audible
from exporter.render import front
from exporter.settings import NotesReading, SourcesReading
from exporter.speech import Chapter, ChapterKind, Utterance, UtteranceKind

if TYPE_CHECKING:
    from exporter.model import Article, Metadata, Section, Source
    from exporter.ports import Language
    from exporter.settings import NarrationSettings

    Utterances = tuple[Utterance, ...]

_FIRST = (NoticeKind.AI, NoticeKind.SPONSORED)
"""Notices that a listener must hear before the text."""


def narrate(article: Article, language: Language, settings: NarrationSettings) -> tuple[Chapter, ...]:
    """Tell a prepared article: its opening, a chapter for each section, its notes, its sources, what stands at its end.

    Utterance ids are those of the sentences; what is not content has ``kicker``, ``title``, ``subtitle``, ``byline``,
    ``publisher``, ``dateline``, ``voice``, ``credit-1``, ``notes``, ``sources``, ``sources-1`` (the first group's
    label) or ``source-1``. A description of a picture has its figure's id. No chapter is empty.
    """
    notes = {note.id: note for note in article.notes} if settings.notes is NotesReading.INLINE else {}
    narrator = Narrator(language, article.metadata.language, notes, settings.lexicon)
    labels = language.labels
    opening = _opening(article, narrator, settings)
    chapters = [Chapter("opening", ChapterKind.OPENING, _line(article.metadata.title), 1, opening)]
    for section in article.sections:
        chapters += _section(section, narrator)
    if settings.notes is NotesReading.END:
        chapters.append(Chapter("notes", ChapterKind.NOTES, labels["notes"], 1, _notes(article, narrator)))
    back = _sources(article, narrator) if article.sources and settings.sources is SourcesReading.SPOKEN else ()
    end = back + _end(article, narrator, settings)
    kind = ChapterKind.SOURCES if back else ChapterKind.NOTICES
    chapters.append(Chapter(str(kind), kind, labels[str(kind)], 1, end))
    return tuple(_paced(chapter, settings.speed) for chapter in chapters if chapter.utterances)


def _line(text: str) -> str:
    """One line with plain spaces: players have no glyph for the others."""
    return " ".join(text.split())


def _paced(chapter: Chapter, speed: float) -> Chapter:
    """Set the silence that ends a chapter, and shorten all silences for a faster voice."""
    utterances = pauses.rest(chapter.utterances, pauses.SECTION)
    return replace(chapter, utterances=tuple(replace(item, pause=item.pause / speed) for item in utterances))


# --- The opening -------------------------------------------------------------------------------


def _opening(article: Article, narrator: Narrator, settings: NarrationSettings) -> Utterances:
    metadata = article.metadata
    told = narrator.line("kicker", UtteranceKind.TITLE, metadata.kicker)
    told += pauses.rest(narrator.line("title", UtteranceKind.TITLE, metadata.title), pauses.TITLE)
    told += narrator.line("subtitle", UtteranceKind.TITLE, metadata.subtitle)
    told += _signature(metadata, narrator)
    if settings.announce_voice:
        told += narrator.line("voice", UtteranceKind.NOTICE, narrator.language.labels["synthetic_voice"])
    told = tuple(utterance for line in told for utterance in pauses.rest((line,), pauses.LINE))
    for notice in article.notices:
        if notice.kind in _FIRST:
            told += pauses.rest(narrator.sentences(notice.content, UtteranceKind.NOTICE), pauses.LINE)
    for number, credit in enumerate(article.credits, 1):
        told += pauses.rest(narrator.credit(credit, f"credit-{number}"), pauses.LINE)
    return pauses.rest(told, pauses.TITLE) + narrator.blocks(article.lead) + narrator.blocks(article.blocks)


def _signature(metadata: Metadata, narrator: Narrator) -> Utterances:
    byline = front.byline(metadata, narrator.language)
    publisher = "" if (metadata.publisher or "") in byline else metadata.publisher
    dateline = front.dateline(metadata, narrator.language)
    return (
        *narrator.line("byline", UtteranceKind.BYLINE, byline),
        *narrator.line("publisher", UtteranceKind.BYLINE, publisher),
        *narrator.line("dateline", UtteranceKind.BYLINE, dateline),
    )


# --- Sections and end --------------------------------------------------------------------------


def _section(section: Section, narrator: Narrator) -> list[Chapter]:
    """Tell a section, its subsections as chapters of their own."""
    heading = narrator.sentences(section.heading.content, UtteranceKind.HEADING)
    told = pauses.rest(heading, pauses.TITLE) + narrator.blocks(section.blocks)
    title = _line(walk.plain(section.heading.content)) or narrator.language.labels["section"]
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
        label = group or (narrator.language.labels[items[0].kind] if len(groups) > 1 else heading)
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


def _end(article: Article, narrator: Narrator, settings: NarrationSettings) -> Utterances:
    """Tell the notes that no sentence calls, then corrections, licence and the like."""
    told: Utterances = ()
    for note in article.notes if settings.notes is NotesReading.INLINE else ():
        if note.id not in narrator.told:
            told += pauses.rest(narrator.note(note), pauses.PARAGRAPH)
    for notice in article.notices:
        if notice.kind not in _FIRST:
            told += pauses.rest(narrator.sentences(notice.content, UtteranceKind.NOTICE), pauses.PARAGRAPH)
    return told
