"""Addresses on the command line: what a person sees, and with which exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.engine import website
from tests.engine.website import Reply, page

if TYPE_CHECKING:
    from tests.cli.conftest import Run

FEED = (
    '<rss version="2.0"><channel><link>{home}</link>'
    "<item><link>/un</link><pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate></item>"
    "<item><link>/deux</link><pubDate>Tue, 06 Jan 2026 10:00:00 GMT</pubDate></item></channel></rss>"
)


def test_an_address_needs_leave_only_on_ones_own_network(run: Run) -> None:
    with website.serving() as site:
        site.replies["/gue"] = page("Le gué")
        code, out, err = run("export", site.url("/gue"), "--to", "txt")
        assert (code, out) == (3, "")
        assert err == (
            f"{site.url('/gue')}: Error: 127.0.0.1 is not a public address: 127.0.0.1 "
            "(--allow-private if you know what answers there)\n"
        )
        assert site.asked == []
        assert run("export", site.url("/gue"), "--to", "txt", "--allow-private")[:2] == (0, "out/le-gue/le-gue.txt\n")


def test_a_feed_gives_what_was_asked_for(run: Run) -> None:
    with website.serving() as site:
        feed = FEED.format(home=site.url("/"))
        site.replies |= {"/un": page("Un gué"), "/deux": page("Deux gués"), "/flux": Reply(feed.encode())}
        both = ("--to", "txt", "--allow-private", "--force")
        _, out, _ = run("export", site.url("/flux"), *both)
        assert out == "out/deux-gues/deux-gues.txt\nout/un-gue/un-gue.txt\n"
        assert run("export", site.url("/flux"), *both, "--limit", "1")[1] == "out/deux-gues/deux-gues.txt\n"
        assert run("export", site.url("/flux"), *both, "--since", "2026-01-06")[1] == "out/deux-gues/deux-gues.txt\n"
        code, out, err = run("export", site.url("/flux"), *both, "--since", "2027")
        assert (code, out) == (0, "")
        assert f"nothing new in {site.url('/flux')}" in err


def test_robots_may_be_ignored(run: Run) -> None:
    with website.serving() as site:
        site.replies |= {"/gue": page("Le gué"), "/robots.txt": Reply(b"User-agent: *\nDisallow: /")}
        assert run("read", site.url("/gue"), "--allow-private")[0] == 3
        assert run("read", site.url("/gue"), "--allow-private", "--ignore-robots")[0] == 0
