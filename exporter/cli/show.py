"""What was understood of an article, as indented lines that a screen reader and a terminal both read well."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from exporter import walk
from exporter.canon import type_name
from exporter.cli.words import counted, say, translate
from exporter.events import Dropped, Judged, Understood
from exporter.messages import Message
from exporter.model import Decorative, Described, Image, Missing
from exporter.render import order
from exporter.render.order import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exporter.events import Event
    from exporter.model import Alt, Article, Block, Metadata, Section, Source

_WIDTH = 72
_WORDS = (
    Message("paragraph"),
    Message("listing"),
    Message("quote"),
    Message("table"),
    Message("preformatted"),
    Message("rule"),
    Message("primary"),
    Message("secondary"),
    Message("other"),
    Message("ai"),
    Message("sponsored"),
    Message("translation"),
    Message("video"),
    Message("text"),
    Message("how it looks at first glance"),
    Message("words of menus and buttons"),
    Message("no words of menus and buttons"),
    Message("a name, date or credit in it"),
    Message("no name, date or credit in it"),
    Message("a bullet or number before it"),
    Message("no bullet or number before it"),
    Message("words that the article uses"),
    Message("no words that the article uses"),
    Message("a whole sentence"),
    Message("not a whole sentence"),
    Message("a long line"),
    Message("a short line"),
    Message("its capital letters and signs"),
    Message("where it stands on the page"),
    Message("the lines around it"),
    Message("you pointed at this line"),
    Message("outside the lines that you pointed at"),
    Message("websites print it around articles"),
    Message("nothing of a website was copied, so all is kept"),
    Message("it says the title again"),
    Message("your title stands in its place"),
    Message("it belongs to the page, not to the article"),
    Message("a short line above text"),
    Message("it stands within the text"),
    Message("it is laid out as a list"),
    Message("it is laid out as a table"),
    Message("it is written as a quotation"),
    Message("it is written as a caption"),
    Message("it is written as a credit"),
    Message("it is drawn as a line"),
    Message("it stands between title and text"),
    Message("it stands right below the title"),
    Message("it names the subject above the title"),
    Message("it names the site"),
    Message("the title goes on here"),
    Message("it stands among sources, or looks like one"),
    Message("its number is called in the text"),
    Message("it says how the article was made"),
    Message("it states author, date or the like"),
)
"""Types, kinds, reasons and rules that are said by their names: written down here for those who translate."""
_REASONS = (
    Message("navigation"),
    Message("search"),
    Message("login"),
    Message("subscription"),
    Message("cookies"),
    Message("share"),
    Message("follow"),
    Message("audio"),
    Message("advertising"),
    Message("comments"),
    Message("related"),
    Message("legal"),
    Message("around"),
    Message("backlink"),
    Message("byline"),
    Message("comment"),
    Message("component"),
    Message("contents"),
    Message("definition"),
    Message("drawing"),
    Message("duplicate-title"),
    Message("embed"),
    Message("embedded"),
    Message("embedded-document"),
    Message("front-matter"),
    Message("hidden"),
    Message("image"),
    Message("include"),
    Message("markup"),
    Message("not-shown"),
    Message("note"),
    Message("notes-heading"),
    Message("placeholder"),
    Message("repeated"),
    Message("script"),
    Message("shortcode"),
    Message("symbol"),
    Message("title-replaced"),
    Message("tooltip"),
    Message("tracked-deletion"),
    Message("before-begin"),
    Message("after-end"),
    Message("page-header"),
    Message("page-footer"),
)
"""Why lines were left out: the codes of `Dropped`, said in words where somebody translated them."""
_ROLES = {
    "junk": Message("left out"),
    "body": Message("text"),
    "heading": Message("heading"),
    "lead": Message("introduction"),
    "title": Message("title"),
    "subtitle": Message("subtitle"),
    "kicker": Message("line above the title"),
    "publisher": Message("publisher"),
    "byline": Message("author"),
    "facts": Message("facts"),
    "caption": Message("caption"),
    "credit": Message("credit"),
    "listing": Message("list"),
    "source": Message("source"),
    "notice": Message("notice"),
}
"""What a line of copied text is called."""


def article(document: Article) -> Iterator[str]:
    """The tree of an article, a line each, in the order of its editions."""
    sources = walk.source_groups(document)
    parts: dict[Part, Iterable[str]] = {
        Part.FRONT: _metadata(document.metadata),
        Part.DISCLOSURES: _notices(document, Part.DISCLOSURES),
        Part.LEAD: _group(say("lead"), _blocks(document.lead)),
        Part.BODY: _blocks(document.blocks),
        Part.SECTIONS: (line for section in document.sections for line in _section(section)),
        Part.NOTES: _group(
            "notes", (f"[{note.label}] {_short(' '.join(map(walk.line, walk.runs(note))))}" for note in document.notes)
        ),
        Part.SOURCES: (line for label, items in sources for line in _group(label or "sources", map(_source, items))),
        Part.CREDITS: _group(say("credits"), (f"{_named(item.role)}{item.name}" for item in document.credits)),
        Part.NOTICES: _notices(document, Part.NOTICES),
    }
    return (line for part in order.READ for line in parts.get(part, ()))


def _notices(document: Article, part: Part) -> Iterator[str]:
    notices = order.notices(document, part)
    told = (f"{_named(item.kind)}{_short(walk.line(item.content))}" for item in notices)
    return _group(say("notices"), told)


def columns(rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """Rows of as many cells each, as lines whose columns stand below each other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def told(document: Article, events: Sequence[Event], *, dropped: bool, why: bool) -> Iterator[str]:
    """What a person asked of an article: what was left out of it, where its facts were found, or all of it."""
    left_out = [event for event in events if isinstance(event, Dropped)]
    if why and not any(isinstance(event, Understood | Judged) for event in events):
        yield say("an input of this kind does not tell")
    yield from traced(events, dropped=dropped, why=why)
    if dropped and not left_out:
        yield say("nothing was left out")
    if not why and not dropped:
        yield from article(document)
        count = len(left_out)
        yield counted(count, "left out: {count} line (--dropped)", "left out: {count} lines (--dropped)")


