"""What sites ask of programs that read them (RFC 9309)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from exporter.errors import ReadError
from exporter.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from protego import Protego

    from exporter.engine.web.addresses import Address
    from exporter.engine.web.exchange import Answer

_MOST: Final = 500 * 1024
"""Bytes of a robots.txt that are read, as the standard has it."""
_NAME: Final = "exporter"
"""What sites may call us."""


class Robots:
    """The robots.txt of every site that was asked, each fetched once in a run."""

    def __init__(self, fetch: Callable[[Address], Answer]) -> None:
        """Nobody was asked yet; ``fetch`` follows redirections and raises `ReadError`."""
        self._fetch = fetch
        self._rules: dict[str, Protego] = {}
        self._silent: dict[str, ReadError] = {}

    def check(self, address: Address) -> None:
        """Raise `ReadError` for what a site does not allow, or if it cannot say."""
        if address.origin in self._silent:
            error = self._silent[address.origin]
            raise ReadError(error.message, error.hint)
        if address.origin not in self._rules:
            try:
                self._rules[address.origin] = self._read(address)
            except ReadError as error:
                self._silent[address.origin] = error
                raise
        if not self._rules[address.origin].can_fetch(str(address), _NAME):
            raise ReadError(
                Message("the robots.txt of {host} does not allow {address}", host=address.host, address=address),
                "--ignore-robots if you have leave to read it",
            )

    def _read(self, address: Address) -> Protego:
        from protego import Protego  # noqa: PLC0415 - needed for addresses alone

        answer = self._fetch(address.joined("/robots.txt"))
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise ReadError(
                Message(
                    "{host} cannot say whether it may be read: its robots.txt answers {status}",
                    host=address.host,
                    status=answer.status,
                ),
                "try later, or --ignore-robots if you have leave to read it",
            )
        return Protego.parse(answer.data[:_MOST].decode("utf-8", "replace") if answer.status == HTTPStatus.OK else "")
