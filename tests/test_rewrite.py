"""Edits: every character is accounted for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.rewrite import Edit, apply, shift


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, tuple[Edit, ...]]:
    """A text and edits of it: in order, disjoint, insertions among them."""
    text = draw(st.text("ab. \n", max_size=12))
    marks = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = zip(marks[::2], marks[1::2], strict=False)
    return text, tuple(Edit(start, end, draw(st.text("XY", max_size=2)), "rule") for start, end in pairs)


@given(texts_with_edits())
def test_what_no_edit_touches_stays(case: tuple[str, tuple[Edit, ...]]) -> None:
    text, edits = case
    kept = len(text) - sum(edit.end - edit.start for edit in edits)
    result = apply(text, edits)
    assert len(result) == kept + sum(len(edit.text) for edit in edits)
    assert sum(map(result.count, "ab. \n")) == kept


def test_edits_replace_insert_and_delete() -> None:
    edits = (Edit(0, 0, "« "), Edit(0, 1, "B"), Edit(5, 7, ""), Edit(7, 7, "\u00a0»"))
    assert apply("bravo !", edits) == "« Bravo\u00a0»"


def test_edits_can_be_moved() -> None:
    assert apply("xxbravo", shift((Edit(0, 1, "B", "capital"),), 2)) == "xxBravo"
    assert shift((Edit(0, 1, "B", "capital"),), 2)[0].rule == "capital"


@pytest.mark.parametrize(
    "edits",
    [
        (Edit(3, 4, ""), Edit(1, 2, "")),
        (Edit(0, 2, ""), Edit(1, 3, "")),
        (Edit(2, 9, ""),),
        (Edit(2, 1, ""),),
        (Edit(-1, 0, ""),),
    ],
)
def test_edits_out_of_order_or_range_are_a_mistake(edits: tuple[Edit, ...]) -> None:
    with pytest.raises(ValueError, match="out of order or range"):
        apply("abcd", edits)