def traced(events: Sequence[Event], *, dropped: bool, why: bool) -> Iterator[str]:
    """What is known of the lines of an input, even of one that holds no article."""
    if why:
        last = {event.field: event for event in events if isinstance(event, Understood)}  # what was given comes last
        yield from (f"{event.field}\t{event.value}\t{_origin(event.origin)}" for event in last.values())
        yield from (_judged(event) for event in events if isinstance(event, Judged))
    if dropped:
        yield from (
            f"{event.line}\t{translate(event.reason)}\t{event.text}" for event in events if isinstance(event, Dropped)
        )


def _origin(origin: str) -> str:
    """Where a fact was found; the names that formats give to their fields are the same in all languages."""
    return translate(origin) if isinstance(origin, Message) else origin


def _judged(event: Judged) -> str:
    """What a line came to be, how sure or by which rule, and why."""
    role = translate(_ROLES.get(event.role, event.role))
    if event.rule:
        rule = say("rule: ") + translate(event.rule)
        return f"{event.line}\t{role}\t{_short(event.text)}\t{rule}"
    why = ", ".join(map(translate, event.reasons))
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
        say("subtitle"): metadata.subtitle,
        say("kicker"): metadata.kicker,
        say("authors"): authors,
        say("publisher"): metadata.publisher,
        say("published"): metadata.published,
        say("updated"): metadata.updated,
        say("reading time"): metadata.reading_minutes and f"{metadata.reading_minutes} min",
        say("language"): metadata.language,
        "url": metadata.url,
    }
    yield from (f"  {_named(name)}{value}" for name, value in fields.items() if value)


def _section(section: Section) -> Iterator[str]:
    yield f"{'#' * section.level} {walk.line(section.heading.content)}"
    yield from (f"  {line}" for line in _blocks(section.blocks))
    for inner in section.sections:
        yield from _section(inner)


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    return (f"{_named(type_name(type(block)))}{_short(_words(block))}" for block in blocks)


def _words(block: Block) -> str:
    """The words of a block; those that describe a picture where it has no others."""
    runs = map(walk.line, walk.runs(block))
    return "\n".join(tuple(runs) or (_described(node.alt) for node in walk.nodes(block) if isinstance(node, Image)))


def _described(alt: Alt) -> str:
    match alt:
        case Described():
            return alt.text
        case Decorative():
            return say("decorative")
        case Missing():
            return say("no description")
        case _:
            assert_never(alt)


def _source(source: Source) -> str:
    known = (source.publisher, source.title, source.language, source.date, source.url)
    return _named(source.kind) + (" | ".join(str(item) for item in known if item) or _short(walk.line(source.content)))


def _named(name: str) -> str:
    """A name with its colon, in the user's language."""
    return say("{name}: ", name=translate(name))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else (line[:_WIDTH].rpartition(" ")[0] or line[:_WIDTH]) + " …"
