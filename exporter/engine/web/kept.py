"""Answers that are kept, so that what has not changed is not fetched again."""

from __future__ import annotations

import json
import os
import zlib
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from exporter.engine.storage.cache import Cache
from exporter.engine.storage.files import sha256, whole
from exporter.engine.web.exchange import Answer
from exporter.errors import WriteError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from exporter.engine.web.addresses import Address

LIMIT: Final = 256 * 2**20
"""Bytes that are kept from one run to the next."""

_VALIDATORS: Final = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
_FIELDS: Final = (*_VALIDATORS, "content-type")


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer from earlier, and how to ask whether it still holds."""

    answer: Answer

    @property
    def questions(self) -> Mapping[str, str]:
        """The fields of a conditional request (RFC 9110, 13.1); none for an answer that has no validator."""
        told = ((asked, self.answer.fields.get(name, "")) for name, asked in _VALIDATORS.items())
        return {asked: value for asked, value in told if value and value.isascii() and value.isprintable()}


class PageCache(Cache):
    """Successful answers by address. A file that is not whole counts as absent; what the disk refuses is not kept."""

    def __init__(self, folder: Path) -> None:
        """Keep answers below ``folder``/web."""
        super().__init__(folder / "web")

    def get(self, address: Address) -> Kept | None:
        """The answer of an address, if it is there and whole."""
        path = self._path(address)
        try:
            head, _, body = path.read_bytes().partition(b"\n")
            facts = json.loads(head)
            fields = {name: str(facts[name]) for name in _FIELDS if name in facts}
            if facts["address"] != str(address) or facts["crc"] != zlib.crc32(body):
                return None
        except (OSError, ValueError, TypeError, KeyError):
            return None
        with suppress(OSError):
            os.utime(path)  # a sign of use
        return Kept(Answer(HTTPStatus.OK, fields, body))

    def put(self, address: Address, answer: Answer) -> bool:
        """Keep a successful answer, unless its server forbids that; tells whether it is kept."""
        if "no-store" in answer.fields.get("cache-control", "").lower():
            return False
        told = {name: answer.fields[name] for name in _FIELDS if name in answer.fields}
        head = json.dumps({"address": str(address), "crc": zlib.crc32(answer.data), **told}).encode()
        try:
            with whole(self._path(address), durable=False) as part:
                part.write_bytes(head + b"\n" + answer.data)
        except WriteError:
            return False
        return True

    def _path(self, address: Address) -> Path:
        key = sha256(str(address).encode())
        return self._folder / key[:2] / f"{key[2:]}.page"
