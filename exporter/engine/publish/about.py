"""What an article's record tells of it, so that nobody has to read its source for that again."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from exporter import canon, walk
from exporter.engine.storage.files import sha256
from exporter.model import Decorative, Described, Figure, Foreign, Image, Missing, Note, NoticeKind, Section, Table
from exporter.record import SUMMARY, Accessibility, Document, Origin, Told, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exporter.model import Article, Metadata
    from exporter.ports import Original

_ENOUGH = 2 * SUMMARY
"""Characters from which on no more text is looked at for a summary."""


def work(original: Original, article: Article, way: str, identifier: str) -> Work:
    """Describe an article and where it comes from."""
    source = Origin(original.url or original.name, len(original.data), sha256(original.data), way)
    return Work(identifier, source, document(article))


def document(article: Article) -> Document:
    """What a channel tells of an article."""
    return replace(
        _known(article.metadata, canon.digest(article)),
        summary=summary(article),
        rights=" ".join(_words(article, NoticeKind.LICENCE)) or None,
        sources=len(article.sources),
        notices=tuple(Told(one.kind.value, walk.line(one.content)) for one in article.notices),
        accessibility=accessibility(article),
    )


def issue(metadata: Metadata, parts: tuple[Work, ...], identifier: str) -> Work:
    """Describe an issue and where it comes from."""
    title = metadata.title
    inputs = "\n".join((title, *(part.source.sha256 for part in parts)))
    documents = "\n".join((title, *(part.document.sha256 for part in parts)))
    source = Origin(title, sum(part.source.bytes for part in parts), sha256(inputs.encode()))
    told = [part.document for part in parts]
    document = replace(
        _known(metadata, sha256(documents.encode())),
        summary=_shortened(" · ".join(one.title for one in told)),
        rights=" ".join(dict.fromkeys(one.rights for one in told if one.rights)) or None,
        sources=sum(one.sources for one in told),
        notices=tuple(dict.fromkeys(notice for one in told for notice in one.notices)),
        accessibility=_together([one.accessibility for one in told]),
    )
    return Work(identifier, source, document, parts)


def _together(told: Sequence[Accessibility]) -> Accessibility:
    """The sums of what is told of several articles, and the languages of all."""
    counts = [field.name for field in fields(Accessibility) if field.name != "languages"]
    sums = {name: sum(getattr(one, name) for one in told) for name in counts}
    return Accessibility(**sums, languages=tuple(dict.fromkeys(tag for one in told for tag in one.languages)))


def _known(metadata: Metadata, digest: str) -> Document:
    return Document(
        metadata.title,
        digest,
        metadata.subtitle,
        tuple(person.name for person in metadata.authors),
        str(metadata.published) if metadata.published else None,
        str(metadata.updated) if metadata.updated else None,
        metadata.language,
        metadata.publisher,
        metadata.url,
        metadata.keywords,
    )


def _words(article: Article, kind: NoticeKind) -> Iterable[str]:
    return (walk.line(one.content) for one in article.notices if one.kind is kind)


def summary(article: Article) -> str:
    """The lead, or else the first words: at most `SUMMARY` characters; captions and cells say none of it."""
    text = ""
    for block in article.lead or (*article.blocks, *(block for one in article.sections for block in one.blocks)):
        if not isinstance(block, Figure | Table):
            text = " ".join(filter(None, (text, *map(walk.line, walk.runs(block)))))
        if len(text) > _ENOUGH:
            break
    return _shortened(text)


def _shortened(text: str) -> str:
    """Whole words of a text, at most `SUMMARY` characters."""
    if len(text) <= SUMMARY:
        return text
    return text[: SUMMARY - 1].rpartition(" ")[0].rstrip(" ,;:") + "…"


def accessibility(article: Article) -> Accessibility:
    """Count what a reader who cannot see needs to know."""
    nodes = tuple(walk.nodes(article))
    alts = [type(node.alt) for node in nodes if isinstance(node, Image)]
    foreign = dict.fromkeys(node.language for node in nodes if isinstance(node, Foreign))
    return Accessibility(
        pictures=len(alts),
        described=alts.count(Described),
        decorative=alts.count(Decorative),
        undescribed=alts.count(Missing),
        tables=sum(isinstance(node, Table) for node in nodes),
        headings=sum(isinstance(node, Section) for node in nodes),
        notes=sum(isinstance(node, Note) for node in nodes),
        languages=(article.metadata.language, *foreign),
    )
