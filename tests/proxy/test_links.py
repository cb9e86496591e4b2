"""Every address the app gives away leads back to it through the web server: pages, parts, styles, refusals, headers."""

import re
from urllib.parse import urlsplit

from every_page import address, rules
from proxy.links import Found, links

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


def leads_astray(found, hosted):
    """Whether an address of ours is not under the public one; the links of a message lead elsewhere on purpose."""
    parts = urlsplit(found.url)
    if parts.scheme in ("mailto", "tel", "sms", "javascript"):  # the last is the bookmarklet
        return False
    is_ours = parts.hostname in (None, "localhost", "127.0.0.1", "0.0.0.0") or parts.netloc == "infoview.example.org"
    return is_ours and not found.url.startswith(f"{hosted.public}/")


def kind(found):
    """What addresses have in common that differ only in whose row they are about."""
    return found.method, re.sub(r"[0-9]+", "0", urlsplit(found.url).path), bool(urlsplit(found.url).query)


def test_every_address_lies_under_the_public_one_and_answers(hosted, vera, ids):
    with hosted.app() as app:
        pages = sorted({hosted.path + address(rule, ids) for rule in rules(app, "GET")})
        # Without a row of its kind an address cannot be filled; such a page would be missing here.
        assert len(pages) > 30
    waiting = {Found("GET", hosted.public.removesuffix(hosted.path) + page) for page in pages}
    asked, astray, dead = {kind(one) for one in waiting}, {}, {}

    while waiting:
        one = waiting.pop()
        target = one.url.removeprefix(hosted.public.removesuffix(hosted.path))
        found = set()
        # Parts are made of what pages are made of; under a path, where a link can go astray, they are asked for too.
        has_parts = hosted.path and one.method == "GET" and "/static/" not in one.url
        for headers in ({}, PARTIAL) if has_parts else ({},):
            answer = vera.fetch(target, one.method, headers=headers)
            found |= links(answer, one.url)
            # A form without its token is refused before anything else: 400 says that its address is there.
            if answer.status not in ((200, 303) if one.method == "GET" else (400,)):
                dead[one] = answer.status
        for link in found:
            if leads_astray(link, hosted):
                astray[link] = one
            elif link.method and link.url.startswith(f"{hosted.public}/") and kind(link) not in asked:
                asked.add(kind(link))
                waiting.add(link)

    del dead[Found("GET", f"{hosted.public}/welcome")]  # there is an account
    assert (astray, dead) == ({}, {})
    reached = {path.removeprefix(hosted.path) for _, path, _ in asked}
    assert {"/board", "/static/css/base.css", "/static/js/keys.js", "/contacts/0/stage", "/sign-out"} <= reached
    assert any(path.startswith("/static/fonts/") for path in reached)  # named by a style sheet only


def test_the_addresses_in_refusals_lie_under_the_public_one(hosted, vera, ids):
    stranger, path = hosted.visitor(), hosted.path
    refused = {
        (404, vera.get("/nowhere")),
        (400, vera.fetch(f"{path}/people/board", "POST")),
        (403, vera.fetch(f"{path}/people/board", "POST", headers={"Origin": "https://evil.example.org"})),
        (401, stranger.fetch(f"{path}/people/board", "POST")),
        (413, vera.upload("/import", bytes(13 * 1024 * 1024))),
    }

    for status, answer in refused:
        found = links(answer, f"{hosted.public}/people/board")
        assert answer.status == status
        assert found
        assert not [link for link in found if leads_astray(link, hosted)], status


def test_what_the_start_prints_is_the_public_address(hosted):
    told = [line for line in hosted.printed if "http" in line]

    assert told[0] == f"infoview is at {hosted.public}/"
    assert told[1].endswith(f" {hosted.public}/welcome")
    assert not told[2:]
