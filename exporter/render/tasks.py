"""Tasks of a check-list: whether they are done, in words that eyes, ears and fingers get alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.model import Item
    from exporter.ports import Language


def state(item: Item, language: Language) -> str:
    """What stands before an item that is a task ("Fait : "); empty before others."""
    if item.checked is None:
        return ""
    return f"{language.labels['done' if item.checked else 'to_do']}{language.colon}"
