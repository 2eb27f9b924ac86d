"""Who may be connected to: addresses looked at before anything is sent, names resolved once, hosts that prove it."""

from __future__ import annotations

import socket
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.engine.records import Access
from exporter.engine.web import addresses, guard
from exporter.engine.web.client import Web
from exporter.engine.web.kept import PageCache
from exporter.errors import ReadError
from tests.engine import website
from tests.engine.website import Reply, moved

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.engine.records import Resolver
    from tests.engine.website import Site

SHORT = Access(connect=1.0, patience=1.0, whole=2.0)
HERE = replace(SHORT, private=True)

SPECIAL = [
    *(
        "127.0.0.1",
        "127.8.9.10",
        "0.1.2.3",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
    ),
    *("100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1"),
    *("240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1"),
    *("ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1"),
    *(
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2001::1",
        "100::1",
        "3fff::1",
    ),
    *("no address", ""),
]
PUBLIC = ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]


def web(tmp_path: Path, granted: Access) -> Web:
    return Web(granted, PageCache(tmp_path / "cache"), lambda _: None)


def answering(*found: str) -> Resolver:
    """A resolver that knows every host."""
    return lambda *_: found


@pytest.mark.parametrize("written", SPECIAL)
def test_special_addresses_are_told(written: str) -> None:
    assert guard.special(written)


@pytest.mark.parametrize("written", PUBLIC)
def test_public_addresses_are_let_through(written: str) -> None:
    assert not guard.special(written)


@given(st.ip_addresses(v=6))
def test_an_address_is_special_however_it_is_written(address: object) -> None:
    assert guard.special(str(address)) == guard.special(address.exploded)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.0.0.1.", "①②⑦.⓪.⓪.①"]
)
def test_without_leave_nothing_is_asked_of_this_machine(tmp_path: Path, site: Site, host: str) -> None:
    site.replies["/x"] = Reply(b"secret")
    with pytest.raises(ReadError, match=r"is not a public address|nobody knows|not a web address") as raised:
        web(tmp_path, SHORT).get(site.url("/x", host))
    assert raised.value.hint
    assert site.asked == []


@pytest.mark.parametrize("address", SPECIAL[:-3])
def test_a_name_that_means_a_special_address_is_refused(tmp_path: Path, site: Site, address: str) -> None:
    granted = replace(SHORT, resolver=answering("93.184.215.14", address))
    with pytest.raises(ReadError, match=r"exemple\.test is not a public address") as raised:
        web(tmp_path, granted).get(site.url("/x", "exemple.test"))
    assert "--allow-private" in raised.value.hint
    assert site.asked == []


