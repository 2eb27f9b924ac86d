from __future__ import annotations

import pytest

from exporter.render.links import harmless


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/b?c=d&e=f#g", "https://a.example/b?c=d&e=f#g"),
        ("http://A.example:8080/", "http://A.example:8080/"),
        (" https://a.example/été et 100%/[1]", "https://a.example/%C3%A9t%C3%A9%20et%20100%25/%5B1%5D"),
        ("https://a.example/%20", "https://a.example/%20"),
        ("https://été.example/", "https://xn--t-9fab.example/"),
        ("mailto:redaction@gazette.example", "mailto:redaction@gazette.example"),
    ],
)
def test_web_and_mail_addresses_become_uris(url: str, expected: str) -> None:
    assert harmless(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "",
        "a.html",
        "#ici",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "https://",
        "https://user:secret@a.example/",
        "https://[::1",
        "https://a b.example/",
        "https://" + "é" * 70 + ".example/",
        "mailto:a@b.example?body=x",
    ],
)
def test_all_else_is_refused(url: str) -> None:
    assert harmless(url) is None
