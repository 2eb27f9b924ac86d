"""Pages that are not whole, not finished or not words are read with a warning."""

from __future__ import annotations

import pytest

from tests.readers.html import browser
from tests.readers.html.browser import PROSE, page

CLOSED = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>'
OPEN = CLOSED.replace('"False"', "true")
LIVE = '<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Le lavoir rouvre"}</script>'
WALL = "<div class='paywall'><p>La suite est réservée aux abonnés.</p></div>"
POST = f"<div class='live-post'>{PROSE}</div>"
PICTURES = "".join(f"<figure><img src='{i}.jpg'></figure>" for i in range(12))


@pytest.mark.parametrize(
    ("body", "head", "codes"),
    [
        (PROSE, "", []),
        (PROSE, CLOSED, ["paywall"]),
        (PROSE + WALL, "", ["paywall"]),
        (PROSE + WALL, OPEN, []),
        (PROSE * 20, CLOSED, []),
        (PROSE, LIVE, ["live-blog"]),
        (POST * 6, "", ["live-blog"]),
        (PROSE + PICTURES + PROSE, "", ["gallery"]),
    ],
)
def test_the_kind_of_page_is_told(body: str, head: str, codes: list[str]) -> None:
    assert browser.warned(browser.read(page(body, head))[1]) == codes
