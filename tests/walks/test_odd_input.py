"""Odd input, sent to every form and every address there is, with the fields and parameters the app is found to take.

Never an answer of 5xx, nothing changed by what is refused, and only clean, bounded text stored by what is not.

Each form and each address is tried a few times only, always in the same way. To try many times and at random:
`INFOVIEW_TEST_EXAMPLES=300 .venv/bin/python -m pytest tests/walks/test_odd_input.py`.
"""

import csv
import io
import os
from urllib.parse import urlencode

from every_page import address, rules
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Text, delete
from whole_database import ANY_REQUEST_WRITES, changed, whole_database

from infoview.db import db, transaction
from infoview.forms import LONGEST_TEXT
from infoview.models import Account, Base
from infoview.prepare import prepare
from infoview.text import clean

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
FEW = 3
MORE = int(os.environ.get("INFOVIEW_TEST_EXAMPLES", "0"))


def tried(strategy, send):
    """Run `send` with some examples of `strategy`, each as a whole page and as a part of one."""
    given(strategy, st.booleans())(
        settings(
            max_examples=MORE or FEW,
            deadline=None,
            derandomize=not MORE,
            database=None,
            suppress_health_check=list(HealthCheck),
        )(send)
    )()


def fields_of(found, endpoint):
    """A strategy for what could be posted there: fitting and odd values, some fields missing, some twice."""
    fields = found.fields(endpoint) or {"none": [""]}
    names = st.sampled_from(sorted(fields)) | st.sampled_from(found.parameters)
    one = names.flatmap(lambda name: st.tuples(st.just(name), odd | st.sampled_from(fields.get(name, ["1"]))))
    missing = st.sets(st.sampled_from(sorted(fields)), max_size=2)
    return st.tuples(missing, st.lists(one, min_size=1, max_size=4)).map(
        lambda both: [
            *(
                (name, value)
                for name, value in found.fitting(endpoint).items()
                if name not in both[0] | dict(both[1]).keys()
            ),
            *both[1],
        ]
    )


def post(browser, path, fields, *, partial=False):
    body = urlencode([("csrf_token", browser.token()), *fields], errors="surrogatepass")
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"} if partial else {}
    return browser.open(
        path, method="POST", data=body, content_type="application/x-www-form-urlencoded", headers=headers
    )


def not_as_kept(before, after):
    """The texts among the rows that are new, and neither clean nor of a length that fields allow."""
    found = []
    for table in Base.metadata.sorted_tables:
        new = set(after.get(table.name, ())) - set(before.get(table.name, ()))
        kept = [column for column in table.columns if column.name != ANY_REQUEST_WRITES.get(table.name)]
        texts = [n for n, column in enumerate(kept) if isinstance(getattr(column.type, "impl", None), Text)]
        values = [row[place] for row in new for place in texts if row[place] is not None]
        found += [(table.name, value[:80]) for value in values if clean(value) != value or len(value) > LONGEST_TEXT]
    return found


def test_odd_forms_are_answered_and_what_is_refused_changes_nothing(app, vera, keeper):
    def try_form(rule):
        def send(fields, partial):
            answer = post(vera.browser(), address(rule, vera.ids), fields, partial=partial)
            answer.close()
            assert answer.status_code < 500, rule
            after = whole_database(app)
            if changed(keeper.rows, after):
                assert answer.status_code < 400 or vera.found.is_saved_bit_by_bit(rule.endpoint), rule
                assert not_as_kept(keeper.rows, after) == [], rule
            keeper.put_back()

        tried(fields_of(vera.found, rule.endpoint), send)

    for rule in rules(app, "POST"):
        try_form(rule)


def test_odd_addresses_are_answered_and_change_nothing(app, vera, keeper):
    browser = vera.browser()
    raw = st.binary(max_size=20).map(lambda octets: "q=" + octets.decode("latin-1"))

    def try_page(rule):
        path, asked = address(rule, vera.ids), sorted(vera.found.asked[rule.endpoint] - {"csrf_token"}) or ["q"]
        names = st.sampled_from(asked) | st.sampled_from(vera.found.parameters)

        def send(query, partial):
            text = query if isinstance(query, str) else urlencode(query, errors="surrogatepass")
            headers = {"HX-Request-Type": "partial"} if partial else {}
            answer = browser.get(path, environ_overrides={"QUERY_STRING": text}, headers=headers)
            answer.close()
            assert answer.status_code < 500, path

        tried(st.lists(st.tuples(names, odd), min_size=1, max_size=3) | raw, send)

    for rule in rules(app, "GET"):
        if rule.endpoint != "static":
            try_page(rule)
    assert changed(keeper.rows, whole_database(app)) == []


def test_odd_files_are_refused_or_shown_and_brought_in(app, vera, keeper):
    cells = st.lists(odd | st.sampled_from(["Ada", "Byron", "5 Mar 2021"]), min_size=1, max_size=4)
    tables = st.lists(cells, min_size=1, max_size=4).map(written)
    named = cells.map(lambda row: written([["Name", "E-mail", "URL", "Note"], row, ["Jane Marcet", *row]]))
    start = st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe", b"PK\x03\x04", b"sep=;\n", b'"'])
    files = st.tuples(start, tables | named | st.binary(max_size=60)).map(b"".join)

    def send(content, partial):
        browser = vera.browser()
        headers = {"X-CSRFToken": browser.token(), **({"HX-Request-Type": "partial"} if partial else {})}
        answer = browser.open(
            "/import",
            method="POST",
            data=UPLOAD % content,
            content_type="multipart/form-data; boundary=b",
            headers=headers,
        )
        assert answer.status_code < 500
        where = answer.headers.get("HX-Redirect", answer.location)
        for act in ("columns", "confirm", "undo") if where else ():
            assert browser.get(where).status_code < 500
            assert browser.get(f"{where}/columns").status_code < 500
            meanings = {"mapping": ["name", "email", "link", "note"]} if act == "columns" else {}
            assert browser.post(f"{where}/{act}", meanings).status_code < 500
        after = whole_database(app)
        assert not_as_kept(keeper.rows, after) == []
        if changed(keeper.rows, after):
            keeper.put_back()

    tried(files, send)


UPLOAD = b'--b\r\nContent-Disposition: form-data; name="file"; filename="people.csv"\r\n\r\n%s\r\n--b--\r\n'


def written(rows):
    """A file of these cells, as a program might write it that does not care."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8", "surrogatepass")


def test_odd_first_accounts_are_refused(app, client):
    with app.app_context(), transaction():
        db.session.execute(delete(Account))
    prepare(app.extensions["settings"])
    browser = app.test_client()
    names = ("code", "email", "name", "password", "zone")

    def send(fields, _partial):
        assert post(browser, "/welcome", fields).status_code in (422, 429), fields

    tried(st.fixed_dictionaries(dict.fromkeys(names, odd)).map(dict.items).map(list), send)


def test_odd_sign_ins_are_refused(stranger):
    names = ("email", "password", "next", "carried")

    def send(fields, _partial):
        assert post(stranger, "/sign-in", fields).status_code in (422, 429), fields

    tried(st.fixed_dictionaries(dict.fromkeys(names, odd)).map(dict.items).map(list), send)
