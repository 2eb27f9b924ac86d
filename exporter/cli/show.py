"""What was understood of an article, as indented lines that a screen reader and a terminal both read well."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from exporter import walk
from exporter.canon import type_name
from exporter.cli.words import say
from exporter.events import Dropped, Judged, Understood
from exporter.model import Decorative, Described, Image, Missing
from exporter.render import order
from exporter.render.order import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exporter.events import Event
    from exporter.model import Alt, Article, Block, Inline, Metadata, Section, Source

_WIDTH = 72
_FRENCH = {
    "paragraph": "paragraphe",
    "listing": "liste",
    "quote": "citation",
    "table": "tableau",
    "preformatted": "texte préformaté",
    "rule": "séparation",
    "primary": "primaire",
    "secondary": "secondaire",
    "other": "autre",
    "ai": "intelligence artificielle",
    "sponsored": "parrainage",
    "translation": "traduction",
    "video": "vidéo",
    "text": "texte",
    "junk": "page",
    "body": "texte",
    "heading": "intertitre",
    "lead": "chapô",
    "title": "titre",
    "kicker": "surtitre",
    "byline": "signature",
    "caption": "légende",
    "a first look at the page": "un premier regard sur la page",
    "its wording, beside what pages say": "ses mots, à côté de ce que disent les pages",
    "a date, name or credit in it, or none": "une date, un nom, un crédit, ou aucun",
    "a mark or number at its beginning": "un signe ou un numéro au début",
    "words that it shares with the text": "des mots communs avec le texte",
    "its sentence, or none": "sa phrase, ou son absence",
    "its length": "sa longueur",
    "its capitals and signs": "ses capitales et ses signes",
    "its place on the page": "sa place dans la page",
    "the lines around it": "les lignes voisines",
}
"""Types, kinds and roles that are not the same word in French."""


def article(document: Article) -> Iterator[str]:
    """The tree of an article, a line each, in the order of its editions."""
    sources = walk.source_groups(document)
    parts: dict[Part, Iterable[str]] = {
        Part.FRONT: _metadata(document.metadata),
        Part.DISCLOSURES: _notices(document, Part.DISCLOSURES),
        Part.LEAD: _group(say("lead", "chapô"), _blocks(document.lead)),
        Part.BODY: _blocks(document.blocks),
        Part.SECTIONS: (line for section in document.sections for line in _section(section)),
        Part.NOTES: _group("notes", (f"[{note.label}] {_short(walk.words(note))}" for note in document.notes)),
        Part.SOURCES: (line for label, items in sources for line in _group(label or "sources", map(_source, items))),
        Part.CREDITS: _group(
            say("credits", "crédits"), (f"{_named(item.role)}{item.name}" for item in document.credits)
        ),
        Part.NOTICES: _notices(document, Part.NOTICES),
    }
    return (line for part in order.READ for line in parts.get(part, ()))


def _notices(document: Article, part: Part) -> Iterator[str]:
    notices = order.notices(document, part)
    told = (f"{_named(item.kind)}{_short(walk.plain(item.content))}" for item in notices)
    return _group(say("notices", "mentions"), told)


def columns(rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """Rows of as many cells each, as lines whose columns stand below each other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def told(document: Article, events: Sequence[Event], *, dropped: bool, why: bool) -> Iterator[str]:
    """What a person asked of an article: what was left out of it, where its facts were found, or all of it."""
    left_out = [event for event in events if isinstance(event, Dropped)]
    if why:
        found = [f"{event.field}\t{event.value}\t{event.origin}" for event in events if isinstance(event, Understood)]
        found += [_judged(event) for event in events if isinstance(event, Judged)]
        yield from found or [say("an input of this kind does not tell", "une entrée de cette sorte ne le dit pas")]
    if dropped:
        lines = [f"{event.line}\t{event.reason}\t{event.text}" for event in left_out]
        yield from lines or [say("nothing was left out", "rien n’a été écarté")]
    if not why and not dropped:
        yield from article(document)
        count = len(left_out)
        yield say(
            f"left out: {count} {'line' if count == 1 else 'lines'} (--dropped)",
            f"écarté : {count} {'ligne' if count < 2 else 'lignes'} (--dropped)",  # noqa: PLR2004 - the French plural
        )


def _judged(event: Judged) -> str:
    """What a line was taken for, how sure, and why."""
    role = say(event.role, _FRENCH.get(event.role, event.role))
    why = ", ".join(say(reason, _FRENCH.get(reason, reason)) for reason in event.reasons)
    return f"{event.line}\t{role} {event.sure:.0%}\t{_short(event.text)}\t{why}"


def _group(label: str, lines: Iterable[str]) -> Iterator[str]:
    for index, line in enumerate(lines):
        if index == 0:
            yield label
        yield f"  {line}"


def _metadata(metadata: Metadata) -> Iterator[str]:
    yield metadata.title
    authors = ", ".join(
        f"{person.name} ({person.description})" if person.description else person.name for person in metadata.authors
    )
    fields = {
        say("subtitle", "sous-titre"): metadata.subtitle,
        say("kicker", "surtitre"): metadata.kicker,
        say("authors", "auteurs"): authors,
        say("publisher", "éditeur"): metadata.publisher,
        say("published", "publié"): metadata.published,
        say("updated", "mis à jour"): metadata.updated,
        say("reading time", "temps de lecture"): metadata.reading_minutes and f"{metadata.reading_minutes} min",
        say("language", "langue"): metadata.language,
        "url": metadata.url,
    }
    yield from (f"  {_named(name)}{value}" for name, value in fields.items() if value)


def _section(section: Section) -> Iterator[str]:
    yield f"{'#' * section.level} {walk.plain(section.heading.content)}"
    yield from (f"  {line}" for line in _blocks(section.blocks))
    for inner in section.sections:
        yield from _section(inner)


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    return (f"{_named(type_name(type(block)))}{_short(_words(block))}" for block in blocks)


def _words(block: Block) -> str:
    """The words of a block; those that describe a picture where it has no others."""
    runs: list[str] = []

    def gather(_: object, run: tuple[Inline, ...]) -> tuple[Inline, ...]:
        runs.append(walk.plain(run))
        return run

    walk.map_content(block, gather)
    return "\n".join(runs or (_described(node.alt) for node in walk.nodes(block) if isinstance(node, Image)))


def _described(alt: Alt) -> str:
    match alt:
        case Described():
            return alt.text
        case Decorative():
            return say("decorative", "décorative")
        case Missing():
            return say("no description", "sans description")
        case _:
            assert_never(alt)


def _source(source: Source) -> str:
    known = (source.publisher, source.title, source.language, source.date, source.url)
    return _named(source.kind) + (" | ".join(str(item) for item in known if item) or _short(walk.plain(source.content)))


def _named(name: str) -> str:
    """A name with its colon, in the user's language."""
    return say(f"{name}: ", f"{_FRENCH.get(name, name)} : ")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else (line[:_WIDTH].rpartition(" ")[0] or line[:_WIDTH]) + " …"
