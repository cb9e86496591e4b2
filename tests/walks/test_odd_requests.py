"""Requests that no browser of ours would send: odd headers, bodies, addresses. Never an answer of 5xx."""

import re
import socket
from io import BytesIO
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from every_page import address, make_everything, rules
from real_server import running
from whole_database import changed, whole_database

from infoview.accounts import devices
from infoview.db import as_owner, db


@pytest.fixture
def ids(app, account):
    with app.app_context(), as_owner(account):
        return make_everything(account)


@pytest.mark.parametrize("value", ["", "http://[", "\xff\xfe", "é", "x" * 9000, "//evil.example.org/a", "a=b; =; ;;"])
def test_odd_headers_are_answered(client, value):
    names = ("HX-Current-URL", "Referer", "Origin", "Host", "Cookie", "Accept-Language", "User-Agent", "Sec-Fetch-Site")
    for name in names:
        assert client.get("/drafts", headers={name: value, "HX-Request-Type": "partial"}).status_code < 500, name
        assert client.post("/theme", {"next": "/people"}, headers={name: value}).status_code < 500, name


BOUNDARY = "multipart/form-data; boundary=b"
FILE = b'--b\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n\r\nName\r\nAda Byron\r\n--b--\r\n'


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (BOUNDARY, b""),
        (BOUNDARY, b"--b"),
        (BOUNDARY, FILE[:40]),
        (BOUNDARY, FILE % b'a"; x="\r\nX: y'),
        (BOUNDARY, FILE % b"../../\x00\xff.csv"),
        (BOUNDARY, FILE % (b"n" * 5000)),
        (BOUNDARY, b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n' * 2000 + b"--b--"),
        (
            BOUNDARY,
            b"--b\r\nContent-Disposition: form-data\r\nContent-Type: text/plain; charset=nope\r\n\r\nb\r\n--b--",
        ),
        ("multipart/form-data", FILE % b"a.csv"),
        ("multipart/form-data; boundary=" + "b" * 500, FILE % b"a.csv"),
        ("application/json", b'{"csrf_token": 1}'),
        ("application/x-www-form-urlencoded; charset=utf-16", b"%ff=%fe&&&=&a"),
        ("nonsense", b"\x00\xff"),
    ],
)
def test_odd_bodies_are_refused_and_change_nothing(app, client, account, kind, body):
    before = whole_database(app)
    headers = {"X-CSRFToken": client.token()}

    for path in ("/import", "/contacts", "/profile"):
        answer = client.open(path, method="POST", data=BytesIO(body), content_type=kind, headers=headers)
        assert 400 <= answer.status_code < 500 or path == "/import", (path, answer.status_code)
        assert answer.status_code < 500, path

    if b"filename" not in body:
        assert changed(before, whole_database(app)) == []


@pytest.mark.parametrize(
    "carried", ['{"path": "/board", "fields": [["a", "\\ud800"]]}', "[" * 9000, '{"path": []}', "1"]
)
def test_an_odd_form_carried_through_a_sign_in_is_answered(stranger, carried):
    typed = {"email": "vera@example.org", "password": "seven quiet lanterns", "carried": carried}

    assert stranger.post("/sign-in", typed).status_code in (200, 303)


def test_a_once_key_of_any_length_is_answered_once(client, ids):
    typed = {"body": "Likes looms", "day": "2026-01-05", "once": "k" * 300}
    first, second = (client.post(f"/contacts/{ids['contact_id']}/notes", typed) for _ in range(2))

    assert first.location == second.location
    assert client.get(first.location).text.count("Likes looms") == 1


def test_a_form_corrected_and_sent_again_is_another_answer(client, ids):
    typed = {"body": "Likes looms", "day": "2026-01-05", "once": "the same key"}
    answer = client.post(f"/contacts/{ids['contact_id']}/notes", typed)
    client.post(f"/contacts/{ids['contact_id']}/notes", {**typed, "body": "Likes looms and poems"})

    assert "Likes looms and poems" in client.get(answer.location).text


def test_a_device_that_signed_in_is_known_by_its_hash_only(app, client):
    cookie = client.get_cookie("infoview").value

    assert not any(
        cookie in str(path.read_bytes()) for path in app.extensions["settings"].data.glob("infoview.sqlite*")
    )
    assert re.fullmatch(r"[\w-]{43}", cookie) and devices.token_hash(cookie) != cookie


@pytest.mark.parametrize("after", ["--5", "-", "٣", "9" * 30, "-" + "9" * 18, "1e3"])
def test_an_odd_place_in_a_column_is_answered(client, after):
    assert client.get("/board/met", query_string={"after": after}).status_code == 200


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/contacts", {"full_name": "Ada", "found_by": " ", "warmth": "\t", "stage": " ", "ease": " "}),
        ("/contacts/1/talked", {"day": "2026-01-05", "mode": " "}),
        ("/contacts/1/drafts/request/file", {"subject": "é" * 5_000, "body": "x"}),
    ],
)
def test_a_choice_of_nothing_but_space_or_a_line_without_end_is_answered(client, ids, path, typed):
    assert client.post(path, typed).status_code in (303, 422)


