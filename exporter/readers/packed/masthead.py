"""The head of a document: its title, and the lines below that say who wrote it, when and where."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.errors import ReadError
from exporter.events import Understood, Warned
from exporter.messages import Message
from exporter.model import (
    Emphasis,
    Figure,
    LineBreak,
    Metadata,
    NoteRef,
    Paragraph,
    PartialDate,
    Person,
    Rule,
    Strong,
    Text,
    is_language_tag,
)
from exporter.passes import decision
from exporter.readers.flow import tree
from exporter.readers.flow.parts import Part, Parts, Role, Styled, text
from exporter.readers.press import dates, facts, people
from exporter.readers.press.facts import Facts
from exporter.readers.press.lines import bare, ended, stopped
from exporter.readers.press.sections import Head
from exporter.walk import Content

if TYPE_CHECKING:
    from exporter.events import Report
    from exporter.readers.packed.flow import Claims, Document
    from exporter.readers.press.phrases import Phrases

_LONGEST_TITLE: Final = 200
_FIRST: Final = 12
"""Parts in which the title and what stands below it are looked for."""

_LONE: Final = 4
"""Lines below the title that may be a name and no more."""

_LONGEST_FACT: Final = 200
_SHORTEST_LEAD: Final = 60
_NO_TITLE: Final = re.compile(
    r"(?:microsoft word|document\s?\d*|sans titre\s?\d*|untitled\s?\d*|titre|title|word document)"
    r"(?:\s-\s.*)?|.*\.(?:docx?|odt|rtf|dotx?|html?|epub)",
    re.IGNORECASE,
)
_ACCOUNT: Final = re.compile(
    r"(?:microsoft|utilisateur|user|admin|windows|office|python-docx|propriétaire|libreoffice)"
)


@dataclass(slots=True)
class Masthead:
    """What the head says; the parts that say it are out of the flow."""

    title: Content = ()
    origin: str = ""
    subtitle: str = ""
    kicker: str = ""
    publisher: str = ""
    facts: Facts = field(default_factory=Facts)
    lead: list[Paragraph] = field(default_factory=list)


def take(document: Document, phrases: Phrases) -> Masthead:
    """Take the head out of a document's flow."""
    found = Masthead()
    flow = document.flow
    _styled(flow, found)
    if not found.title:
        _titled(document, found)
    _below(document, found, phrases)
    return found


def _styled(flow: Parts, found: Masthead) -> None:
    """Take what its style names, wherever it stands among the first parts."""
    for part in [part for part in flow[:_FIRST] if isinstance(part, Styled)]:
        words = text(part.content)
        match part.role:
            case Role.TITLE if not found.title:
                found.title, found.origin = part.content, Message("style Title")
            case Role.TITLE | Role.SUBTITLE if not found.subtitle:
                found.subtitle = words
            case Role.KICKER if not found.kicker:
                found.kicker = words
            case Role.PUBLISHER if not found.publisher:
                found.publisher = words
            case Role.LEAD:
                found.lead.append(Paragraph(part.content))
            case _:
                continue
        flow.remove(part)


def _titled(document: Document, found: Masthead) -> None:
    """Choose a title where no style names one: the only heading of its level, the properties, a first short line."""
    flow, claim = document.flow, document.claims.title.strip()
    heads = [part for part in flow if isinstance(part, Head)]
    first = next((part for part in flow if not isinstance(part, Figure | Rule | Styled)), None)
    said = "" if _NO_TITLE.fullmatch(claim) else claim
    alone = isinstance(first, Head) and not _peers(first, heads) and not (said and document.claims.named)
    if isinstance(first, Head) and alone and (len(heads) > 1 or not said or _same(first, said)):
        found.title, found.origin = first.content, Message("heading 1")
    elif isinstance(first, Head | Paragraph) and said and _same(first, said):
        found.title, found.origin = first.content, document.claims.origin
    elif said:
        found.title, found.origin = (Text(tree.line(said)),), document.claims.origin
        return
    elif isinstance(first, Head) or (isinstance(first, Paragraph) and _titular(first)):
        found.title, found.origin = first.content, Message("first line")
    else:
        return
    flow.remove(first)


def _peers(first: Head, heads: list[Head]) -> bool:
    return any(head is not first and head.level <= first.level for head in heads)


def _same(part: Head | Paragraph, title: str) -> bool:
    return bare(text(part.content)) == bare(title)


def _titular(first: Paragraph) -> bool:
    """Tell a paragraph that is short and no sentence."""
    words = text(first.content)
    return 0 < len(words) <= _LONGEST_TITLE and not stopped(words) and not words.endswith((",", ":", ";"))


def _below(document: Document, found: Masthead, phrases: Phrases) -> None:
    """Take the lines of facts off the front of the flow, up to its first heading; a lead may stand among them."""
    flow, seen = document.flow, 0
    for part in list(flow[:_FIRST]):
        if isinstance(part, Head) or seen > _LONE:
            return
        if isinstance(part, Figure | Rule):
            continue
        seen += 1
        told = _told(part, document.claims, phrases)
        if told:
            found.facts = facts.merge(found.facts, told)
        elif isinstance(part, Paragraph) and not found.lead and _leads(part.content):
            found.lead.append(Paragraph(_unmarked(part.content)))
        else:
            continue
        flow.remove(part)


