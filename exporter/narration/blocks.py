"""Blocks as they are heard: each kind of block to utterances, notes told after the sentence that calls them."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, assert_never

from exporter import walk
from exporter.labels import worded
from exporter.model import (
    DefinitionList,
    Described,
    Figure,
    Listing,
    Note,
    NoteRef,
    Numbering,
    Paragraph,
    Preformatted,
    Quote,
    Rule,
    Sentence,
    Strong,
    Table,
    Verse,
)
from exporter.narration import pauses
from exporter.narration.phrases import (
    announce,
    audible,
    enclose,
    from_content,
    from_text,
    measured,
    name_instead,
    paced,
)
from exporter.ports import Language
from exporter.render import tasks
from exporter.render.tabular import Tabular
from exporter.settings import DeletionsReading, Pronunciation
from exporter.speech import Utterance, UtteranceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.model import Block, Credit, Definition, Inline, Stanza
    from exporter.render.tabular import Told
    from exporter.speech import Phrase

    Content = tuple[Inline, ...]
    Utterances = tuple[Utterance, ...]

LONG_QUOTE: Final = 60
"""From more words than this on, a listener no longer knows who speaks, so the quotation is announced and closed."""

_CODE_MARKS = frozenset("{}[]<>=_\\|/#$;*~^`")
_CODE_SHARE = 0.03
_AFTER_QUESTION = ' \n\u00a0\u202f»”"’)'


@dataclass(frozen=True, slots=True)
class Excursion:
    """What a listener may leave: its name, and the id of its last utterance."""

    title: str
    last: str


@dataclass(frozen=True, slots=True)
class Narrator:
    """Tells blocks: ``own`` is the article's language, ``language`` the rules and labels, ``told`` the notes said.

    ``tables`` finds long tables by the id of their first utterance.
    """

    language: Language
    own: str
    notes: Mapping[str, Note]
    lexicon: tuple[Pronunciation, ...] = ()
    deletions: DeletionsReading = DeletionsReading.SKIPPED
    told: set[str] = field(default_factory=set)
    tables: dict[str, Excursion] = field(default_factory=dict)

    def introducing(self, words: str) -> str:
        """Words with the colon that introduces what follows."""
        return f"{words}{self.language.colon}"

    def phrases(self, content: Content) -> tuple[Phrase, ...]:
        """Cut a run into phrases; see `exporter.narration.phrases.from_content`."""
        return from_content(content, self.own, self.language, self.lexicon, self.deletions)

    def line(self, id_: str, kind: UtteranceKind, text: str | None) -> Utterances:
        """Say a string that is not part of the article's content; nothing if it holds no word."""
        phrases = from_text(text or "", self.own, self.language, self.lexicon)
        return (Utterance(id_, kind, phrases, pauses.after(text or "")),) if audible(phrases) else ()

    def sentences(self, content: Content, kind: UtteranceKind) -> Utterances:
        """Say the sentences of a run, each followed by the notes it calls.

        Raises `ValueError` if the run has not been cut into sentences.
        """
        return tuple(utterance for node in content for utterance in self._sentence(node, kind))

    def _sentence(self, node: Inline, kind: UtteranceKind) -> Iterator[Utterance]:
        if not isinstance(node, Sentence):
            raise ValueError("only a prepared article can be narrated")  # noqa: TRY004 - the tree is at fault
        phrases = self.phrases(node.content)
        if audible(phrases):
            yield Utterance(node.id, kind, phrases, pauses.after(walk.plain(node.content)))
        yield from self._called(node)

    # --- Notes -----------------------------------------------------------------------------

    def _called(self, root: object) -> Iterator[Utterance]:
        """Tell the notes called below ``root``, then those that they call, each once."""
        queue = deque(_calls(root))
        while queue:
            note = self.notes.get(queue.popleft())
            if note is not None and note.id not in self.told:
                queue.extend(_calls(note))
                yield from self.note(note)

    def note(self, note: Note) -> Utterances:
        """Tell a note, announced and closed; it counts as told."""
        self.told.add(note.id)
        return self.framed(
            self._noted(note), self.introducing(self.language.labels["note"]), f"{self.language.labels['note_end']}."
        )

    def listed_note(self, note: Note) -> Utterances:
        """Tell a note among others, announced by its label."""
        return self.framed(self._noted(note), self.introducing(f"{self.language.labels['note']} {note.label}"))

    def _noted(self, note: Note) -> Utterances:
        told = replace(self, notes={}).blocks(note.blocks)
        return tuple(replace(utterance, kind=UtteranceKind.NOTE) for utterance in told)

    def framed(self, utterances: Utterances, before: str = "", after: str = "") -> Utterances:
        """Let words be said before the first and after the last of some utterances."""
        if not utterances:
            return ()
        first, *others = utterances
        *most, last = (announce(first, self.language, before), *others)
        return (*most, announce(last, self.language, after=after))

    # --- Blocks ----------------------------------------------------------------------------

    def blocks(self, blocks: Iterable[Block]) -> Utterances:
        """Tell blocks one after the other."""
        told: list[Utterance] = []
        for block in blocks:
            if isinstance(block, Rule):
                told[-1:] = pauses.rest(tuple(told[-1:]), pauses.RULE)
            told += self.block(block)
        return tuple(told)

    def block(self, block: Block) -> Utterances:
        """Tell a block, with the pause that follows it."""
        return pauses.rest(self._block(block), pauses.PARAGRAPH)

    def _block(self, block: Block) -> Utterances:  # noqa: C901 - one line a type
        told: Utterances = ()
        match block:
            case Paragraph():
                told = self.sentences(block.content, UtteranceKind.SENTENCE)
                told = _quoted(told) if _is_question(block) else told
            case Listing():
                told = self._listing(block)
            case DefinitionList():
                told = tuple(utterance for item in block.items for utterance in self._definition(item))
            case Quote():
                told = self._quote(block)
            case Verse():
                told = self._verse(block)
            case Figure():
                told = self._figure(block)
            case Table():
                told = self._table(block)
            case Preformatted():
                told = self._preformatted(block)
            case Rule():
                pass
            case _:
                assert_never(block)
        return told

    def _listing(self, listing: Listing) -> Utterances:
        told: list[Utterance] = []
        for number, item in zip(walk.numbers(listing), listing.items, strict=True):
            utterances = pauses.close(self.blocks(item.blocks), pauses.ITEM)
            place = f"{_said(number, listing.numbering)}. " if listing.ordered else ""
            told += self.framed(utterances, place + tasks.state(item, self.language))
        return tuple(told)

    def _definition(self, node: Definition) -> Utterances:
        """Terms, then a colon and what is said of them: who only listens must hear which is which."""
        terms = [self.sentences(term.content, UtteranceKind.SENTENCE) for term in node.terms]
        told = tuple(one for description in node.descriptions for one in self.blocks(description.blocks))
        ends = [", "] * (len(terms) - 1) + [self.language.colon if told else ""]
        named = (self._termed(words, end) for words, end in zip(terms, ends, strict=True))
        return tuple(one for words in named for one in words) + pauses.close(told, pauses.ITEM)

    def _termed(self, words: Utterances, end: str) -> Utterances:
        """A term and the mark after it, with a short rest; notes that it calls come after that."""
        if not words or not end:
            return words
        return (replace(enclose(words[0], self.language, "", end), pause=pauses.after(end)), *words[1:])

    def _quote(self, quote: Quote) -> Utterances:
        told = self._announced(self.blocks(quote.blocks), "quote")
        return told + self.sentences(quote.attribution, UtteranceKind.SENTENCE)

    def _verse(self, verse: Verse) -> Utterances:
        told = self._announced(tuple(one for stanza in verse.stanzas for one in self._stanza(stanza)), "verse")
        return told + self.sentences(verse.attribution, UtteranceKind.SENTENCE)

    def _stanza(self, stanza: Stanza) -> Utterances:
        told = self.sentences(stanza.content, UtteranceKind.VERSE)
        return pauses.rest(tuple(map(paced, told)), pauses.STANZA)

    def _announced(self, told: Utterances, kind: str) -> Utterances:
        """Say where words of somebody else begin and end, if there are many."""
        if sum(len(utterance.written.split()) for utterance in told) <= LONG_QUOTE:
            return told
        labels = self.language.labels
        opening, closing = worded(labels, kind), worded(labels, f"{kind}_end")
        return self.framed(_quoted(told), self.introducing(opening), f"{closing}.")

    def _preformatted(self, block: Preformatted) -> Utterances:
        told = self.sentences(block.content, UtteranceKind.SENTENCE)
        if not told or _is_verse(block):
            return told
        return (name_instead(told[0], self.language, f"{self.language.labels['code']}."), *told[1:])

    # --- Figures and credits ---------------------------------------------------------------

    def _figure(self, figure: Figure) -> Utterances:
        caption = figure.caption.content if figure.caption else ()
        told: Utterances = ()
        if figure.image and isinstance(figure.image.alt, Described) and figure.image.alt.text != walk.line(caption):
            description = self.line(figure.id, UtteranceKind.CAPTION, figure.image.alt.text)
            told += self.framed(description, self.introducing(self.language.labels["image"]))
        told += self.sentences(caption, UtteranceKind.CAPTION)
        return told + (self.credit(figure.credit, f"{figure.id}-credit") if figure.credit else ())

    def credit(self, credit: Credit, id_: str) -> Utterances:
        """Tell a credit as its line was written; ``id_`` is for one without a line."""
        told = self.sentences(credit.content, UtteranceKind.CREDIT)
        if not credit.content:
            told = self.line(id_, UtteranceKind.CREDIT, credit.name)
        return self.framed(told, "" if _says_its_role(credit) else self._role(credit))

    def _role(self, credit: Credit) -> str:
        labels = self.language.labels
        role = worded(labels, credit.role, credit.role).lower()
        return self.introducing(labels["credit_for"].format(role=role))

    # --- Tables ----------------------------------------------------------------------------

    def _table(self, table: Table) -> Utterances:
        """Tell a table: its caption, its size, its columns, then row by row with the names of the columns."""
        shape = Tabular.of(table, self.language)
        caption = self.sentences(table.caption.content, UtteranceKind.CAPTION) if table.caption else ()
        head = tuple(utterance for row in shape.head() for utterance in self._row(row))
        rows = tuple(utterance for row in shape.rows() for utterance in self._row(row))
        told = head + rows
        if caption and told:
            *most, last = caption
            stop = " " if last.written.rstrip().endswith((".", "!", "?", "…")) else ". "
            caption = (*most, enclose(last, self.language, "", f"{stop}{shape.size}."))
        elif told:
            told = (enclose(told[0], self.language, f"{shape.size}. ", ""), *told[1:])
        if told and shape.long:
            ending = f" {self.language.labels['table_end']}."
            told = (*told[:-1], enclose(told[-1], self.language, "", ending))
            title = walk.line(table.caption.content) if table.caption else shape.size
            self.tables[(caption + told)[0].id] = Excursion(title, told[-1].id)
        return pauses.rest(caption, pauses.ITEM) + told

    def _row(self, row: Iterable[Told]) -> Utterances:
        told = tuple(utterance for cell in row for utterance in self._cell(cell))
        return pauses.rest(told, pauses.ITEM)

    def _cell(self, told: Told) -> Utterances:
        utterances = self.sentences(told.cell.content, UtteranceKind.CELL)
        if not utterances or utterances[0].kind is not UtteranceKind.CELL:
            return utterances
        first, *others = utterances
        if told.unit:
            first = measured(first, self.language, told.unit)
        first = enclose(first, self.language, told.before, told.after)
        return (replace(first, pause=pauses.CELL), *others)


