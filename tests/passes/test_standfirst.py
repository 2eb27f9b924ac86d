"""The standfirst looks alike whether or not its source had it bold."""

from __future__ import annotations

import pytest

from exporter.model import Article, Emphasis, Inline, Metadata, Paragraph, Rule, Strong, Text
from exporter.passes.standfirst import plain_lead

WORDS = Text("Trente-deux ans de garde.")


@pytest.mark.parametrize(
    ("content", "plain"),
    [
        ((Strong((WORDS,)),), (WORDS,)),
        ((Strong((Emphasis((WORDS,)),)),), (WORDS,)),
        ((Strong((WORDS,)), Text(" Récit.")), (Strong((WORDS,)), Text(" Récit."))),
        ((WORDS,), (WORDS,)),
    ],
)
def test_a_standfirst_that_is_stressed_as_a_whole_is_not_stressed(
    content: tuple[Inline, ...], plain: tuple[Inline, ...]
) -> None:
    article = Article(Metadata("Titre"), lead=(Paragraph(content), Rule()))
    assert plain_lead(article).lead == (Paragraph(plain), Rule())