def _told(part: Part, claims: Claims, phrases: Phrases) -> Facts | None:
    """Read a line of facts; a style that names an author or a date is believed."""
    if not isinstance(part, Styled | Paragraph):
        return None
    named = isinstance(part, Styled) and part.role is Role.BYLINE
    if isinstance(part, Styled) and not named and part.role is not Role.DATELINE:
        return None
    written = text(part.content)
    if not written or len(written) > _LONGEST_FACT or any(isinstance(node, NoteRef) for node in part.content):
        return None
    read = [facts.read(line, phrases, lone=True) for line in _lines(part.content)]
    told = [line for line in read if line]
    if len(told) == len(read):
        return reduce(facts.merge, told)
    return Facts(people=_signed(written, claims)) if named else None


def _signed(written: str, claims: Claims) -> tuple[Person, ...]:
    """The people of a byline in wordings of its own: those that the properties name, or all of it."""
    found = [re.search(rf"{re.escape(name)}(?:\s\((?P<role>[^()]+)\))?", written) for name in claims.authors]
    if found and all(found):
        return tuple(Person(name, match["role"]) for name, match in zip(claims.authors, found, strict=True) if match)
    return (Person(re.sub(r"^par\s+", "", written, flags=re.IGNORECASE)),)


def _lines(content: Content) -> list[str]:
    """The lines of a paragraph that breaks part."""
    return [tree.line(line) for line in walk.plain(content).split("\n") if line.strip()]


def _leads(content: Content) -> bool:
    """Tell a standfirst: all of it is stressed, and it is a sentence or more."""
    written = text(content)
    marked = all(isinstance(node, Strong | Emphasis | LineBreak) or not text((node,)) for node in content)
    return marked and len(written) >= _SHORTEST_LEAD and ended(written)


def _unmarked(content: Content) -> Content:
    return tuple(
        inner for node in content for inner in (node.content if isinstance(node, Strong | Emphasis) else (node,))
    )


# --- Metadata ----------------------------------------------------------------------------------


def metadata(document: Document, head: Masthead, sample: str, report: Report) -> Metadata:
    """Make the metadata of what the head and the properties say, and tell where each was found.

    Raises `ReadError` if there is no title.
    """
    claims, told = document.claims, head.facts
    title = text(head.title) or _fallback(document, report)
    authors = told.people or tuple(Person(name) for name in claims.authors if _is_author(name))
    published = told.published or claims.published or claims.saved
    if published is None:
        report(Warned("no-date", "no date was found in the document", tolerated=True))
    elif not (told.published or claims.published):
        report(Warned("saved-date", "no date in the document: the day when it was last saved is used", tolerated=True))
    decided = decision.decide(tag(claims.language), claims.language_origin or claims.origin, sample, claims.enough)
    found = Metadata(
        title=title,
        language=decided.language,
        subtitle=head.subtitle or claims.subtitle or None,
        kicker=head.kicker or told.kicker,
        authors=authors,
        publisher=head.publisher or told.publisher or claims.publisher or None,
        published=published,
        updated=told.updated or claims.updated,
        dateline=told.dateline,
        reading_minutes=told.minutes,
        url=told.url or claims.url or None,
        keywords=tuple(dict.fromkeys((*told.keywords, *claims.keywords))),
    )
    _explain(found, head, claims, report)
    decided.tell(report)
    return found


def _explain(found: Metadata, head: Masthead, claims: Claims, report: Report) -> None:
    """Tell where each field was found."""
    text_, told = Message("text"), head.facts
    origins = {
        "title": head.origin or Message("file name"),
        "authors": text_ if told.people else claims.origin if found.authors else "",
        "publisher": text_ if head.publisher or told.publisher else claims.origin if found.publisher else "",
        "published": text_ if told.published else claims.origin if found.published else "",
    }
    for name, origin in origins.items():
        if origin:
            value = getattr(found, name)
            shown = ", ".join(person.name for person in value) if isinstance(value, tuple) else str(value)
            report(Understood(name, shown, origin))


def _is_author(name: str) -> bool:
    """Tell a person or an institution from the name of an account."""
    return bool(name.strip()) and _ACCOUNT.search(name.lower()) is None and (" " in name.strip() or people.agency(name))


def _fallback(document: Document, report: Report) -> str:
    """The user's title, or the file's name; raises `ReadError` if there is neither."""
    if document.given:
        return document.given
    stem = re.sub(r"[_-]+", " ", document.name.rpartition(".")[0]).strip()
    if document.name == "-" or not re.search(r"\w", stem):
        raise ReadError(
            "no title: neither the text nor its properties give one", 'give one with --title "…", or in the style Title'
        )
    report(Warned("title", "no title in the text: the file's name is used"))
    return stem[:1].upper() + stem[1:]


def tag(language: str, region: str = "") -> str:
    """A language tag without a region that goes without saying; empty for what is none."""
    primary, _, rest = language.replace("_", "-").partition("-")
    region = (rest or region).partition("-")[0]
    primary = primary.lower()
    whole = f"{primary}-{region.upper()}" if region and region.lower() not in (primary, "none") else primary
    return whole if primary not in ("", "zxx", "none", "und") and is_language_tag(whole) else ""


def date(written: str) -> PartialDate | None:
    """A date as properties write it."""
    return dates.first(written[:40])