def _calls(root: object) -> list[str]:
    return [node.note for node in walk.nodes(root) if isinstance(node, NoteRef)]


def _said(number: int, numbering: Numbering) -> str:
    """What is said before an item: its letter, or its number however that is written."""
    return walk.numeral(number, numbering if "alpha" in numbering else Numbering.DECIMAL).upper()


def _quoted(told: Utterances) -> Utterances:
    return tuple(replace(utterance, quoted=True) for utterance in told)


def _is_question(block: Paragraph) -> bool:
    """Tell a question of an interview: a paragraph in bold that ends with a question mark."""
    content = [node for node in block.content if isinstance(node, Sentence)]
    bold = all(isinstance(part, Strong) for sentence in content for part in sentence.content)
    return bool(content) and bold and walk.plain(block.content).rstrip(_AFTER_QUESTION).endswith("?")


def _is_verse(block: Preformatted) -> bool:
    """Tell lines for people from lines for machines: no syntax is named, and hardly a mark that only machines need."""
    text = walk.plain(block.content)
    return block.syntax is None and sum(char in _CODE_MARKS for char in text) <= _CODE_SHARE * len(text)


def _says_its_role(credit: Credit) -> bool:
    """Tell whether words stand before the name in the line, such as "Photo :"; a sign like © or (c) is none."""
    line = walk.plain(credit.content)
    before, name, _ = line.casefold().partition(credit.name.casefold())
    return bool(line) and (not name or any(char.isalpha() for char in before.removeprefix("(c)")))
