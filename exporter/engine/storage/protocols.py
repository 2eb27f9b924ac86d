"""Stores that fsspec knows: how an address is opened, and what a store refuses, in words."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from exporter.errors import UsageError, WriteError
from exporter.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

_PASSWORD = re.compile(r"://[^/@]*:[^/@]*@")
_MAGIC = re.compile(r"[*?\[]")
"""What fsspec takes for patterns of names."""
_EXTRAS = {"s3fs": "'exporter[s3]'"}
_CREDENTIALS = "check the credentials in the environment, and what they allow"


def filesystem(address: str) -> tuple[Any, str]:
    """The store of an address, and the path in it, which has no ``/`` at its end.

    Credentials come from the environment, as the store's own package finds them. Raises `UsageError` for a protocol
    that nobody knows or whose package is missing, and for an address without a name or with a password in it.
    """
    import fsspec  # noqa: PLC0415 - needed for what is no folder

    if _PASSWORD.search(address):
        raise UsageError("a password in an address is seen by others", "give it in the environment")
    if _MAGIC.search(address):
        raise UsageError(Message("{address} has one of * ? [ in it", address=address), "choose another name")
    protocol = address.partition("://")[0]
    try:
        found, path = fsspec.url_to_fs(address)
    except ImportError as error:
        package = getattr(error.__cause__, "name", None) or protocol
        raise UsageError(
            Message("{protocol}:// needs the package {package}", protocol=protocol, package=package),
            f"pip install {_EXTRAS.get(package, package)}",
        ) from error
    except ValueError as error:
        raise UsageError(
            Message("nobody knows the protocol {protocol}://", protocol=protocol), "give a folder, s3://… or gs://…"
        ) from error
    path = path.rstrip("/")
    if not path and not is_private(found):
        raise UsageError(
            Message("{address} has no name after {protocol}://", address=address, protocol=protocol),
            "name a bucket, or a folder in one",
        )
    return found, path


def is_private(store: Any) -> bool:  # noqa: ANN401 - fsspec has no types
    """Whether only this process sees what a store holds."""
    protocol = store.protocol
    return "memory" in ((protocol,) if isinstance(protocol, str) else protocol)


@contextmanager
def store(address: str) -> Iterator[None]:
    """Turn whatever a store raises into a `WriteError` that says what to mend; our own errors stay what they are."""
    try:
        yield
    except (WriteError, UsageError):
        raise
    except PermissionError as error:
        raise WriteError(Message("cannot use {address}: access denied", address=address), _CREDENTIALS) from error
    except FileNotFoundError as error:
        raise WriteError(
            Message("cannot use {address}: it is not there", address=address),
            "check its name, and that the bucket was made",
        ) from error
    except Exception as error:  # each store has exceptions of its own
        if "Credentials" in type(error).__name__:
            raise WriteError(Message("cannot use {address}: no credentials", address=address), _CREDENTIALS) from error
        reason = re.sub(r"\?\S*", "", (str(error) or type(error).__name__).splitlines()[0])  # no signed requests
        raise WriteError(
            Message("cannot use {address}: {reason}", address=address, reason=reason),
            "check the address and the connection, or try later",
        ) from error
