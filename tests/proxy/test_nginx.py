"""What a user of an instance behind nginx meets: signing in, cookies, moves, uploads, refusals."""

import gzip
import re
import socket
import urllib.error
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from linkedin_files import ADA, linkedin
from proxy.hosted import DEPLOY, FIRST, addresses_counted
from real_server import ROOT

MEGABYTE = 1024 * 1024
SIGN_IN = {"email": FIRST["email"], "password": FIRST["password"]}


class NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def test_cookies_go_to_this_app_by_https_only_and_not_to_its_scripts(hosted, ids):
    visitor = hosted.visitor()
    visitor.get("/sign-in")

    answer = visitor.post("/sign-in", SIGN_IN)
    visitor.post("/theme", {"theme": "dark"}, token_of="/profile")

    path, prefix = hosted.path or "/", "__Secure-" if hosted.path else "__Host-"
    assert (answer.status, answer.headers["Location"]) == (303, f"{hosted.path}/")
    assert set(visitor.cookies_set) == {f"{prefix}infoview", f"{prefix}infoview_form", "theme"}
    for name, attributes in visitor.cookies_set.items():
        said = {part.strip() for part in attributes.split(";") if not part.strip().startswith(("Expires", "Max-Age"))}
        assert said == {"Secure", "SameSite=Lax", f"Path={path}"} | ({"HttpOnly"} if name != "theme" else set()), name


def test_who_comes_by_http_is_sent_to_https(hosted):
    if hosted.path:
        pytest.skip("the site around it decides that")

    with pytest.raises(urllib.error.HTTPError) as sent:
        build_opener(NoRedirect).open(f"{hosted.plain}/people?q=ada", timeout=60)

    assert (sent.value.code, sent.value.headers["Location"]) == (301, f"{hosted.public}/people?q=ada")
    sent.value.close()


def test_the_path_without_its_slash_leads_to_the_app_and_others_do_not(hosted):
    if not hosted.path:
        pytest.skip("there is no path")
    visitor = hosted.visitor()

    assert visitor.fetch(hosted.path).headers["Location"] == f"{hosted.public}/"
    assert visitor.fetch("/").text == visitor.fetch("/sign-in").text == "what was there already"


def test_a_sign_in_of_htmx_leads_on_by_its_own_header(hosted, vera):
    answer = vera.post("/theme", {"theme": "light", "next": f"{hosted.path}/people"}, token_of="/profile", partial=True)

    assert (answer.status, answer.headers["HX-Redirect"]) == (200, f"{hosted.path}/people")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "{origin}"}, 303),
        ({"Origin": "{inside}"}, 403),
        ({"Origin": "https://evil.example.org"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://evil.example.org", "X-Forwarded-Host": "evil.example.org"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "{origin}"}, 403),
    ],
)
def test_a_change_comes_from_the_public_address_or_not_at_all(hosted, vera, headers, status):
    origin = hosted.public.removesuffix(hosted.path)
    sent = {name: value.format(origin=origin, inside=hosted.inside) for name, value in headers.items()}

    assert vera.post("/theme", {"theme": "dark"}, token_of="/profile", headers=sent).status == status


def test_a_change_from_another_site_is_refused_however_large_it_is(hosted, vera):
    form = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "cross-site"}

    answer = vera.fetch(f"{hosted.path}/people/board", "POST", b"contact=" + b"1" * 13 * MEGABYTE, form)

    assert (answer.status, "· infoview</title>" in answer.text) == (403, True)


