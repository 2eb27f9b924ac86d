"""The reader of text copied off a web page: the article with its credits, sources and notices, the page left behind.

The steps: bytes to text (`decoding`), lines to passages (`wrapping`), what each of them is (`judge`), title and facts
(`opening`), sources (`bibliography`, `citation`), notes, notices and credits, sections and blocks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.errors import ReadError
from exporter.events import Dropped, Judged, Warned
from exporter.messages import Message
from exporter.model import Article, Metadata
from exporter.passes import decision
from exporter.ports import Intake, Original
from exporter.readers.press import boilerplate, decoding, labels, lines, phrases
from exporter.readers.scraped import (
    bibliography,
    blocks,
    closing,
    notes,
    opening,
    outcomes,
    second,
    sections,
    titles,
    wrapping,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.ports import World
    from exporter.readers.press.lines import Line, Passage
    from exporter.readers.press.phrases import Phrases
    from exporter.readers.scraped.findings import Opening
    from exporter.readers.scraped.judge import Judgement
    from exporter.readers.scraped.outcomes import Outcome

INTAKE = Intake("scraped", frozenset({".txt", ".text"}), "texte copié d’une page web")

_ABOUT = re.compile(
    r"(?:par|publié|mise?|modifié|propos|textes?|photos?|crédits?|\(|temps|lecture|source|contenu|article|cet? |les? |"
    r"déclaration|rectificatif|mots-clés)\b",
    re.IGNORECASE,
)
_NO_TITLE = ReadError(
    "no title: the text begins with a paragraph",
    'give one with --title "…", or point at its line with exporter read --fix title-line=…',
)


_NOTHING = ReadError("no article: nothing but menus and buttons", "check that the article itself was copied")


def accepts(original: Original) -> bool:
    """Take ``*.txt``, ``*.text``, standard input and names without a suffix."""
    name = original.name.lower()
    return name == "-" or name.endswith(tuple(INTAKE.suffixes)) or "." not in name.lstrip(".")


def read(original: Original, world: World) -> Article:
    """Read an article; what is left out is reported. Raises `ReadError` for what holds none."""
    from exporter.readers.scraped import landmarks  # noqa: PLC0415 - numpy, which this reader's work alone needs
    from exporter.readers.scraped.judge import judge  # noqa: PLC0415 - as above

    known = phrases.load(world)
    found = passages(decoding.decode(original.data, world.report), known)
    if not found:
        raise ReadError(_NOTHING.message, _NOTHING.hint)
    judged = judge(found, known, world, original.title, landmarks.fixed(found, original.landmarks))
    top = opening.read(judged, known, original.title)
    for event in sorted((*_left_out(judged, top), *top.dropped), key=lambda event: event.line):
        world.report(event)
    article, steps = _article(top, known)
    _told(judged, outcomes.follow(judged, top, steps, known), world)
    _unsure(judged, top, world)
    if not (top.rest or top.lead or top.title) or (original.title and not (top.rest or top.lead)):
        raise ReadError(_NOTHING.message, _NOTHING.hint)
    if not top.title:
        raise ReadError(_NO_TITLE.message, _NO_TITLE.hint)
    other = second.title(top.rest, known, alone=not judged.reasons)
    if other:
        told = Message("another article begins in line {number}: {text}", number=other.number, text=other.text)
        world.report(Warned("two-articles", told, tolerated=bool(judged.reasons)))
    return decision.settle(article, world.report)


def words(original: Original, line: str) -> str:
    """The words by which a line is found again, given its number or its words; raises `ReadError`."""
    from exporter.readers.scraped import landmarks  # noqa: PLC0415 - as above

    return landmarks.words(lines.split(decoding.decode(original.data, lambda _: None)), line)


def _told(judged: Judgement, became: Sequence[Outcome], world: World) -> None:
    """Say what each passage came to be, and why."""
    for passage, outcome, sure, why in zip(judged.passages, became, judged.reading.chances, judged.why, strict=True):
        world.report(Judged(passage.number, passage.text, outcome.role, sure, why, outcome.rule))


def _unsure(judged: Judgement, top: Opening, world: World) -> None:
    """Say where the page leaves open what is the title, and where the article ends."""
    rival, end = judged.rival, judged.other_end
    if rival and not titles.same(rival.text, top.title):
        told = Message(
            "another line could be the title (--fix title-line={number}): {text}", number=rival.number, text=rival.text
        )
        world.report(Warned("two-titles", told, tolerated=True))
    if end:
        told = Message(
            "no clear end: the article could also end with this line (--fix end-line={number}): {text}",
            number=end.number,
            text=end.text,
        )
        world.report(Warned("no-end", told, tolerated=True))


def _left_out(judged: Judgement, top: Opening) -> Iterator[Dropped]:
    """Report every line of the passages that are not the article's."""
    for passage in judged.passages:
        if passage.number in judged.reasons and passage.number not in top.taken:
            yield from (Dropped(line.number, line.text, judged.reasons[passage.number]) for line in passage.lines)


def passages(text: str, known: Phrases) -> Sequence[Passage]:
    """Gather the lines of a text into passages: paragraphs, headings, items; none of a blank text."""
    split = lines.split(text)
    cited = bibliography.below_labels(split, known)

    def alone(line: Line) -> bool:
        if line.number in cited and bibliography.complete(line.text):
            return True
        if boilerplate.reason(line.text, known) is not None or labels.known(line.text, known):
            return True
        return _ABOUT.match(line.text) is not None and closing.speaks_of_itself(line.text, known)

    return wrapping.join(split, alone, known.compounds)


def _article(top: Opening, known: Phrases) -> tuple[Article, outcomes.Steps]:
    """Take out what is no text, make blocks of the rest; and which passages each step left."""
    cited = bibliography.read(top.rest, known)
    end = closing.read(cited.rest, top, known)
    credits_ = list(top.credits)  # what the article's end says is among them
    noted = notes.read(end.rest, known)
    builder = blocks.Builder(noted.labels, sections.questions(noted.rest), credits_)
    before, below = sections.build(noted.rest, builder)
    lead = builder.blocks(top.lead)
    article = Article(
        metadata=_metadata(top),
        lead=lead,
        blocks=before,
        sections=below,
        sources=tuple(cited.found),
        credits=tuple(credits_),
        notices=(*top.notices, *end.notices),
        notes=tuple(noted.found),
    )
    return article, outcomes.Steps(cited.rest, end.rest, noted.rest, builder.kinds)


def _metadata(top: Opening) -> Metadata:
    facts = top.facts
    return Metadata(
        title=top.title,
        subtitle=top.subtitle,
        kicker=" – ".join(top.kicker) or None,
        authors=facts.people,
        publisher=top.publisher,
        published=facts.published,
        updated=facts.updated,
        dateline=facts.dateline,
        reading_minutes=facts.minutes,
        url=facts.url,
        keywords=facts.keywords,
    )
