"""Messages for people: an English template with values, so that another language can say the same."""

from __future__ import annotations

from typing import Self


class Message(str):
    """A sentence in English; ``template`` and ``values`` are what it was made of, as `str.format` takes them.

    A template without values is the sentence itself, braces included. Values are kept as they are where they are
    messages or numbers, else as text: what they are called in an article's name is never a template.
    """

    __slots__ = ("template", "values")

    template: str
    values: dict[str, str | int | float]

    def __new__(cls, template: str, /, **values: object) -> Self:
        """Put the values in their places."""
        kept = {name: value if isinstance(value, str | int | float) else str(value) for name, value in values.items()}
        made = super().__new__(cls, template.format(**kept) if kept else template)
        made.template, made.values = template, kept
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, str | int | float]]:
        """Survive the way back from a worker process, and being copied."""
        return (self.template,), self.values