def test_what_a_visitor_claims_of_where_they_came_from_and_to_counts_for_nothing(hosted, ids):
    visitor = hosted.visitor(source="127.0.0.2")
    claims = {
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Host": "evil.example.org",
        "X-Forwarded-Prefix": "/evil",
        "X-Forwarded-Proto": "http",
        "X-Forwarded-Port": "81",
        "X-Real-IP": "203.0.113.9",
        "Forwarded": "for=203.0.113.9;host=evil.example.org;proto=http",
        "X-Script-Name": "/evil",
        "Script-Name": "/evil",
    }

    asked = visitor.get("/people?q=ada", headers=claims)
    page = visitor.get("/sign-in", headers=claims)
    wrong = visitor.post("/sign-in", {**SIGN_IN, "password": "wrong"}, headers=claims)

    assert asked.headers["Location"] == f"{hosted.path}/sign-in?next={hosted.path}/people?q%3Dada"
    assert "Secure" in page.headers["Set-Cookie"]
    assert wrong.status == 422
    assert not re.search("evil|203", page.text + wrong.text)
    assert "address:127.0.0.2" in addresses_counted(hosted)
    assert not [subject for subject in addresses_counted(hosted) if "203.0" in subject]


def test_a_file_as_large_as_the_app_takes_comes_through(hosted, vera):
    rows = [(f"Ada{n}", *ADA[1:5], "x" * 9400, ADA[6]) for n in range(1100)]
    content = linkedin(*rows)
    content = content.replace(b"x", b"x" * (1 + 10 * MEGABYTE - len(content)), 1)

    answer = vera.upload("/import", content)

    assert len(content) == 10 * MEGABYTE
    assert answer.status == 303
    assert answer.headers["Location"].startswith(f"{hosted.path}/imports/")


@pytest.mark.parametrize("size", [11, 13, 38])
def test_a_file_larger_than_that_is_refused_by_a_page_of_the_app(hosted, vera, size):
    answer = vera.upload("/import", b"a" * size * MEGABYTE)

    assert answer.status == (422 if size < 12 else 413)
    assert "· infoview</title>" in answer.text
    assert answer.headers["Content-Security-Policy"]


def test_the_app_lets_a_sender_finish_before_it_refuses(hosted):
    """A web server in front that cannot finish sending would show an error of its own instead of our page."""
    host, port = hosted.inside.removeprefix("http://").split(":")
    size = 38 * MEGABYTE
    with socket.create_connection((host, int(port)), timeout=60) as connection:
        connection.sendall(
            f"POST {hosted.path}/sign-in HTTP/1.0\r\nHost: localhost\r\nContent-Length: {size}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\n".encode()
        )
        for _ in range(size // MEGABYTE):
            connection.sendall(b"a" * MEGABYTE)
        answer = connection.makefile("rb").read()

    assert answer.startswith((b"HTTP/1.0 413 ", b"HTTP/1.1 413 "))


def test_answers_keep_the_headers_of_the_app(hosted, vera):
    pages = {page: vera.get(page, {"Accept-Encoding": "gzip"}) for page in ("/people", "/nowhere", "/people?q=ada")}

    for page, answer in pages.items():
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'"), page
        assert answer.headers["Cache-Control"] == "no-store", page
        assert answer.headers.get_all("Content-Encoding", []) == (["gzip"] if page == "/people" else []), page
    assert gzip.decompress(pages["/people"].body).lstrip().startswith(b"<!doctype html>")


def test_a_page_whose_size_would_tell_a_secret_is_not_compressed_by_the_web_server(hosted, vera):
    answer = vera.get("/people?q=ada", {"Accept-Encoding": "gzip"})

    assert (answer.status, answer.headers["Content-Encoding"]) == (200, None)
    assert b'name="csrf_token"' in answer.body


def test_the_web_server_waits_longer_than_the_app_takes():
    app = int(re.search(r"^timeout = (\d+)", (ROOT / "gunicorn.conf.py").read_text(), re.M)[1])
    for name in ("nginx.conf", "nginx-sub-path.conf"):
        assert int(re.search(r"proxy_read_timeout (\d+)s;", (DEPLOY / name).read_text())[1]) > app


def test_what_is_searched_for_is_not_in_the_log_of_the_web_server(hosted, vera):
    vera.get("/people?q=a-name-nobody-else-has")
    vera.get("/health")  # on the same connection: what came before it is in the log by now

    log = hosted.folder.parent / "access.log"
    assert "a-name-nobody-else-has" not in log.read_text()
