"""Fetching: what a server may do, and what is never asked of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from exporter.engine.records import Access
from exporter.engine.web.client import Web
from exporter.engine.web.kept import PageCache
from exporter.errors import ReadError
from exporter.events import Progress
from tests.engine import website
from tests.engine.website import Reply, moved

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.events import Event
    from tests.engine.website import Site

HERE = Access(private=True, connect=10.0, patience=10.0, whole=20.0, largest=2 * 2**20)
HASTY = replace(HERE, patience=0.3, whole=0.8)
PUBLIC = "203.0.113.7"


def web(tmp_path: Path, access: Access = HERE, events: list[Event] | None = None) -> Web:
    return Web(access, PageCache(tmp_path / "cache"), ([] if events is None else events).append)


def test_a_page_comes_with_its_address_and_its_type(tmp_path: Path, site: Site) -> None:
    site.replies["/2026/gue"] = Reply(b"<p>Bonjour", kind="text/html; charset=ISO-8859-1")
    events: list[Event] = []
    page = web(tmp_path, events=events).get(site.url("/2026/gue#fin"))
    assert (str(page.address), page.media_type, page.data) == (
        site.url("/2026/gue"),
        "text/html; charset=ISO-8859-1",
        b"<p>Bonjour",
    )
    assert events == [Progress("fetch: 127.0.0.1", 0, 1), Progress("fetch: 127.0.0.1", 1, 1)]


def test_the_server_is_told_who_asks(tmp_path: Path, site: Site) -> None:
    site.replies["/"] = Reply(b"x")
    web(tmp_path).get(site.url(""))
    _, fields = site.asked[-1]
    assert fields["user-agent"].startswith("exporter/")
    assert "Mozilla" not in fields["user-agent"]
    assert fields["host"] == f"127.0.0.1:{site.port}"
    assert "cookie" not in fields


def test_letters_beyond_ascii_are_asked_for_as_servers_expect(tmp_path: Path, site: Site) -> None:
    site.replies["/%C3%A9t%C3%A9?q=%C3%A0%20b"] = Reply(b"chaud")
    assert web(tmp_path).get(site.url("/été?q=à b")).data == b"chaud"


def test_redirections_are_followed_and_the_last_address_counts(tmp_path: Path, site: Site) -> None:
    steps = [f"/{number}" for number in range(6)]
    for here, there, status in zip(steps, steps[1:], (301, 302, 303, 307, 308), strict=False):
        site.replies[here] = moved(there, status)
    site.replies["/5"] = Reply(b"fin")
    page = web(tmp_path).get(site.url("/0"))
    assert (str(page.address), page.data) == (site.url("/5"), b"fin")


@pytest.mark.parametrize("written", ["/%C3%A9t%C3%A9", "/été", "/été".encode().decode("latin-1")])
def test_redirections_are_read_however_their_letters_are_written(tmp_path: Path, site: Site, written: str) -> None:
    site.replies |= {"/x": moved(written), "/%C3%A9t%C3%A9": Reply(b"chaud")}
    assert web(tmp_path).get(site.url("/x")).data == b"chaud"


def test_a_sixth_redirection_is_refused(tmp_path: Path, site: Site) -> None:
    for number in range(9):
        site.replies[f"/{number}"] = moved(f"/{number + 1}")
    with pytest.raises(ReadError, match="redirects more than 5 times"):
        web(tmp_path).get(site.url("/0"))
    assert site.paths == [f"/{number}" for number in range(6)]


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (Reply(status=404), r"nothing is at .*/x \(404\)"),
        (Reply(status=410), r"nothing is at"),
        (Reply(status=503), r"too busy to answer \(503\)"),
        (Reply(status=429), r"too busy to answer \(429\)"),
        (Reply(status=403), r"does not give its page \(403\)"),
        (Reply(status=302), r"does not give its page \(302\)"),
        (Reply(status=304), r"does not give its page \(304\)"),
        (Reply(b"x", status=206), r"does not give its page \(206\)"),
        (moved("ftp://exemple.test/"), "not a web address: ftp:"),
        (moved("file:///etc/passwd"), "not a web address: file:"),
        (moved("http://[::1"), "not a web address"),
        (moved("http://127.0.0.1:25/"), "no pages come from port 25"),
        (website.silence(5), "it took too long"),
        (website.silence(5, b"HTTP/1.0 200 OK\r\n\r\n<p>"), "it took too long"),
        (website.drip(5), "it took too long"),
        (website.drip(5, b"HTTP/1.0 200 OK\r\nX: "), "it took too long"),
        (website.drip(5, b"HTTP/1.1 100 "), "it took too long"),
        (website.endless(), "larger than 2 MB"),
        (website.endless(10**12), "larger than 2 MB"),
        (website.bomb(64 * 2**20), "larger than 2 MB"),
        (Reply(b"no gzip", fields=(("Content-Encoding", "gzip"),)), "broken off"),
        (Reply(b"x", fields=(("Content-Encoding", "compress"),)), "compressed by compress"),
        (Reply(b"x", fields=(("Content-Encoding", "br"),)), "compressed by br"),
        (website.raw(b"HTTP/1.0 200 OK\r\nContent-Length: 1000\r\n\r\nhalf"), "broken off"),
        (website.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), "broken off"),
        (website.raw(b"\0\1\2 nothing that a browser knows\r\n\r\n"), "broken off"),
        (website.raw(b""), "broken off"),
        (website.raw(b"HTTP/1.0 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n"), "broken off"),
    ],
)
def test_a_server_that_misbehaves_is_one_clear_error(tmp_path: Path, site: Site, reply: Reply, told: str) -> None:
    site.replies["/x"] = reply
    events: list[Event] = []
    with pytest.raises(ReadError, match=told) as raised:
        web(tmp_path, HASTY if "too long" in told else HERE, events).get(site.url("/x"))
    assert raised.value.hint
    assert "\n" not in raised.value.message
    assert events[-1] == Progress("fetch: 127.0.0.1", 1, 1)


def test_compressed_pages_are_read(tmp_path: Path, site: Site) -> None:
    site.replies["/x"] = website.bomb(2**20)
    assert web(tmp_path).get(site.url("/x")).data == bytes(2**20)


def test_a_page_may_be_as_large_as_the_bound(tmp_path: Path, site: Site) -> None:
    site.replies["/x"] = Reply(bytes(HERE.largest))
    site.replies["/y"] = Reply(bytes(HERE.largest + 1))
    assert len(web(tmp_path).get(site.url("/x")).data) == HERE.largest
    with pytest.raises(ReadError, match="larger than"):
        web(tmp_path).get(site.url("/y"))


def test_what_failed_once_is_not_asked_again(tmp_path: Path, site: Site) -> None:
    here = web(tmp_path)
    for _ in range(2):
        with pytest.raises(ReadError, match="nothing is at"):
            here.get(site.url("/x"))
    assert site.paths == ["/x"]


def test_nobody_at_the_port_is_told(tmp_path: Path) -> None:
    with website.serving() as gone:
        address = gone.url("/")
    with pytest.raises(ReadError, match=r"cannot be fetched: Connection (refused|reset)"):
        web(tmp_path).get(address)


def test_a_host_that_nobody_knows_is_told(tmp_path: Path) -> None:
    def unknown(_: str, __: int) -> tuple[str, ...]:
        raise OSError(-2, "Name or service not known")

    for resolver in (unknown, lambda *_: ()):
        with pytest.raises(ReadError, match=r"nobody knows|cannot be fetched"):
            web(tmp_path, replace(HERE, resolver=resolver)).get("http://exemple.invalid/")


class TestKept:
    """What has not changed is not fetched again."""

    @pytest.mark.parametrize("field", [("ETag", '"une"'), ("Last-Modified", "Mon, 05 Jan 2026 10:00:00 GMT")])
    def test_an_unchanged_page_comes_from_the_cache(self, tmp_path: Path, site: Site, field: tuple[str, str]) -> None:
        site.replies["/x"] = Reply(b"un", fields=(field,))
        first = web(tmp_path).get(site.url("/x"))
        site.replies["/x"] = Reply(b"never sent", fields=(field,))
        again = web(tmp_path).get(site.url("/x"))
        assert first == again
        _, fields = site.asked[-1]
        assert {"if-none-match", "if-modified-since"} & fields.keys()

    def test_a_changed_page_is_fetched(self, tmp_path: Path, site: Site) -> None:
        site.replies["/x"] = Reply(b"un", fields=(("ETag", '"une"'),))
        web(tmp_path).get(site.url("/x"))
        site.replies["/x"] = Reply(b"deux", fields=(("ETag", '"deux"'),))
        assert web(tmp_path).get(site.url("/x")).data == b"deux"
        assert web(tmp_path).get(site.url("/x")).data == b"deux"

    def test_within_a_run_a_page_is_asked_for_once(self, tmp_path: Path, site: Site) -> None:
        site.replies["/x"] = Reply(b"un")
        here = web(tmp_path)
        assert here.get(site.url("/x")) == here.get(site.url("/x"))
        assert site.paths == ["/x"]

    def test_what_must_not_be_stored_is_not(self, tmp_path: Path, site: Site) -> None:
        site.replies["/x"] = Reply(b"un", fields=(("ETag", '"une"'), ("Cache-Control", "private, no-store")))
        web(tmp_path).get(site.url("/x"))
        assert not [path for path in (tmp_path / "cache").rglob("*.page") if b"un" in path.read_bytes()]

    @pytest.mark.parametrize("damage", [b"", b"{}\n", b"[]\n", b"no json\nun", b'{"address": "x", "crc": 1}\nun'])
    def test_a_damaged_cache_counts_as_none(self, tmp_path: Path, site: Site, damage: bytes) -> None:
        site.replies["/x"] = Reply(b"un", fields=(("ETag", '"une"'),))
        web(tmp_path).get(site.url("/x"))
        for path in (tmp_path / "cache").rglob("*.page"):
            path.write_bytes(damage)
        assert web(tmp_path).get(site.url("/x")).data == b"un"

    def test_a_disk_that_refuses_is_no_reason_to_stop(self, tmp_path: Path, site: Site) -> None:
        (tmp_path / "cache").write_text("a file where the folder should be")
        site.replies["/x"] = Reply(b"un")
        assert web(tmp_path).get(site.url("/x")).data == b"un"

    def test_an_answer_of_now_does_not_say_304_to_nobody(self, tmp_path: Path, site: Site) -> None:
        site.replies["/x"] = Reply(b"un")  # no validator: asked without conditions
        web(tmp_path).get(site.url("/x"))
        site.replies["/x"] = Reply(b"deux")
        assert web(tmp_path).get(site.url("/x")).data == b"deux"

    def test_pages_that_nobody_asks_for_are_forgotten(self, tmp_path: Path, site: Site) -> None:
        cache = PageCache(tmp_path / "cache")
        site.replies["/x"] = Reply(bytes(1000))
        here = Web(HERE, cache, lambda _: None)
        here.get(site.url("/x"))
        here.prune()
        assert cache.contents()
        assert cache.prune(10)
        assert not cache.contents()


class TestRobots:
    """What a site does not want to be read is not."""

    RULES = Reply(b"User-agent: *\nDisallow: /secret/\nAllow: /secret/ouvert\n", kind="text/plain")

    def test_what_is_disallowed_is_not_asked_for(self, tmp_path: Path, site: Site) -> None:
        site.replies |= {"/robots.txt": self.RULES, "/secret/ouvert": Reply(b"oui"), "/libre": Reply(b"oui")}
        here = web(tmp_path)
        with pytest.raises(ReadError, match=r"robots\.txt of 127\.0\.0\.1 does not allow") as raised:
            here.get(site.url("/secret/page"))
        assert "--ignore-robots" in raised.value.hint
        assert here.get(site.url("/secret/ouvert")).data == b"oui"
        assert here.get(site.url("/libre")).data == b"oui"
        assert [path for path, _ in site.asked] == ["/robots.txt", "/secret/ouvert", "/libre"]

    def test_a_redirection_does_not_lead_past_them(self, tmp_path: Path, site: Site) -> None:
        site.replies |= {"/robots.txt": self.RULES, "/x": moved("/secret/page"), "/secret/page": Reply(b"non")}
        with pytest.raises(ReadError, match="does not allow"):
            web(tmp_path).get(site.url("/x"))
        assert site.paths == ["/x"]

    def test_we_are_called_by_our_name(self, tmp_path: Path, site: Site) -> None:
        rules = b"User-agent: exporter\nDisallow: /\n\nUser-agent: *\nAllow: /\n"
        site.replies |= {"/robots.txt": Reply(rules), "/x": Reply(b"non")}
        with pytest.raises(ReadError, match="does not allow"):
            web(tmp_path).get(site.url("/x"))

    def test_the_user_may_have_leave(self, tmp_path: Path, site: Site) -> None:
        site.replies |= {"/robots.txt": self.RULES, "/secret/page": Reply(b"oui")}
        assert web(tmp_path, replace(HERE, robots=False)).get(site.url("/secret/page")).data == b"oui"
        assert [path for path, _ in site.asked] == ["/secret/page"]

    @pytest.mark.parametrize("status", [500, 503, 429])
    def test_a_site_that_cannot_say_is_not_read(self, tmp_path: Path, site: Site, status: int) -> None:
        site.replies |= {"/robots.txt": Reply(status=status), "/x": Reply(b"non")}
        with pytest.raises(ReadError, match=f"its robots.txt answers {status}"):
            web(tmp_path).get(site.url("/x"))
        assert site.paths == []

    def test_a_site_that_cannot_say_is_asked_once(self, tmp_path: Path, site: Site) -> None:
        site.replies["/robots.txt"] = Reply(status=500)
        here = web(tmp_path)
        for path in ("/x", "/y"):
            with pytest.raises(ReadError, match="cannot say whether it may be read"):
                here.get(site.url(path))
        assert [path for path, _ in site.asked] == ["/robots.txt"]

    @pytest.mark.parametrize("reply", [Reply(status=403), Reply(b"\xff\0User-agent\n: nonsense"), moved("/rules")])
    def test_a_site_without_rules_may_be_read(self, tmp_path: Path, site: Site, reply: Reply) -> None:
        site.replies |= {"/robots.txt": reply, "/x": Reply(b"oui")}
        assert web(tmp_path).get(site.url("/x")).data == b"oui"
