"""What is not French amid French.

Wrong marks are worse than none: a French sentence in English phonemes cannot be understood, while an English one in
French phonemes is what most readers would say themselves. So a passage has to prove itself: three words or more,
function words of its language and not a single one of French. Names ("New York Times", "Institute for the Study of
War") and borrowed words ("le week-end") have no such words, or nothing but capitals between them. They stay French.

Words in another script are always foreign.
"""

from __future__ import annotations

import re
from typing import Final

from exporter.french.function_words import FOREIGN, FRENCH, OTHERS
from exporter.passes import scripts

_FEWEST: Final = 3
_SPARSEST: Final = 4
"""One word in so many, at least, has to prove the language: a French line that holds an English title has fewer."""
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN_TO = {
    "en": re.compile(r"[àâçèéêëîïôœùûäößñòì]|\b(?:[ldcjmnst]|qu)['’](?=[a-zà-ÿ]{2,})"),
    "de": re.compile(r"[àâçèéêëîïôœùûñòì]|\b(?:[ldcjmnst]|qu)['’]"),
    "es": re.compile(r"[àâçèêëîôœùûäößòì]|\b(?:[ldcjmnst]|qu)['’]"),
    "it": re.compile(r"[âçêëîôœûäößñ]|\b(?:[jn]|qu)['’]"),
}
"""Letters and elisions that a language does not have."""
_KNOWN = {code: own.clear | own.loose | own.shared for code, own in FOREIGN.items()}
_AGAINST = {code: FRENCH - known for code, known in _KNOWN.items()}
"""Words of French that speak against a language, which has none of them."""


def language(text: str) -> str | None:
    """Tell the language of a passage amid French; None if it may be French."""
    return _latin(text) or scripts.language(text)


def _latin(text: str) -> str | None:
    """``en``, ``de``, ``es`` or ``it``; None for what may be French."""
    words = _WORD.findall(text)
    lower = [word.lower() for word in words]
    if len(words) < _FEWEST or not OTHERS.isdisjoint(lower):
        return None
    possible = {code for code, against in _AGAINST.items() if against.isdisjoint(lower)}
    proofs = {code: _proof(text, words, code) if code in possible else 0 for code in FOREIGN}
    (best, first), (_, second) = sorted(proofs.items(), key=lambda item: -item[1])[:2]
    return best if first > second else None


def _proof(text: str, words: list[str], code: str) -> int:
    """Count the words that prove a language, 0 if they do not suffice or its letters speak against it.

    A capital within the passage proves nothing: it may be a name's.
    """
    first, *others = words
    vocabulary, known = FOREIGN[code], _KNOWN[code]
    if _FOREIGN_TO[code].search(text.lower()):
        return 0
    small = [first.lower(), *(word for word in others if word.islower())]
    clear = sum(word in vocabulary.clear for word in small)
    hits = clear + sum(word in vocabulary.loose for word in small)
    # A lower-case word with a meaning: what names do not have.
    prose = any(len(word) >= _FEWEST and word not in known for word in small[1:])
    enough = hits > 1 and (clear > 0 or (prose and hits >= _FEWEST))
    return hits if enough and _SPARSEST * hits >= len(words) else 0
