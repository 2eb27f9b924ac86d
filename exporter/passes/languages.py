"""Languages of parts: where an article speaks another language than its own."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from exporter import resources, walk
from exporter.model import Foreign

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

    from exporter.model import Article, Source

_WORD = re.compile(r"[^\W\d_]+")
_ABBREVIATED = re.compile(r"\b\w{1,5}\.(?=\s*(?:[a-z\d,;)]|$))")
_SURE = 1.0
_VERY_SURE = 1.5  # one word that only this language has is worth 2; the model takes half a second to load
_SURE_DESPITE_LETTERS = 3.0
_LIKELY = 0.3
_CERTAIN = 0.9
_NEIGHBOURS = ("pt", "ca", "ro", "nl", "da", "no", "sv", "fi", "pl", "cs", "hu", "tr")
_STRANGE = re.compile(r"[åøæãõățłążęśćńčřěšžůőűışğ]")


def detect(text: str, hint: str | None = None) -> str | None:
    """Tell the language of a short text such as a title: ``fr``, ``en``, ``de``, ``es`` or ``it``.

    Short words and tell-tale letters decide where they can; a statistical model where they cannot. ``hint`` is the
    language to expect, of the publisher or of the group: it breaks ties. None if there is no word to go by, or if the
    text may as well be in a language that is none of these: no language is better than a wrong one.
    """
    text = _ABBREVIATED.sub(" ", text)
    words = [word for word in _WORD.findall(text.lower()) if len(word) > 1 or not word.isascii() or word in "aedilyos"]
    if not words or (all(word.isupper() for word in _WORD.findall(text)) and not hint and len(words) == 1):
        return hint
    scores = _scores(text.lower(), words)
    if hint in scores:
        scores[hint] += 0.5
    (best, first), (_, second) = sorted(scores.items(), key=lambda item: -item[1])[:2]
    if first - second >= (_SURE_DESPITE_LETTERS if _STRANGE.search(text.lower()) else _SURE):
        return best if first - second >= _VERY_SURE or not _elsewhere(text) else None
    return hint or _classify(text)


def _scores(text: str, words: list[str]) -> dict[str, float]:
    """Weigh the evidence: a word that few of the languages have counts more."""
    known, patterns = _evidence()
    scores = dict.fromkeys(known, 0.0)
    for word in words:
        owners = [language for language, own in known.items() if word in own]
        for language in owners:
            scores[language] += 2.0 / len(owners) ** 2
    for language, pattern in patterns:
        scores[language] += 0.75 * min(len(pattern.findall(text)), 3)
    return scores


@cache
def _evidence() -> tuple[dict[str, frozenset[str]], tuple[tuple[str, re.Pattern[str]], ...]]:
    raw = tomllib.loads(resources.read("assets/reading/languages.toml").decode())
    known = {language: frozenset(tells["words"].split()) for language, tells in raw.items()}
    return known, tuple((language, re.compile(tell)) for language, tells in raw.items() for tell in tells["patterns"])


def _classify(text: str) -> str | None:
    """Ask the model; None if it thinks of another language or is not convinced."""
    language, probability = _model().classify(text)
    return str(language) if language in _evidence()[0] and probability >= _LIKELY else None


def _elsewhere(text: str) -> bool:
    """Tell whether the model is certain that the little evidence deceives."""
    language, probability = _model().classify(text)
    return language in _NEIGHBOURS and bool(probability >= _CERTAIN)


@cache
def _model() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - half a second, for doubtful titles only

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages([*_evidence()[0], *_NEIGHBOURS])
    return model


def mark_source_titles(article: Article) -> Article:
    """Mark, in each source's own line, a title that is in another language than the article."""
    own = article.metadata.language.split("-")[0]
    return replace(article, sources=tuple(_mark(source, own) for source in article.sources))


def _mark(source: Source, own: str) -> Source:
    if not source.title or not source.language or source.language.split("-")[0] == own:
        return source
    start = walk.plain(source.content).find(source.title)
    if start < 0 or any(isinstance(node, Foreign) for node in walk.nodes(source)):
        return source
    end, last = start + len(source.title), len(walk.plain(source.content))
    title = Foreign(source.language, walk.cut(source.content, start, end))
    content = (*walk.cut(source.content, 0, start), title, *walk.cut(source.content, end, last))
    return replace(source, content=content)
