"""What a person sees while the engine works."""

from __future__ import annotations

import pytest

from exporter.cli.progress import Plain, preflight
from exporter.events import Preflight, Warned


def test_a_message_is_one_line_that_no_terminal_obeys(capsys: pytest.CaptureFixture[str]) -> None:
    Plain().hear(Warned("pdf", "Ignored `color:\n` at 1:7\x1b[2J\u2028, no value."))
    assert capsys.readouterr().err == "Warning: Ignored `color: ` at 1:7 [2J , no value.\n"


@pytest.mark.parametrize(("pages", "told"), [(1, "1 page,"), (2, "2 pages,")])
def test_pages_are_counted_as_one_says_it(pages: int, told: str) -> None:
    assert told in preflight(Preflight("pdf-print", "PDF/X-4", "FOGRA39", pages, 148, 210, 3, 2, 0, None, 280))
