"""Learn the weights of the reader of copied pages: ``python -m tools.train_reader [SET ...] --out weights.json``.

Learns from the labelled pages of ``tests/reading/pages`` whose use is "train", from pages of the generator in
``tests/readers/scraped/pages.py``, and from SETs, folders with ``manifest.json``, ``texts``, ``labels`` and
``expected``.
``--without FILE`` names ids of a SET that are left out; ``--fold K/N`` leaves out the K-th of N parts of the sites.
Needs scikit-learn (``pip install -e .[dev]``).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from exporter import resources
from exporter.readers import scraped
from exporter.readers.press import decoding, phrases
from exporter.readers.press.lines import Passage, fold
from exporter.readers.scraped.judge import cues, evidence, search, weights
from exporter.readers.scraped.judge.evidence import Evidence
from exporter.readers.scraped.judge.weights import ROLES, UNIT, around
from tests.readers.scraped import pages as generator
from tests.reading import labelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


MENDS = [json.loads(row) for row in Path(__file__).with_suffix(".jsonl").read_text().splitlines()]
"""Labels of a set that were found wrong when its pages were read whole: ``id``, line ``n``, ``label``."""

PHRASES = phrases.parse(resources.read(phrases.RESOURCE))
CUES = cues.parse(resources.read(cues.RESOURCE))
BINS = 7
REACH = 3
GENERATED = 240
STRENGTH = 0.06
"""Inverse of the regularisation, on weights of lines that average 1."""

ROLE = {
    "paragraph": "body", "item": "body", "quote": "body", "source": "body", "notice": "body", "row": "body",
    "note": "body", "source-heading": "heading", "credit": "caption",
}  # fmt: skip
NEIGHBOURS = (
    "chars", "words", "function_share", "stop", "prose", "capitals", "upper", "shared", "repeat", "gap", "c_date",
    "c_ago", "c_by", "c_credit", "c_share", "c_related", "c_comments", "c_subscribe", "r_any", "r_rubric", "f_people",
    "f_lone", "junk_cue", "digits", "colon_end", "title_like", "names", "question", "c_amount", "c_recipe",
    "c_published", "said_date", "said_by",
)  # fmt: skip


CHANCES = ("p_junk", "p_body", "p_heading", "p_title", "p_byline", "p_date")
PARTS = 2


@dataclass(frozen=True, slots=True)
class Example:
    """A page to learn from: a role and a weight (0: undecided) for each passage."""

    site: str
    passages: tuple[Passage, ...]
    roles: np.ndarray[Any, Any]
    trust: np.ndarray[Any, Any]
    evidence: Evidence


# --- Pages -------------------------------------------------------------------------------------


def examples(sets: Iterable[Path], without: frozenset[str], fold_: tuple[int, int] | None) -> Iterator[Example]:
    """All pages to learn from; one fully labelled page in three is followed by its article alone."""
    found = [labelled_page(page) for page in labelled.pages("train")]
    found += [_generated(seed) for seed in range(1000, 1000 + GENERATED)]
    for folder in sets:
        for item in json.loads((folder / "manifest.json").read_text())["items"]:
            left = item["id"] in without or not item.get("train", True)
            if not left and not (fold_ and part(item["domain"], fold_[1]) == fold_[0]):
                found += [_of_set(folder, item)]
    for example in found:
        yield example
        yield from _article_only(example)


def part(site: str, parts: int) -> int:
    """Which of so many parts a site belongs to."""
    return hashlib.sha256(f"fold{site}".encode()).digest()[0] % parts


def _example(site: str, text: str, labels: Mapping[int, tuple[str, float]], weight: float) -> Example:
    decoded = decoding.decode(text.encode(), lambda _: None)
    passages = tuple(scraped.passages(decoded, PHRASES))
    told = [labels.get(passage.number, ("junk", 0.0)) for passage in passages]
    scale = weight * min(1.0, 200 / len(passages))
    return Example(
        site,
        passages,
        np.array([ROLES.index(ROLE.get(label, label)) for label, _ in told]),
        np.array([trust for _, trust in told]) * scale,
        evidence.measure(passages, PHRASES, CUES),
    )


def labelled_page(page: labelled.Labelled) -> Example:
    """A page of the project to learn from."""
    return _example(page.name, page.text, {number: (label, 1.0) for number, label in page.labels.items()}, 4.0)


def _of_set(folder: Path, item: Mapping[str, Any]) -> Example:
    rows = [json.loads(row) for row in (folder / item["labels"]).read_text().splitlines()]
    text = (folder / item["text"]).read_text()
    mended = mend(text.split("\n"), {row["n"]: (row["label"], float(row["w"])) for row in rows})
    mended |= {row["n"]: (row["label"], 1.0) for row in MENDS if row["id"] == item["id"]}
    weight = (3.0 if item["language"] == "fr" else 1.0) * (0.7 if item["genre"] == "recipe" else 1.0)
    return _example(item["domain"], text, mended, weight * (1.3 if item["body_by"] == "gold" else 1.0))


def _generated(seed: int) -> Example:
    page = generator.Page(seed)
    text = page.text.replace("\r\n", "\n")
    return _example("generator", text, _truth(page.truth, text), 0.6)


def _truth(truth: generator.Truth, text: str) -> dict[int, tuple[str, float]]:
    """Label a generated page's lines by what it says of itself; what is not sure is left undecided."""
    known = {fold(line): "junk" for line in truth.junk}
    known |= {fold(line): "heading" for line in truth.headings}
    known |= {fold(truth.kicker or ""): "kicker", fold(truth.title): "title"}
    lines = {number: fold(raw.strip()) for number, raw in enumerate(text.split("\n"), 1)}
    told = {number: known.get(line) or _said(line, truth) for number, line in lines.items() if line}
    return {number: (label, 1.0) for number, label in told.items() if label}


