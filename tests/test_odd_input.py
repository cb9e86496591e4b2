"""Odd input, sent to every route there is: never an answer of 5xx, and nothing changed by what is refused."""

import re
import shutil
from collections import defaultdict
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from every_page import address, make_everything, rules
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from test_pages import everything

from infoview.accounts import devices
from infoview.db import as_owner, db, transaction
from infoview.models import Account
from infoview.prepare import prepare

EXAMPLES = 5
ODD = (
    *("", " ", "\x00", "\ud800", "\u2028", "\u202e", "\x1b[2J", "\r\nSet-Cookie: a=b", "None", "null", "true", "[]"),
    *("-1", "0", "1", "--5", "1e9", "٣", "½", "0x10", "1_000", "9" * 18, "9" * 19, "9" * 5000, "-" + "9" * 30),
    *("1899-12-31", "2201-01-01", "0001-01-01", "9999-12-31", "2026-02-30", "2026-W01-1", "20260101", "24:00", "25:61"),
    *("javascript:alert(1)", "//evil.example.org", "/\\evil.example.org", "http://[", "https://a.b:99999", "mailto:a"),
    *("<script>alert(1)</script>", "{{ 7*7 }}", "%s%n", "%(name)s", "' OR 1=1 --", '"*" NEAR(', "=cmd|' /C calc'!A0"),
    *("a@b", "a@b.c" + "d" * 300, '"a b"@example.org', "é@exämple.org", "../../etc/passwd", "Ada (Babbage & Co, 1)"),
    *("x" * 200_000, "ﷺ" * 5_000, "e" + "\u0301" * 5_000, "word " * 3_000, "a\n" * 5_000, "," * 3_000, "(" * 3_000),
)
odd = st.sampled_from(ODD) | st.text(st.characters(), max_size=30)  # surrogates and unassigned ones too


class Fields(HTMLParser):
    """Collects the forms of a page: what each posts to, the names in it, and values that fit them."""

    def __init__(self):
        super().__init__()
        self.forms = defaultdict(lambda: defaultdict(list))
        self.links = defaultdict(list)
        self.at = self.name = None

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        for name, value in parse_qsl(urlsplit(values.get("href") or "").query):
            self.links[name].append(value)
        if tag == "form":
            self.at = values.get("method", "get"), values.get("action") or ""
        if tag in ("input", "select", "textarea", "button") and values.get("name") and self.at:
            self.name = values["name"]
            self.forms[self.at][self.name].append(values.get("value") or "")
        if tag == "option" and self.name and self.at:
            self.forms[self.at][self.name].append(values.get("value") or "")
        if self.at and (act := values.get("formaction")):
            self.forms["post", act].update(self.forms[self.at])

    def handle_endtag(self, tag):
        if tag == "form":
            self.at = None


@pytest.fixture
def ids(app, account):
    with app.app_context(), as_owner(account):
        return make_everything(account)


@pytest.fixture
def known(app, client, ids):
    """For each endpoint the fields it takes, with values that fit; for "" those of every address."""
    found = defaultdict(lambda: defaultdict(list))
    adapter = app.url_map.bind("localhost")
    for rule in rules(app, "GET"):
        if rule.endpoint == "static":
            continue
        page = Fields()
        page.feed(client.get(address(rule, ids)).text)
        for name, values in page.links.items():
            found[""][name] += values
        for (method, action), fields in page.forms.items():
            path = urlsplit(action).path or address(rule, ids)
            answers = method == "post" and adapter.test(path, "POST")
            endpoint = adapter.match(path, "POST")[0] if answers else ""
            for name, values in fields.items():
                found[endpoint][name] += values
    for fields in found.values():
        fields.pop("csrf_token", None)
    return found


