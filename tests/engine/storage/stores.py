"""What tests of stores do with one, and what somebody else finds in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import fsspec

if TYPE_CHECKING:
    from exporter.engine.storage import Place
    from exporter.events import Event

RECORD = "edition.json"


def silence(event: Event) -> None:
    raise AssertionError(event)


def stage(out: Place, key: str, files: dict[str, str]) -> None:
    with out.stage(key) as folder:
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")


def below(address: str) -> dict[str, str]:
    """Every object, as somebody else finds it."""
    store, root = fsspec.url_to_fs(address, skip_instance_cache=True)
    return {path.removeprefix(f"{root}/"): store.cat_file(path).decode(errors="replace") for path in store.find(root)}
