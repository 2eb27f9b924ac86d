"""What a person sees while the engine works."""

from __future__ import annotations

import pytest

from exporter.cli.progress import Plain, preflight
from exporter.cli.words import error_line
from exporter.events import Preflight, Warned


def test_a_message_is_one_line_that_no_terminal_obeys(capsys: pytest.CaptureFixture[str]) -> None:
    Plain().hear(Warned("pdf", "Ignored `color:\n` at 1:7\x1b[2J\u2028, no value."))
    assert capsys.readouterr().err == "Warning: Ignored `color: ` at 1:7 [2J , no value.\n"


def test_a_name_in_an_error_commands_no_terminal() -> None:
    assert error_line("no such file: \x1b[31ma", "look\nagain") == "Error: no such file: [31ma (look again)"


@pytest.mark.parametrize(("pages", "told"), [(1, "1 page,"), (2, "2 pages,")])
def test_pages_are_counted_as_one_says_it(pages: int, told: str) -> None:
    assert told in preflight(Preflight("pdf-print", "PDF/X-4", "FOGRA39", pages, 148, 210, 3, 2, 0, None, 280))