ODD_PATHS = (
    *(
        "/%ff",
        "/%00",
        "/contacts/%00",
        "/contacts/1%00",
        "/board/%ed%a0%80",
        "/board/met%0d%0aX:%20y",
        "/contacts/1%2f2",
    ),
    *(
        "//elsewhere.example.org",
        "/\\elsewhere.example.org",
        "/contacts//1",
        "/contacts/1/",
        "/./board",
        "/%2e%2e/board",
    ),
    *(
        "/static/../pyproject.toml",
        "/static/..%2f..%2fpyproject.toml",
        "/static/%2fetc/passwd",
        "/static/css",
        "/static/%00",
    ),
    *(
        "/static/css/tokens.css%00.png",
        "/contacts/1;a=b",
        "/" + "a" * 60_000,
        "/contacts/" + "1" * 6_000,
        "/é",
        "/\U0001f989",
    ),
    *("/changes/' OR 1=1 --/undo", "/contacts/1/drafts/__class__", "/contacts/1/facts/_name", "/board/Stage.MET"),
)


@pytest.mark.parametrize("whose", ["stranger", "client"])
def test_odd_paths_are_answered_and_lead_nowhere(request, whose, ids):
    browser = request.getfixturevalue(whose)
    for path in ODD_PATHS:
        for method in ("GET", "POST"):
            with browser.open(path, method=method) as answer:
                assert 300 <= answer.status_code < 500, (path, answer.status_code)
                assert "elsewhere.example.org" not in answer.headers.get("Location", "").partition("?")[0], path
                assert "X" not in answer.headers, path


def test_a_form_of_ten_thousand_fields_is_too_large_for_anybody(app, client, stranger, ids):
    before = whole_database(app)
    body = "&".join(f"field{number}={number}" for number in range(10_000))
    for browser in (client, stranger):
        headers = {"X-CSRFToken": browser.token()}
        for path in ("/contacts", "/sign-in", "/careers", "/nowhere"):
            form = {"data": body, "content_type": "application/x-www-form-urlencoded", "headers": headers}
            answer = browser.open(path, method="POST", **form)
            assert answer.status_code == 413, path
            assert "field9" not in answer.text, path

    assert changed(before, whole_database(app)) == []


def test_a_form_of_three_million_letters_is_too_large_for_anybody(client, stranger):
    for browser in (client, stranger):
        for path in ("/contacts", "/sign-in"):
            assert browser.post(path, {"body": "x" * 3_000_000}).status_code == 413


def test_a_field_sent_twice_is_answered(app, vera, keeper):
    for rule in rules(app, "POST"):
        typed = {name: [value, value, "x"] for name, value in vera.found.fitting(rule.endpoint).items()}
        assert vera.browser().post(address(rule, vera.ids), typed).status_code < 500, rule
        keeper.put_back()


def test_other_kinds_of_content_are_refused_everywhere_and_change_nothing(app, vera, keeper):
    for rule in rules(app, "POST"):
        if rule.endpoint == "accounts.sign_out":
            continue
        for kind, body in (("application/json", b'{"a": [1, {"b": null}]}'), ("text/plain", b"a=b"), ("", b"\x00\xff")):
            answer = vera.browser().open(address(rule, vera.ids), method="POST", data=body, content_type=kind)
            assert 400 <= answer.status_code < 500, (rule, kind)

    assert changed(keeper.rows, whole_database(app)) == []


RAW = (
    b"GET / HTTP/1.1\r\nHost: a\r\nCookie: " + b"a" * 100_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: y\r\n" % number for number in range(2_000)) + b"\r\n",
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\x00b\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\nabc",
    b"POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\nabcde",
    b"POST /sign-in HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n",
    b"POST /sign-in HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
    b"POST /sign-in HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 99999999\r\n\r\n",
    b"GET /board HTTP/1.1\r\nHost: [::1\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
)


def test_the_real_server_survives_what_is_hardly_a_request(app, folder):
    with app.app_context():
        db.engine.dispose()
    with running(folder) as (url, server):
        for octets in RAW:
            answer = said(urlsplit(url).port, octets)
            assert not re.match(rb"HTTP/1.. 5(?!05)", answer), (octets[:80], answer[:200])
            assert urlopen(f"{url}/health", timeout=60).read() == b"ok\n", octets[:80]
        assert server.poll() is None


def said(port, octets):
    """What the server says to these octets before it closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        try:
            line.sendall(octets)
            line.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: line.recv(65536), b""))
        except OSError:
            return b""
