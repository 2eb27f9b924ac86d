"""Where French sentences begin and end."""

from __future__ import annotations

import re
from typing import Final

_BOUNDARY: Final = re.compile(r"(?<!\bM)(?<!\bMM)[.!?…]+[\s»\")]*(?=\s+[«\"(–—-]*\s*[^\W\d_a-zà-ÿ])|\Z")


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Find the ranges of the sentences: in order, disjoint, covering all but the white space between them."""
    ranges: list[tuple[int, int]] = []
    start = 0
    for boundary in _BOUNDARY.finditer(text):
        sentence = text[start : boundary.end()]
        low = start + len(sentence) - len(sentence.lstrip())
        high = start + len(sentence.rstrip())
        if low < high:
            ranges.append((low, high))
        start = boundary.end()
    return tuple(ranges)