def test_a_redirection_to_a_special_address_is_refused(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first host counts as public here; the one that it redirects to is this machine by its number."""
    known = guard.special
    monkeypatch.setattr(guard, "special", lambda found: found != "127.0.0.1" and known(found))
    site.replies |= {"/x": moved(f"http://127.0.0.2:{site.port}/secret"), "/secret": Reply(b"secret")}
    with pytest.raises(ReadError, match=r"127\.0\.0\.2 is not a public address"):
        web(tmp_path, SHORT).get(site.url("/x"))
    assert site.paths == ["/x"]


def test_a_name_is_resolved_once_for_a_request_and_that_answer_is_used(tmp_path: Path, site: Site) -> None:
    """A name that changes its address between look and connection gains nothing: nobody asks again."""
    answers = [("127.0.0.1",), ("192.0.2.1",)]
    asked: list[str] = []

    def rebinding(host: str, _: int) -> tuple[str, ...]:
        asked.append(host)
        return answers[min(len(asked), len(answers)) - 1]

    site.replies["/x"] = Reply(b"oui")
    granted = replace(HERE, robots=False, resolver=rebinding)
    assert web(tmp_path, granted).get(site.url("/x", "exemple.test")).data == b"oui"
    assert asked == ["exemple.test"]
    _, fields = site.asked[-1]
    assert fields["host"] == f"exemple.test:{site.port}"


def test_a_name_that_changes_between_requests_is_looked_at_again(tmp_path: Path, site: Site) -> None:
    """A public name that turns private after robots.txt was asked for."""
    answers = iter([("93.184.215.14",), ("127.0.0.1",)])
    granted = replace(SHORT, robots=False, resolver=lambda *_: next(answers))
    with pytest.raises(ReadError):
        guard.resolve(addresses.parse("http://exemple.test/"), replace(granted, resolver=answering("127.0.0.1")))
    assert guard.resolve(addresses.parse("http://exemple.test/"), granted) == ("93.184.215.14",)
    with pytest.raises(ReadError, match="not a public address"):
        web(tmp_path, granted).get(site.url("/x", "exemple.test"))
    assert site.asked == []


def test_the_next_address_of_a_host_is_tried(tmp_path: Path, site: Site) -> None:
    site.replies["/x"] = Reply(b"oui")
    granted = replace(HERE, resolver=answering("127.0.0.9", "127.0.0.1"))
    assert web(tmp_path, granted).get(site.url("/x", "exemple.test")).data == b"oui"


def test_proxies_of_the_environment_are_not_asked(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy would resolve names itself, behind our back."""
    monkeypatch.setenv("http_proxy", site.url("/proxy"))
    with pytest.raises(ReadError, match="not a public address"):
        web(tmp_path, replace(SHORT, resolver=answering("10.0.0.1"))).get("http://exemple.test/")
    assert site.asked == []


class TestTls:
    """A host proves who it is, by the name in the address, though the connection goes to a number."""

    def test_a_host_that_proves_it_is_believed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(website.CERTIFICATE))
        with website.serving(secure=True) as site:
            site.replies["/x"] = Reply(b"oui")
            granted = replace(HERE, resolver=answering("127.0.0.1"))
            assert web(tmp_path, granted).get(site.url("/x", "exemple.test")).data == b"oui"

    @pytest.mark.parametrize("host", ["autre.test", "127.0.0.1"])
    def test_a_certificate_for_another_host_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(website.CERTIFICATE))
        with website.serving(secure=True) as site:
            site.replies["/x"] = Reply(b"secret")
            with pytest.raises(ReadError, match="its certificate is wrong"):
                web(tmp_path, replace(HERE, resolver=answering("127.0.0.1"))).get(site.url("/x", host))
            assert site.asked == []

    def test_a_certificate_that_nobody_trusts_is_refused(self, tmp_path: Path) -> None:
        with website.serving(secure=True) as site:
            site.replies["/x"] = Reply(b"secret")
            with pytest.raises(ReadError, match="its certificate is wrong"):
                web(tmp_path, replace(HERE, resolver=answering("127.0.0.1"))).get(site.url("/x", "exemple.test"))
            assert site.asked == []

    def test_a_host_that_never_shakes_hands_is_left(self, tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as mute:
            address = f"https://127.0.0.1:{mute.getsockname()[1]}/"
            with pytest.raises(ReadError, match="it took too long"):
                web(tmp_path, replace(HERE, patience=5.0, whole=0.2)).get(address)


class TestAddresses:
    """What is an address, and what file it would be."""

    @pytest.mark.parametrize("text", ["http://exemple.fr", "HTTPS://EXEMPLE.FR/a"])
    def test_addresses_are_told_from_files(self, text: str) -> None:
        assert addresses.is_address(text)

    @pytest.mark.parametrize("text", ["a.txt", "ftp://exemple.fr/", "exemple.fr/a", "http:/a", "-", ""])
    def test_files_are_told_from_addresses(self, text: str) -> None:
        assert not addresses.is_address(text)

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("http://", "not a web address"),
            ("http:///x", "not a web address"),
            ("http://exemple.fr:70000/", "not a web address"),
            ("http://[fe80::1%25eth0]/", "not a web address"),
            ("http://" + "a" * 9000, "not a web address"),
            ("http://moi:secret@exemple.fr/", "user's name"),
            ("http://moi@exemple.fr/", "user's name"),
            ("http://exemple.fr:22/", "no pages come from port 22"),
            ("https://exemple.fr:6667/", "no pages come from port 6667"),
            ("http://exemple.fr:0/", "no pages come from port 0|not a web address"),
        ],
    )
    def test_what_is_not_fetched_is_told_and_no_secret_with_it(self, text: str, told: str) -> None:
        with pytest.raises(ReadError, match=told) as raised:
            addresses.parse(text)
        assert "secret" not in raised.value.message

    @pytest.mark.parametrize(
        ("text", "whole"),
        [
            ("HTTP://Exemple.FR", "http://exemple.fr/"),
            ("https://exemple.fr:443/a?b=c#d", "https://exemple.fr/a?b=c"),
            ("https://exemple.fr:8443/a/../b", "https://exemple.fr:8443/b"),
            ("https://été.exemple/", "https://xn--t-9fab.exemple/"),
            ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
            ("http://exemple.fr/a\r\nHost: x", "http://exemple.fr/a%0D%0AHost:%20x"),
        ],
    )
    def test_an_address_is_written_in_one_way(self, text: str, whole: str) -> None:
        assert str(addresses.parse(text)) == whole

    @pytest.mark.parametrize(
        ("text", "kind", "name"),
        [
            ("https://exemple.fr/2026/le-gu%C3%A9", "text/html; charset=utf-8", "le-gué.html"),
            ("https://exemple.fr/le-gue-1.2345/", "text/html", "le-gue-1.2345.html"),
            ("https://exemple.fr/gue.HTM?x=1", "text/html", "gue.HTM"),
            ("https://exemple.fr/", "text/html", "exemple.fr.html"),
            ("https://exemple.fr/lisez.md", "text/plain", "lisez.md"),
            ("https://exemple.fr/notes", "text/plain", "notes.txt"),
            ("https://exemple.fr/a.docx", "application/octet-stream", "a.docx"),
            ("https://exemple.fr/a.md", "text/html", "a.md.html"),
            ("https://exemple.fr/%00%0A..%2Fpasswd", "", "passwd"),
            ("https://exemple.fr/.cache", "text/html", "cache.html"),
        ],
    )
    def test_a_page_has_a_file_s_name_that_readers_know(self, text: str, kind: str, name: str) -> None:
        assert addresses.name(addresses.parse(text), kind) == name

    def test_the_systems_resolver_gives_each_address_once(self) -> None:
        assert guard.system("127.0.0.1", 80) == ("127.0.0.1",)
