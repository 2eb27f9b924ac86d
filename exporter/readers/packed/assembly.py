"""The article of a document's flow: its head, sections, sources, notes, and the links inside of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.errors import ReadError
from exporter.messages import Message
from exporter.model import (
    Article,
    Credit,
    LineBreak,
    NoteRef,
    Notice,
    Paragraph,
    Rule,
    Source,
    Strong,
)
from exporter.readers.flow import joining, sources
from exporter.readers.flow.parts import Parts, Role, Styled, text, unmarked
from exporter.readers.packed import masthead
from exporter.readers.press import credits as credit_lines
from exporter.readers.press import labels, markers, notices
from exporter.readers.press.lines import ended
from exporter.readers.press.sections import Head, build, settled

if TYPE_CHECKING:
    from exporter.ports import World
    from exporter.readers.packed.flow import Document
    from exporter.readers.press.phrases import Phrases
    from exporter.walk import Content

_LONGEST_HEADING: Final = 120
_LONGEST_SAMPLE: Final = 2000


@dataclass(slots=True)
class _Ending:
    """What stands at an article's end and is not its text, and the sources that a document names as such."""

    credits: list[Credit] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)


def article(document: Document, world: World, phrases: Phrases) -> Article:
    """Make the article, and report what is doubtful; raises `ReadError` if there is none."""
    sample = _sample(document.flow)
    head = masthead.take(document, phrases)
    metadata = masthead.metadata(document, head, sample, world.report)
    ending = _Ending(credits=list(head.facts.credits))
    flow = _ended(_promoted(joining.joined(document.flow), phrases), ending, phrases)
    if not flow and not head.lead:
        hint = "check that the article's text was saved"
        if head.title:
            line = metadata.title[:_LONGEST_HEADING]
            raise ReadError(
                Message(
                    "no article in {name}: it has no text: “{line}” was taken for its title",
                    name=document.name,
                    line=line,
                ),
                hint,
            )
        raise ReadError(Message("no article in {name}: it has no text", name=document.name), hint)
    blocks, nested = build(part for part in flow if not isinstance(part, Source | Styled | Notice))
    kept, listed = sources.part(nested, phrases, bare=True)
    blocks, kept, last = sources.last_line(blocks, kept, phrases)
    found = Article(
        metadata,
        lead=tuple(head.lead),
        blocks=blocks,
        sections=kept,
        sources=(*listed, *last, *ending.sources),
        credits=tuple(ending.credits),
        notices=tuple(ending.notices),
        notes=document.notes,
    )
    return settled(found, world.report)


def _sample(flow: Parts) -> str:
    """The longest paragraphs: what the language is told by."""
    written = (text(part.content) for part in flow if isinstance(part, Paragraph | Styled))
    return " ".join(sorted(written, key=len, reverse=True)[:4])[:_LONGEST_SAMPLE]


# --- Headings that no style names --------------------------------------------------------------


def _promoted(flow: Parts, phrases: Phrases) -> Parts:
    """Make headings of short bold lines where nothing else is one, of labels of sources, rules of lines of stars."""
    headed = any(isinstance(part, Head) for part in flow)
    found: Parts = []
    for index, part in enumerate(flow):
        after = flow[index + 1] if index + 1 < len(flow) else None
        match part:
            case Paragraph(content) if markers.rule(text(content)):
                found.append(Rule())
            case Paragraph(content) if after is not None and _heads(content, phrases, bold=not headed):
                found.append(Head(1, _plain(content)))
            case _:
                found.append(part)
    return found


def _heads(content: Content, phrases: Phrases, *, bold: bool) -> bool:
    written = text(content)
    if not written or len(written) > _LONGEST_HEADING or any(isinstance(node, LineBreak) for node in content):
        return False
    strong = all(isinstance(node, Strong | NoteRef) or not text((node,)) for node in content)
    labelled = labels.heading(written, phrases) is not None and (strong or written.endswith(":") or "," not in written)
    return labelled or (bold and strong and (not ended(written) or written.endswith("?")))


def _plain(content: Content) -> Content:
    """A heading's words, its bold and its colon taken away."""
    bare = unmarked(content)
    written = walk.plain(bare)
    return walk.cut(bare, 0, len(written.rstrip(" :\u00a0\u202f"))) if written.rstrip().endswith(":") else bare


# --- Ends --------------------------------------------------------------------------------------


def _ended(flow: Parts, ending: _Ending, phrases: Phrases) -> Parts:
    """Take out notices, credits and sources that the document names, and those that the last lines are."""
    paragraphs = [index for index, part in enumerate(flow) if isinstance(part, Paragraph)]
    last = frozenset(paragraphs[-notices.LAST :]) if len(paragraphs) > 1 else frozenset()
    kept: Parts = []
    for index, part in enumerate(flow):
        match part:
            case Source():
                ending.sources.append(part)
            case Notice():
                ending.notices.append(part)
            case Styled(Role.CREDIT, content):
                ending.credits.append(joining.made(content))
            case Styled(_, content):
                kept.append(Paragraph(content))
            case Paragraph(content) if index in last and (kind := notices.told(text(content), phrases)):
                ending.notices.append(Notice(kind, content))
            case Paragraph(content) if index in last and credit_lines.credit(text(content)):
                ending.credits.append(joining.made(content))
            case _:
                kept.append(part)
    return kept
