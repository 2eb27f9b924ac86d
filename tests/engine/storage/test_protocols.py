"""Addresses that lead nowhere, stores that refuse: what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import fsspec
import pytest

from exporter.engine.storage import place
from exporter.errors import UsageError, WriteError
from tests.engine import buckets
from tests.engine.storage.stores import RECORD, silence, stage

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.usefixtures("bucket")
def test_a_bucket_that_is_not_there_is_named_and_not_made() -> None:
    out = place("s3://no-such-bucket/x")
    with pytest.raises(WriteError, match="cannot use s3://no-such-bucket/x: it is not there"), out.open(silence):
        pass
    assert not fsspec.filesystem("s3").exists("no-such-bucket")


def test_a_store_without_credentials_says_where_they_belong(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("HOME", "/nonexistent")
    with (
        buckets.another_environment(),
        pytest.raises(WriteError, match="no credentials") as caught,
        place(bucket).open(silence),
    ):
        pass
    assert "environment" in caught.value.hint


def test_a_store_that_refuses_says_so_and_tells_no_secret(bucket: str) -> None:
    with buckets.guarded():
        with pytest.raises(WriteError, match="access denied") as caught, place(bucket).open(silence):
            pass
        with pytest.raises(WriteError, match="access denied"):
            stage(place(bucket), "r/1", {RECORD: ""})
    assert "clef" not in caught.value.message + caught.value.hint


def test_a_store_that_is_away_says_so(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with buckets.another_environment(), pytest.raises(WriteError, match="Could not connect") as caught:
        place(bucket).read("a")
    assert "connection" in caught.value.hint


@pytest.mark.parametrize(
    ("address", "message", "hint"),
    [
        ("nulle-part://a/b", "nobody knows the protocol nulle-part://", "give a folder"),
        ("gs://seau/x", "gs:// needs the package gcsfs", "pip install gcsfs"),
        ("s3://", "s3:// has no name after s3://", "name a bucket"),
        ("ftp://moi:secret@hôte/x", "a password in an address", "in the environment"),
        ("memory://a*b", "memory://a*b has one of", "another name"),
    ],
)
def test_an_address_that_leads_nowhere_is_an_error(address: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        place(address)
    assert caught.value.message.startswith(message)
    assert hint in caught.value.hint
    assert "secret" not in caught.value.message


def test_addresses_of_files_are_folders(tmp_path: Path) -> None:
    out = place(f"file://{tmp_path}/out")
    out.write("a.txt", b"x")
    assert (tmp_path / "out/a.txt").read_bytes() == b"x"
    assert out.address == f"{tmp_path}/out"


def test_others_see_a_store_but_not_this_memory(bucket: str, tmp_path: Path) -> None:
    assert [place(one).shared for one in (tmp_path, bucket, "memory://a")] == [True, True, False]
