"""Pictures of articles that come from the web, or that may ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from exporter.engine.web import addresses
from exporter.errors import ReadError, ResourceError
from exporter.messages import Message

if TYPE_CHECKING:
    from exporter.engine.records import Media
    from exporter.engine.web.client import Web


def pictures(web: Web, page: str | None, beside: Media) -> Media:
    """Give what fetches an article's pictures: relative to its ``page``, or from ``beside`` it if it has none.

    Raises `ResourceError`, as `exporter.ports.World.media` does.
    """
    asked: set[str] = set()

    def media(ref: str) -> bytes:
        try:
            address = urljoin(page, ref) if page else ref
            if not addresses.is_address(address):
                return beside(ref)
            asked.add(address)
            if len(asked) > web.access.pictures:
                raise ResourceError(Message("the article has more than {count} pictures", count=web.access.pictures))
            return _picture(web, address)
        except ValueError as error:  # no address at all
            raise ResourceError("no file beside the article") from error
        except ReadError as error:
            raise ResourceError(error.message, error.hint) from error

    return media


def _picture(web: Web, address: str) -> bytes:
    found = web.get(address)
    kind = addresses.media_type(found.media_type)
    if kind and not kind.startswith(("image/", "application/octet-stream", "binary/")):
        raise ResourceError(Message("{address} is no picture but {kind}", address=address, kind=kind))
    return found.data
