"""Messages for people: an English template with values, so that another language can say the same."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, final

if TYPE_CHECKING:
    from collections.abc import Iterable


@final
class Message(str):
    """A sentence in English; ``template`` and ``values`` are what it was made of, as `str.format` takes them.

    A template without values is the sentence itself, braces included; a message without others is that message.
    Values that are messages are translated too, all others are data: they stay what they are in every language.
    """

    __slots__ = ("template", "values")

    template: str
    values: dict[str, str | int | float]

    def __new__(cls, template: str, /, **values: object) -> Message:
        """Put the values in their places."""
        if isinstance(template, Message) and not values:
            return template
        kept = {name: value if isinstance(value, str | int | float) else str(value) for name, value in values.items()}
        made = super().__new__(cls, template.format(**kept) if kept else template)
        made.template, made.values = str.__str__(template), kept
        return made

    def __str__(self) -> str:
        """Stay a message: so does what an exception says that was made of one."""
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, str | int | float]]:
        """Survive the way back from a worker process, and being copied."""
        return (self.template,), self.values


def cause(error: BaseException) -> Message:
    """What an error says of itself; of one of the operating system's, its reason alone."""
    return Message(getattr(error, "strerror", None) or str(error))


def joined(messages: Iterable[Message]) -> Message:
    """Several messages as one, at least one of them."""
    return reduce(lambda one, other: Message("{one}; {other}", one=one, other=other), messages)
