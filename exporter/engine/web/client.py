"""Fetches what the user named: politely, once in a run, and only from where that is allowed."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from exporter.engine.web import addresses
from exporter.engine.web.addresses import Address
from exporter.engine.web.exchange import Answer, exchange
from exporter.engine.web.kept import LIMIT
from exporter.engine.web.robots import Robots
from exporter.errors import ReadError
from exporter.events import Progress

if TYPE_CHECKING:
    from exporter.engine.web.access import Access
    from exporter.engine.web.kept import PageCache
    from exporter.events import Report

_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_GONE: Final = frozenset({404, 410})
_BUSY: Final = frozenset({429, 503})


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
        task = f"fetch: {address.host}"
        self._report(Progress(task, 0, 1))
        try:
            final, answer = self._followed(address, robots=self.access.robots)
            _check(final, answer)
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
        here = address
        for _ in range(self.access.redirects + 1):
            if robots:
                self._robots.check(here)
            answer = self._asked(here)
            if answer.status not in _MOVED or "location" not in answer.fields:
                return here, answer
            here = here.joined(answer.fields["location"])
        raise ReadError(
            f"{address} redirects more than {self.access.redirects} times",
            "open it in a browser, and give where it ends",
        )

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


def _check(address: Address, answer: Answer) -> None:
    """Raise `ReadError` for an answer that is not what was asked for."""
    if answer.status == HTTPStatus.OK:
        return
    if answer.status in _GONE:
        raise ReadError(f"nothing is at {address} ({answer.status})", "check the address")
    if answer.status in _BUSY:
        raise ReadError(f"{address} is too busy to answer ({answer.status})", "try later")
    raise ReadError(
        f"{address} does not give its page ({answer.status})", "open it in a browser and save it; export what you saved"
    )
