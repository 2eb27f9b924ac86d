"""A store that speaks the S3 protocol, on this machine."""

from __future__ import annotations

import itertools
import logging
import os
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

_NUMBERS = itertools.count()


@contextmanager
def serving() -> Iterator[str]:
    """Run a server on a free port; gives its address."""
    from moto.server import ThreadedMotoServer  # noqa: PLC0415 - half a second that few tests need

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    server._server.handle_error = lambda *_: None  # type: ignore[union-attr,method-assign]  # noqa: SLF001 - who is killed hangs up
    try:
        host, port = server.get_host_and_port()
        yield f"http://{host}:{port}"
    finally:
        server.stop()


def bucket(endpoint: str, environment: pytest.MonkeyPatch) -> str:
    """Make an empty bucket; gives its address."""
    import s3fs  # noqa: PLC0415 - as above

    for name, value in {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "clef",
        "AWS_SECRET_ACCESS_KEY": "secret-of-the-test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        environment.setenv(name, value)
    name = f"editions-{next(_NUMBERS)}"
    s3fs.S3FileSystem().mkdir(name)
    return f"s3://{name}"


@contextmanager
def another_environment() -> Iterator[None]:
    """Have the environment looked at anew while the block runs, and after it."""
    import s3fs  # noqa: PLC0415 - as above

    s3fs.S3FileSystem.clear_instance_cache()
    try:
        yield
    finally:
        s3fs.S3FileSystem.clear_instance_cache()


@contextmanager
def guarded() -> Iterator[None]:
    """Have the server of the environment refuse everybody while the block runs: nobody has the right to anything."""
    endpoint = os.environ["AWS_ENDPOINT_URL"]
    _freely(endpoint, "0")
    try:
        yield
    finally:
        _freely(endpoint, "inf")


def _freely(endpoint: str, actions: str) -> None:
    """How many requests are answered without asking who it is."""
    request = urllib.request.Request(  # noqa: S310 - our own server
        f"{endpoint}/moto-api/reset-auth", actions.encode(), {"Content-Type": "text/plain"}
    )
    urllib.request.urlopen(request).close()  # noqa: S310 - as above