@pytest.fixture
def browsers(app, client, ids, folder):
    """Gives a signed-in browser on the data as it was, again and again."""
    cookie = client.get_cookie("infoview").value
    kept = folder / "kept.sqlite"
    database = folder / "infoview.sqlite"
    with app.app_context():
        db.engine.dispose()  # folds the log into the file
    shutil.copy(database, kept)

    def fresh():
        with app.app_context():
            db.engine.dispose()
        for old in folder.glob("infoview.sqlite*"):
            old.unlink()
        shutil.copy(kept, database)
        browser = app.test_client()
        browser.set_cookie("infoview", cookie)
        return browser

    yield fresh
    kept.unlink()


def fields_of(known, endpoint):
    """A strategy for what could be posted there: fitting and odd values, some fields missing, some twice."""
    fields = known.get(endpoint) or known[""]
    one = st.sampled_from(sorted(fields)).flatmap(
        lambda name: st.tuples(st.just(name), odd | st.sampled_from(fields[name]))
    )
    fitting = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in fields.items()})
    return st.tuples(fitting, st.lists(one, min_size=1, max_size=4)).map(
        lambda both: [(n, v) for n, v in both[0].items() if n not in dict(both[1])] + both[1]
    )


def sent(browser, path, fields, *, partial=False):
    body = urlencode([("csrf_token", browser.token()), *fields], errors="surrogatepass")
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"} if partial else {}
    form = {"content_type": "application/x-www-form-urlencoded", "headers": headers}
    return browser.open(path, method="POST", data=body, **form)


def tried(strategy, send):
    """Run `send` with some examples of `strategy`."""
    given(strategy, st.booleans())(
        settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )(send)
    )()


def test_odd_forms_are_answered_and_what_is_refused_changes_nothing(app, account, ids, known, browsers):
    def try_form(rule):
        browser, path = browsers(), address(rule, ids)
        state = [everything(app, account)]

        def send(fields, partial):
            answer = sent(browser, path, fields, partial=partial)
            answer.close()
            assert answer.status_code < 500, rule
            after = everything(app, account)
            assert answer.status_code < 400 or after == state[0], rule
            state[0] = after

        tried(fields_of(known, rule.endpoint), send)

    for rule in rules(app, "POST"):
        try_form(rule)


def test_odd_queries_are_answered_and_change_nothing(app, account, ids, known, browsers):
    browser, before = browsers(), everything(app, account)
    pairs = st.lists(st.tuples(st.sampled_from(sorted(known[""])), odd), min_size=1, max_size=3)
    raw = st.binary(max_size=20).map(lambda octets: "q=" + octets.decode("latin-1"))

    def try_page(path):
        def send(query, partial):
            text = query if isinstance(query, str) else urlencode(query, errors="surrogatepass")
            headers = {"HX-Request-Type": "partial"} if partial else {}
            answer = browser.get(path, environ_overrides={"QUERY_STRING": text}, headers=headers)
            answer.close()
            assert answer.status_code < 500, path

        tried(pairs | raw, send)

    for rule in rules(app, "GET"):
        if rule.endpoint != "static":
            try_page(address(rule, ids))
    assert everything(app, account) == before


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
    before = everything(app, account)
    headers = {"X-CSRFToken": client.token()}

    for path in ("/import", "/contacts", "/profile"):
        answer = client.open(path, method="POST", data=BytesIO(body), content_type=kind, headers=headers)
        assert 400 <= answer.status_code < 500 or path == "/import", (path, answer.status_code)
        assert answer.status_code < 500, path

    if b"filename" not in body:
        assert everything(app, account) == before


def test_odd_first_accounts_are_refused(app, client, folder):
    with app.app_context(), transaction():
        db.session.execute(delete(Account))
    prepare(app.extensions["settings"])
    browser = app.test_client()
    names = ("code", "email", "name", "password", "zone")

    def send(fields, _partial):
        answer = sent(browser, "/welcome", fields)
        assert answer.status_code in (409, 422), fields

    tried(st.fixed_dictionaries(dict.fromkeys(names, odd)).map(dict.items).map(list), send)


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
