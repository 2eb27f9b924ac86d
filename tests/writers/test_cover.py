"""The cover as an edition of its own: what podcasts and shops ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

from exporter.record import Cover, loads
from tests.engine.archives import ask, carry_out, write

if TYPE_CHECKING:
    from pathlib import Path


def test_it_is_a_square_picture_in_rgb_and_the_record_tells_its_size(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    write(tmp_path / "articles/1.txt", "Le gué")
    carry_out(ask(tmp_path / "articles", "cover", "txt"))
    home = tmp_path / "out/le-gue"
    with Image.open(home / "le-gue.cover.jpg") as picture:
        assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (1400, 1400))
    assert loads((home / "edition.json").read_bytes()).cover == Cover("le-gue.cover.jpg", 1400, 1400)
    write(tmp_path / "articles/1.txt", "Le gué")
    carry_out(ask(tmp_path / "articles", "vtt"))
    assert loads((home / "edition.json").read_bytes()).cover == Cover("le-gue.cover.jpg", 1400, 1400)
