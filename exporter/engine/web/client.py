"""Fetches what the user named: politely, once in a run, and only from where that is allowed."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from exporter.engine.web import addresses
from exporter.engine.web.addresses import Address
from exporter.engine.web.exchange import Answer, check, exchange, followed
from exporter.engine.web.kept import LIMIT
from exporter.engine.web.robots import Robots
from exporter.errors import ReadError
from exporter.events import Progress
from exporter.messages import Message

if TYPE_CHECKING:
    from exporter.engine.records import Access
    from exporter.engine.web.kept import PageCache
    from exporter.events import Report


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave: ``address`` is where redirections led, ``media_type`` the field with its parameters."""

    address: Address
    media_type: str
    data: bytes


class Web:
    """The network as one run sees it."""

    def __init__(self, access: Access, cache: PageCache, report: Report) -> None:
        """Ask nobody yet."""
        self.access = access
        self._cache = cache
        self._report = report
        self._robots = Robots(lambda address: self._followed(address, robots=False)[1])
        self._known: set[str] = set()
        self._failed: dict[str, ReadError] = {}

    def get(self, text: str) -> Page:
        """Fetch an address; asked again in the same run, from the cache where possible. Raises `ReadError`.

        What failed once in a run fails again, without another request.
        """
        address = addresses.parse(text)
        if str(address) in self._failed:
            error = self._failed[str(address)]
            raise ReadError(error.message, error.hint)
        task = Message("fetch: {host}", host=address.host)
        self._report(Progress(task, 0, 1))
        try:
            final, answer = self._followed(address, robots=self.access.robots)
            check(final, answer)
        except ReadError as error:
            self._failed[str(address)] = error
            raise
        finally:
            self._report(Progress(task, 1, 1))
        return Page(final, answer.fields.get("content-type", ""), answer.data)

    def prune(self) -> None:
        """Forget kept answers that nobody has asked for, for the longest time, until the rest is not too much."""
        if self._known:
            self._cache.prune(LIMIT)

    def _followed(self, address: Address, *, robots: bool) -> tuple[Address, Answer]:
        """Ask an address and those that it redirects to, each as careful as the first; gives the last one's answer."""

        def ask(here: Address) -> Answer:
            if robots:
                self._robots.check(here)
            return self._asked(here)

        return followed(address, ask, self.access.redirects)

    def _asked(self, address: Address) -> Answer:
        """Ask one address, if it is not known in this run; what is kept from an earlier one only if it has changed."""
        kept = self._cache.get(address)
        if kept and str(address) in self._known:
            return kept.answer
        answer = exchange(address, kept.questions if kept else {}, self.access)
        if kept and answer.status == HTTPStatus.NOT_MODIFIED:
            self._known.add(str(address))
            return kept.answer
        if answer.status == HTTPStatus.OK and self._cache.put(address, answer):
            self._known.add(str(address))
        return answer
