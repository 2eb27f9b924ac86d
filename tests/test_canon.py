"""Canonical JSON: what was written is read back, and nothing else is."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter import canon
from exporter.errors import ReadError
from exporter.french import FRENCH
from exporter.model import (
    Article,
    Cell,
    Figure,
    Heading,
    Image,
    Item,
    LineBreak,
    Listing,
    Metadata,
    Missing,
    Note,
    NoteRef,
    Notice,
    NoticeKind,
    Paragraph,
    PartialDate,
    Quote,
    Row,
    Rule,
    Section,
    Source,
    SourceKind,
    Table,
    Text,
)
from exporter.passes import prepare
from tests import strategies

if TYPE_CHECKING:
    from collections.abc import Callable

ARTICLE = Article(
    Metadata("Les abeilles du toit", published=PartialDate(2026, 1), keywords=("abeilles",)),
    blocks=(
        Paragraph((Text("Voici"), NoteRef("note-1"), LineBreak())),
        Listing((Item((Paragraph((Text("un"),)),)),), ordered=True, start=3),
        Figure(Image("photo.jpg", Missing())),
        Table((), (Row((Cell((Text("1"),), header=True),)),)),
        Rule(),
    ),
    sections=(Section("section-1", Heading((Text("Un toit"),)), 1),),
    sources=(Source((Text("INRAE"),), date=PartialDate(2025, 3, 2), kind=SourceKind.PRIMARY),),
    notices=(Notice(NoticeKind.AI, (Text("Écrit avec une IA."),)),),
    notes=(Note("note-1", "1", (Paragraph((Text("Voir plus haut."),)),)),),
)


def changed(*path: str | int, to: object) -> str:
    """Write the article with one value replaced."""
    data: Any = canon.to_json(ARTICLE)
    place: Any = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = to
    return json.dumps(data)


@cache
def validator() -> Any:  # noqa: ANN401 - jsonschema has no types
    jsonschema.Draft202012Validator.check_schema(canon.schema())
    return jsonschema.Draft202012Validator(canon.schema())


# --- Round trip ----------------------------------------------------------------------------------


@pytest.mark.slow
@given(strategies.articles())
def test_what_is_written_is_read_back_as_it_came_and_prepared(article: Article) -> None:
    for document in (article, prepare(article, FRENCH)):
        assert canon.loads(canon.dumps(document)) == document
        assert validator().is_valid(canon.to_json(document))


@settings(max_examples=15)
@given(strategies.articles(), strategies.articles())
def test_digests_are_equal_exactly_when_the_documents_are(one: Article, other: Article) -> None:
    assert (canon.digest(one) == canon.digest(other)) == (one == other)
    assert canon.digest(canon.loads(canon.dumps(one))) == canon.digest(one)


def test_every_node_has_its_type_and_all_of_its_fields() -> None:
    paragraph: Any = canon.to_json(ARTICLE)
    assert list(paragraph)[:2] == ["type", "version"]
    assert paragraph["blocks"][0] == {
        "type": "paragraph",
        "content": [
            {"type": "text", "text": "Voici"},
            {"type": "note-ref", "note": "note-1"},
            {"type": "line-break", "indent": 0},
        ],
    }
    assert paragraph["metadata"]["published"] == "2026-01"
    assert paragraph["metadata"]["subtitle"] is None


def test_the_text_form_is_stable_and_legible() -> None:
    text = canon.dumps(ARTICLE)
    assert text.endswith("}\n")
    assert "Écrit avec une IA." in text
    assert text == canon.dumps(canon.loads(text))


def test_two_kinds_of_markup_never_come_out_alike() -> None:
    names = [canon.type_name(type(node)) for node in (NoteRef("a"), LineBreak(), Rule(), Text(""))]
    assert names == ["note-ref", "line-break", "rule", "text"]


# --- Strict reading ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (changed("blocks", 0, "content", 0, "type", to="txet"), "article.blocks[0].content[0]: node type 'txet'"),
        (changed("blocks", 0, "content", 0, "type", to=["text"]), "node type ['text'] was not expected"),
        (changed("blocks", 4, "type", to="heading"), "article.blocks[4]: node type 'heading'"),
        (changed("blocks", 0, "colour", to="red"), "article.blocks[0]: the field 'colour' is unknown"),
        (changed("blocks", 0, to={"type": "paragraph"}), "article.blocks[0]: the field 'content' is missing"),
        (changed("blocks", 0, to="un paragraphe"), "article.blocks[0]: 'un paragraphe' was not expected"),
        (changed("blocks", to={}), "article.blocks: a list was expected"),
        (changed("metadata", to=None), "article.metadata: None was not expected"),
        (changed("metadata", "title", to=7), "article.metadata.title: 7 was not expected"),
        (changed("metadata", "published", to="2026-02-30"), "article.metadata.published: '2026-02-30'"),
        (changed("metadata", "published", to=2026), "article.metadata.published: 2026 was not expected"),
        (changed("metadata", "language", to="français"), "article.metadata: not a BCP 47 language tag"),
        (changed("metadata", "reading_minutes", to=True), "article.metadata.reading_minutes: True"),
        (changed("metadata", "reading_minutes", to=2.5), "article.metadata.reading_minutes: 2.5"),
        (changed("metadata", "reading_minutes", to=float("nan")), "article.metadata.reading_minutes: nan"),
        (changed("metadata", "reading_minutes", to=10**12), "article.metadata.reading_minutes: 1000000000000"),
        (changed("blocks", 1, "ordered", to=1), "article.blocks[1].ordered: 1 was not expected"),
        (changed("blocks", 1, "ordered", to="yes"), "article.blocks[1].ordered: 'yes' was not expected"),
        (changed("blocks", 3, "body", 0, "cells", 0, "colspan", to=10**6), "cells[0]: a cell spans 1 to 1000"),
        (changed("sources", 0, "kind", to="tertiary"), "article.sources[0].kind: 'tertiary' was not expected"),
        (changed("notices", 0, "content", 0, "text", to="a\0b"), "no edition can hold the character U+0000"),
        (changed("notices", 0, "content", 0, "text", to="\ud800"), "no edition can hold the character U+D800"),
    ],
)
def test_a_mistake_is_named_with_its_place(text: str, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        canon.loads(text)
    assert message in caught.value.message


@pytest.mark.parametrize("version", [None, 0, 3, True, 2.0, "2", [2], "x" * 10_000])
def test_another_version_is_refused(version: object) -> None:
    with pytest.raises(ReadError, match=r"document version .{1,60} is unknown here") as caught:
        canon.loads(changed("version", to=version))
    assert caught.value.hint == "this release reads 2"


def test_version_1_which_knew_neither_identifiers_nor_tasks_is_still_read() -> None:
    now = json.loads(changed("version", to=1))
    then = json.loads(changed("version", to=1))
    del then["metadata"]["identifier"]
    for name in ("checked", "reversed", "width", "height"):
        _without(then, name)
    assert json.dumps(then) != json.dumps(now)
    assert canon.loads(json.dumps(then)) == canon.loads(json.dumps(now))


def _without(node: object, name: str) -> None:
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _without(inner, name)
    if isinstance(node, dict):
        node.pop(name, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Un texte.",
        "[]",
        '"article"',
        "null",
        '{"type": "paragraph", "version": 1}',
        '{"type": "article"',
        '{"type": "article", "type": "article"}',
        '{"type": "article", "version": ' + "9" * 5000 + "}",
        "[" * 100_000,
        '{"a":' * 100_000,
    ],
)
def test_what_is_no_document_is_refused_without_a_traceback(text: str) -> None:
    with pytest.raises(ReadError) as caught:
        canon.loads(text)
    assert len(caught.value.message) < 300
    assert "\n" not in caught.value.message


def nested(depth: int) -> str:
    """Write the article with so many quotes around a rule."""
    block = '{"type": "quote", "attribution": [], "blocks": [' * depth + '{"type": "rule"}' + "]}" * depth
    return changed("blocks", to="BLOCK").replace('"BLOCK"', f"[{block}]")


def test_deep_nesting_is_read() -> None:
    assert isinstance(canon.loads(nested(60)).blocks[0], Quote)


@pytest.mark.parametrize("depth", [70, 150, 400, 50_000])
def test_bottomless_nesting_is_refused(depth: int) -> None:
    with pytest.raises(ReadError, match=r"nested|recursion"):
        canon.loads(nested(depth))


def test_a_message_never_repeats_a_long_value() -> None:
    with pytest.raises(ReadError) as caught:
        canon.loads(changed("metadata", "authors", to=["x" * 10_000_000]))
    assert len(caught.value.message) < 100


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(("text", "2026", "ai")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(("type", "text", "content", "id", "x")), inner, max_size=4)
    ),
    max_leaves=6,
)


@given(strategies.articles(), _JSON, st.data())
def test_a_document_with_anything_put_anywhere_is_read_or_refused(
    article: Article, anything: object, data: st.DataObject
) -> None:
    tree: Any = canon.to_json(article)
    place: Any = tree
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = anything
    text = json.dumps(tree)
    with suppress(ReadError):
        document = canon.loads(text)
        assert validator().is_valid(json.loads(text))
        assert canon.to_json(document) == json.loads(text)


# --- Schema --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        changed("blocks", 0, "content", 0, "type", to="txet"),
        changed("blocks", 0, "colour", to="red"),
        changed("metadata", "published", to="hier"),
        changed("metadata", "reading_minutes", to=2**40),
        changed("sources", 0, "kind", to="tertiary"),
        changed("version", to=3),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(text: str) -> None:
    assert not validator().is_valid(json.loads(text))


def test_the_schema_is_the_same_every_time() -> None:
    write: Callable[[], str] = lambda: json.dumps(canon.schema())  # noqa: E731
    assert write() == write()
