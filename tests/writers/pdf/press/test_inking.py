"""Colours of content streams, one by one."""

from __future__ import annotations

import pikepdf
import pytest

from exporter import resources
from exporter.errors import WriteError
from exporter.render import separation
from exporter.writers.pdf.press import inking, metadata

PRESS = separation.press(resources.read(metadata.PROFILE))


def _inked(content: bytes) -> list[str]:
    """What becomes of a page's content, an instruction a line."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.obj.Contents = pdf.make_stream(content)
    return inking.inked(page, PRESS).decode().splitlines()


@pytest.mark.parametrize(
    ("content", "fill"),
    [
        (b"0 0 0 rg", "0 0 0 1 k"),
        (b"0 g", "0 0 0 1 k"),
        (b"1 1 1 rg", "0 0 0 0 k"),
        (b"0.1 0.2 0.3 0.4 k", "0.1 0.2 0.3 0.4 k"),
        (b"/DeviceCMYK cs 0.1 0.2 0.3 0.4 scn", "0.1 0.2 0.3 0.4 k"),
        (b"/DeviceGray cs 0 sc", "0 0 0 1 k"),
        (b"/DeviceRGB cs 0 0 0 sc", "0 0 0 1 k"),
        (b"1 1 1 0.5 k", "0.666 0.666 0.666 0.5 k"),
        (b"", "0 0 0 1 k"),
    ],
)
def test_a_surface_is_in_ink(content: bytes, fill: str) -> None:
    found = [line for line in _inked(content + b"\n0 0 9 9 re f") if line.endswith(" k")]
    assert [[float(part) for part in line.split()[:-1]] for line in found] == [
        [float(part) for part in fill.split()[:-1]]
    ]


def test_text_is_black_and_what_surrounds_it_is_not() -> None:
    lines = _inked(b"1 0 0 rg 0 0 9 9 re f BT /F 9 Tf (x) Tj ET 0 0 9 9 re f")
    first, text, last = (line.split() for line in lines if line.endswith(" k"))
    assert text[:3] == ["0", "0", "0"] or [float(part) for part in text[:3]] == [0, 0, 0]
    assert 0.5 < float(text[3]) < 1, "as dark as red is"
    assert first == last


def test_black_is_printed_over_on_its_own_plate_only() -> None:
    lines = _inked(b"0 g 1 0 0 RG 0 0 9 9 re B 1 g 0 G 0 0 9 9 re B 0 0 9 9 re B /X Do")
    assert [line for line in lines if line.endswith("gs")] == ["/Over-ny gs", "/Over-yn gs", "/Over-nn gs"]


def test_what_a_stack_gives_back_is_not_written_again() -> None:
    lines = _inked(b"0 0 9 9 re f q 1 0 0 rg 0 0 9 9 re f Q 0 0 9 9 re f")
    assert sum(line.endswith(" k") for line in lines) == 2


def test_nothing_is_chosen_within_a_path() -> None:
    lines = _inked(b"0 0 m 9 0 l 0 0 9 9 re f")
    path = lines[lines.index("0 0 m") :]
    assert path == ["0 0 m", "9 0 l", "0 0 9 9 re", "f"]


@pytest.mark.parametrize("content", [b"/Lab cs 1 1 1 sc", b"/Pattern cs /P scn", b"/S sh"])
def test_what_has_no_ink_is_refused(content: bytes) -> None:
    with pytest.raises(WriteError, match="which the press edition has no inks for"):
        _inked(content)
