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
    "how it looks at first glance": "son allure au premier coup d’œil",
    "words of menus and buttons": "des mots de menu ou de bouton",
    "no words of menus and buttons": "aucun mot de menu ou de bouton",
    "a name, date or credit in it": "un nom, une date ou un crédit",
    "no name, date or credit in it": "ni nom, ni date, ni crédit",
    "a bullet or number before it": "une puce ou un numéro devant",
    "no bullet or number before it": "ni puce ni numéro devant",
    "words that the article uses": "des mots que l’article emploie",
    "no words that the article uses": "aucun mot que l’article emploie",
    "a whole sentence": "une phrase entière",
    "not a whole sentence": "pas une phrase entière",
    "a long line": "une ligne longue",
    "a short line": "une ligne courte",
    "its capital letters and signs": "ses majuscules et ses signes",
    "where it stands on the page": "sa place dans la page",
    "the lines around it": "les lignes voisines",
    "you pointed at this line": "vous avez désigné cette ligne",
    "outside the lines that you pointed at": "hors des lignes que vous avez désignées",
    "websites print it around articles": "les sites l’affichent autour des articles",
    "nothing of a website was copied, so all is kept": "rien du site n’a été copié, donc tout est gardé",
    "it says the title again": "elle redit le titre",
    "your title stands in its place": "votre titre la remplace",
    "it belongs to the page, not to the article": "elle est de la page, pas de l’article",
    "a short line above text": "une ligne courte au-dessus d’un texte",
    "it stands within the text": "elle est au milieu du texte",
    "it is laid out as a list": "elle est disposée en liste",
    "it is laid out as a table": "elle est disposée en tableau",
    "it is written as a quotation": "elle est écrite comme une citation",
    "it is written as a caption": "elle est écrite comme une légende",
    "it is written as a credit": "elle est écrite comme un crédit",
    "it is drawn as a line": "c’est un trait",
    "it stands between title and text": "elle est entre le titre et le texte",
    "it stands right below the title": "elle est juste sous le titre",
    "it names the subject above the title": "elle nomme le sujet au-dessus du titre",
    "it names the site": "elle nomme le site",
    "the title goes on here": "le titre continue ici",
    "it stands among sources, or looks like one": "elle est parmi les sources, ou en a la forme",
    "its number is called in the text": "son numéro est appelé dans le texte",
    "it says how the article was made": "elle dit comment l’article a été fait",
    "it states author, date or the like": "elle donne l’auteur, la date ou autre",
}
"""Types, kinds, reasons and rules that are not the same words in French."""
_ROLES = {
    "junk": ("left out", "écarté"),
    "body": ("text", "texte"),
    "heading": ("heading", "intertitre"),
    "lead": ("introduction", "chapô"),
    "title": ("title", "titre"),
    "subtitle": ("subtitle", "sous-titre"),
    "kicker": ("line above the title", "surtitre"),
    "publisher": ("publisher", "éditeur"),
    "byline": ("author", "auteur"),
    "facts": ("facts", "informations"),
    "caption": ("caption", "légende"),
    "credit": ("credit", "crédit"),
    "listing": ("list", "liste"),
    "source": ("source", "source"),
    "notice": ("notice", "mention"),
}
"""What a line of copied text is called, in English and in French."""


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
    if why and not any(isinstance(event, Understood | Judged) for event in events):
        yield say("an input of this kind does not tell", "une entrée de cette sorte ne le dit pas")
    yield from traced(events, dropped=dropped, why=why)
    if dropped and not left_out:
        yield say("nothing was left out", "rien n’a été écarté")
    if not why and not dropped:
        yield from article(document)
        count = len(left_out)
        yield say(
            f"left out: {count} {'line' if count == 1 else 'lines'} (--dropped)",
            f"écarté : {count} {'ligne' if count < 2 else 'lignes'} (--dropped)",  # noqa: PLR2004 - the French plural
        )


def traced(events: Sequence[Event], *, dropped: bool, why: bool) -> Iterator[str]:
    """What is known of the lines of an input, even of one that holds no article."""
    if why:
        yield from (
            f"{event.field}\t{event.value}\t{event.origin}" for event in events if isinstance(event, Understood)
        )
        yield from (_judged(event) for event in events if isinstance(event, Judged))
    if dropped:
        yield from (f"{event.line}\t{event.reason}\t{event.text}" for event in events if isinstance(event, Dropped))


def _judged(event: Judged) -> str:
    """What a line came to be, how sure or by which rule, and why."""
    role = say(*_ROLES.get(event.role, (event.role, _FRENCH.get(event.role, event.role))))
    if event.rule:
        rule = say("rule: ", "règle : ") + say(event.rule, _FRENCH.get(event.rule, event.rule))
        return f"{event.line}\t{role}\t{_short(event.text)}\t{rule}"
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