def _said(line: str, truth: generator.Truth) -> str | None:
    if len(line) < _BYLINE and any(fold(name) in line for name in truth.authors):
        return "byline"
    return "paragraph" if any(fold(sentence) in line for sentence in truth.sentences) else None


def _article_only(example: Example) -> Iterator[Example]:
    """The same page, as if only the article had been copied: nothing to leave out is a lesson too."""
    kept = np.flatnonzero(example.roles > 0)
    if example.trust.min() <= 0 or not len(kept) or part("".join(p.text[:9] for p in example.passages[:9]), 3):
        return
    passages = tuple(example.passages[place] for place in kept)
    yield replace(
        example,
        passages=passages,
        roles=example.roles[kept],
        trust=example.trust[kept] * 0.5,
        evidence=evidence.measure(passages, PHRASES, CUES),
    )


# --- Labels that mark-up got wrong --------------------------------------------------------------

_BYLINE = 120
_DATE_REST, _LONG_BYLINE, _BUTTON = 6, 25, 4
"""Words of a date line that are no date's, of a line that names no author, of a caption that is a button."""

_PHOTO = re.compile(r"\b(?:photo|foto|bild|image|©|credit|crédit|getty|afp|reuters)\b|©", re.IGNORECASE)
_DATE_WORDS = re.compile(
    r"[\W\d_]+|\b(?:publi\w*|mis\w*|jour|le|la|à|a|en|ligne|modif\w*|posted|updated|published|on|at|am|pm|gmt|est|edt"
    r"|uhr|stand|aktualisiert|veröffentlicht|por|opublikowano|dodano|last|first|min|read|lecture|temps|de|heures?|h)\b",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(r"[\"{]|(?:par|by|von|por|de)\s+[a-zà-ÿ]", re.IGNORECASE)


def mend(texts: Sequence[str], labels: dict[int, tuple[str, float]]) -> dict[int, tuple[str, float]]:
    """Mend by rule what was seen to be wrong when pages were read whole."""
    return {number: _mended(texts[number - 1].strip(), *told) for number, told in labels.items()}


def _mended(text: str, label: str, trust: float) -> tuple[str, float]:
    words = len(text.split())
    if label == "date" and len(re.findall(r"[^\W\d_]{3,}", _DATE_WORDS.sub(" ", text))) > _DATE_REST:
        return label, 0.0
    if label == "byline" and (words > _LONG_BYLINE or text[:1] in '"{' or re.match(r"de\s[a-zà-ÿ]", text)):
        return label, 0.0
    if label == "caption" and words <= _BUTTON and not _PHOTO.search(text):
        return label, 0.0
    return label, trust


# --- Learning ----------------------------------------------------------------------------------


def learn(found: Sequence[Example]) -> list[dict[str, Any]]:
    """Fit the weights of both looks; the content of the file.

    The second look learns from chances that were given by weights which had not seen the page's site.
    """
    halves = [[example for example in found if part(example.site, PARTS) != half] for half in range(PARTS)]
    blind = [weights.look(fit(half, NEIGHBOURS)) for half in halves]
    second = [_again(example, blind[part(example.site, PARTS)]) for example in found]
    return [fit(found, NEIGHBOURS), fit(second, (*NEIGHBOURS, *CHANCES))]


def _again(example: Example, learned: weights.Weights) -> Example:
    given = search.chances(weights.scores(example.evidence, learned))
    chances = dict(zip(ROLES, given.T, strict=True))
    return replace(example, evidence=evidence.again(example.evidence, chances))


def fit(found: Sequence[Example], neighbours: Sequence[str]) -> dict[str, Any]:
    """Fit the weights of one look: a softmax regression over bins."""
    columns = found[0].evidence.columns
    figures = np.concatenate([example.evidence.figures for example in found])
    edges = [_edges(figures[:, column]) for column in range(len(columns))]
    distances = (0, *(d for d in range(-REACH, REACH + 1) if d))
    near = [columns.index(name) for name in neighbours]
    outside = max(map(len, edges)) + 1
    parts = []
    for example in found:
        cut = np.stack(
            [np.searchsorted(e, example.evidence.figures[:, c], side="right") for c, e in enumerate(edges)], 1
        )
        parts.append(np.hstack([cut, *(around(cut[:, near], d, outside) for d in distances[1:])]))
    cells = np.concatenate(parts)
    width = outside + 1
    roles = np.concatenate([example.roles for example in found])
    trust = np.concatenate([example.trust * _thinned(example) for example in found])
    keep = trust > 0
    cells, roles, trust = cells[keep] + np.arange(cells.shape[1]) * width, roles[keep], trust[keep] / trust[keep].mean()
    count = cells.shape[1]
    matrix = sparse.csr_matrix(
        (np.ones(cells.size, np.float32), cells.ravel(), np.arange(0, cells.size + 1, count)),
        shape=(len(cells), count * width),
    )
    model = LogisticRegression(C=STRENGTH, max_iter=200, tol=1e-3).fit(matrix, roles, sample_weight=trust)
    table = np.round(model.coef_.T.reshape(count, width, len(ROLES)) * UNIT).astype(int)
    tables: dict[str, dict[str, list[list[int]]]] = {
        "0": {columns[c]: table[c, : len(edges[c]) + 1].tolist() for c in range(len(columns))}
    }
    for block, distance in enumerate(distances[1:]):
        start = len(columns) + block * len(near)
        tables[str(distance)] = {
            columns[c]: [*table[start + k, : len(edges[c]) + 1].tolist(), table[start + k, outside].tolist()]
            for k, c in enumerate(near)
        }
    return {
        "columns": {name: [round(float(edge), 4) for edge in edges[c]] for c, name in enumerate(columns)},
        "bias": np.round(model.intercept_ * UNIT).astype(int).tolist(),
        "weights": tables,
    }


_THIN = 0.25


def _thinned(example: Example) -> np.ndarray[Any, Any]:
    """Take one in four of the lines of junk far from the article, at four times the weight."""
    near = np.convolve((example.roles > 0).astype(float), np.ones(13), "full")[6 : 6 + len(example.roles)] > 0
    chosen = np.random.default_rng(len(near)).random(len(near)) < _THIN
    return np.where(near, 1.0, np.where(chosen, 1 / _THIN, 0.0))


def _edges(values: np.ndarray[Any, Any]) -> list[float]:
    """Cut a column into bins of about as many lines; few values have a bin each."""
    unique = np.unique(values)
    if len(unique) <= BINS:
        return [float(edge) for edge in (unique[:-1] + unique[1:]) / 2]
    return [float(edge) for edge in np.unique(np.quantile(values, np.linspace(0, 1, BINS + 1)[1:-1]))]


def main() -> None:
    """Learn, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", type=Path)
    parser.add_argument("--out", type=Path, default=Path("assets/reading/weights.json"))
    parser.add_argument("--without", type=Path)
    parser.add_argument("--fold")
    given = parser.parse_args()
    without = frozenset(given.without.read_text().split()) if given.without else frozenset()
    fold_ = tuple(map(int, given.fold.split("/"))) if given.fold else None
    found = list(examples(given.sets, without, fold_))
    given.out.write_text(json.dumps(learn(found), separators=(",", ":")) + "\n")
    count = sum(len(example.roles) for example in found)
    sys.stdout.write(f"{len(found)} pages, {count} lines, {given.out.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
