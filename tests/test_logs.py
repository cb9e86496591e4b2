"""The log tells what happened, and nothing of what anybody typed, was given or keeps secret."""

import logging
import re
import signal
import socket
import sys
import warnings
from contextlib import closing, suppress
from urllib.parse import urlencode, urlsplit

import pytest
from every_page import rules
from real_browser import RealBrowser
from real_server import running, wait_until

from infoview import logs
from infoview.sqlite import driver

WORD = "Canarybird"
PASSWORD = f"{WORD} sings at noon"
NAMES = """
    full_name given_name family_name address_as title place body subject learned line q person name email new_email
    phone link organization career tag pitch background exploring sign_off zone language code password new_password
    stage kind next until day reason answer found_text once seen version carried theme before filename mapping
"""
ENDS = {"accounts.sign_out", "accounts.sign_device_out"}
FIELDS = NAMES.split()
CSV = f"Name,Company,Email Address\n{WORD} Byron,{WORD} Works,{WORD}@example.org\n,{WORD},\n".encode()
EVENTS = (
    "INFO Started: infoview",
    "INFO Signed in: account 1",
    "INFO Refused a sign-in: account 1",
    "INFO Refused a sign-in: no such account",
    "WARNING Too many attempts to sign in for one account",
    "WARNING A request that is no proper HTTP",
    "ERROR GET people.show answered 500: LookupError",
    "ERROR POST people.create answered 503: FileNotFoundError",
    "ERROR POST people.create answered 503: DatabaseError SQLITE_NOTADB",
    "INFO Stopped",
)
LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ (INFO|WARNING|ERROR) \S.*")


def first_account(url, code):
    browser = RealBrowser(url)
    browser._fetch_token("/welcome")
    account = {"name": WORD, "email": f"{WORD}@example.org", "password": PASSWORD}
    assert browser.post("/welcome", {**account, "code": f"{WORD}-code"}).status == 422
    assert browser.post("/welcome", {**account, "code": code}).status == 303
    browser._fetch_token("/profile")
    return browser


def type_it_everywhere(app, browser):
    """Put the word into every path, parameter and field there is."""
    assert browser.post("/contacts", {"full_name": f"{WORD} Byron", "title": WORD, "once": WORD}).status == 303
    assert browser.post("/contacts/1/notes", {"body": f"{WORD} loves punched cards", "day": "2026-01-05"}).status == 303
    assert browser.upload("/import", CSV).status == 303
    assert browser.get(f"/people?q={WORD}").status == 200
    for method in ("GET", "POST"):
        for rule in rules(app, method):
            path = re.sub(r"<\w*:?\w+>", WORD, re.sub(r"<int:\w+>", "1", rule.rule))
            fields = dict.fromkeys(FIELDS, WORD)
            if method == "GET":
                browser.get(f"{path}?{urlencode(fields)}")
            elif rule.endpoint not in ENDS:
                browser.post(path, fields)
                browser.post(f"{path}?x={WORD}", {"csrf_token": WORD})
    browser.get(f"/nowhere/{WORD}")


def come_in_and_be_refused(url):
    known = RealBrowser(url)
    known._fetch_token("/sign-in")
    assert known.post("/sign-in", {"email": f"{WORD}@example.org", "password": PASSWORD}).status == 303
    stranger = RealBrowser(url)
    stranger.cookies = {"infoview": f"{WORD}-token", "infoview_form": WORD}
    stranger.get(f"/people?q={WORD}")
    stranger._fetch_token("/sign-in")
    for _ in range(12):
        stranger.post("/sign-in", {"email": f"{WORD}@example.org", "password": f"{WORD} guess"})
    stranger.post("/sign-in", {"email": f"nobody-{WORD}@example.org", "password": f"{WORD} guess"})


def speak_no_http(url):
    host = urlsplit(url).hostname, urlsplit(url).port
    for said in (
        f"{WORD}\r\n\r\n",
        f"GET /people?q={WORD} HTTP/9.{WORD}\r\n\r\n",
        f"GET / HTTP/1.1\r\nBad {WORD}: x\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: a\r\nX: {WORD}{'x' * 9000}\r\n\r\n",
        f"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: {WORD}\r\n\r\n",
        f"POST /sign-in HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n{WORD}\r\n",
    ):
        with socket.create_connection(host, timeout=10) as plug, suppress(OSError):
            plug.sendall(said.encode())
            plug.recv(1000)


def fail(browser, folder):
    """Have the app fail: on a value nobody reckons with, without its database, on one that is none."""
    database = folder / "infoview.sqlite"
    with closing(driver.connect(str(database), isolation_level=None)) as other:
        other.execute("UPDATE contacts SET deleted_at = NULL, stage = ?", (f"{WORD} of no known stage",))
    statuses = [browser.get("/contacts/1").status]
    database.rename(folder / "aside")
    statuses.append(browser.post("/contacts", {"full_name": WORD, "once": "a"}).status)
    database.write_bytes(f"no database of {WORD} ".encode() * 20_000)
    statuses += [browser.post("/contacts", {"full_name": WORD, "once": key}).status for key in ("b", "c")]
    return statuses


def test_no_word_that_was_typed_no_token_and_no_key_stands_in_the_log(tmp_path, app):
    data, said = tmp_path / "data", tmp_path / "said"
    with said.open("w") as log, running(data, log=log) as (url, server):
        assert wait_until(lambda: "INFO Started" in said.read_text())
        code = re.search("^Code: (.*)$", said.read_text(), re.M)[1]  # printed on purpose, once
        browser = first_account(url, code)
        secrets = {*browser.cookies.values(), browser.token}
        type_it_everywhere(app, browser)
        secrets |= {*browser.cookies.values(), browser.token, (data / "secret_key").read_text().strip()}
        come_in_and_be_refused(url)
        speak_no_http(url)
        statuses = fail(browser, data)
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=60)

    welcome, lines = [], said.read_text().splitlines()
    while not lines[0].endswith("mode"):
        welcome.append(lines.pop(0))
    told = "\n".join(lines)
    assert statuses == [500, 503, 503, 503]
    assert WORD.lower() not in told.lower()
    assert [secret for secret in secrets if secret and secret in "\n".join((told, *welcome))] == []
    assert "example.org" not in told and "127.0.0.1" not in told and code not in told
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert [event for event in EVENTS if event not in told] == []
    assert list(data.rglob("*.log")) == []


@pytest.fixture
def line():
    """Return a function that formats an event as the log does."""

    def line(message, *args, name="infoview", problem=None):
        told = (type(problem), problem, problem.__traceback__) if problem else None
        return logs.Line().format(logging.LogRecord(name, logging.ERROR, "", 0, message, args, told))

    return line


def raised():
    try:
        raise KeyError("Ada Byron")
    except KeyError as problem:
        return problem


def test_an_error_is_told_by_its_kind_and_places_not_by_its_words(line):
    told = line("It failed", problem=raised())

    assert re.fullmatch(r"\S+Z ERROR It failed: KeyError at \S+test_logs\.py:\d+", told)


def test_an_event_is_one_line_whatever_is_in_it(line):
    assert line("a\n%s", "b\r\nERROR c").endswith("ERROR a b ERROR c")


def test_a_warning_of_a_library_is_told_without_its_words(line):
    text = warnings.formatwarning("about Ada Byron", UserWarning, "some.py", 7, "call('Ada Byron')")

    assert line("%s", text, name="py.warnings").endswith("ERROR some.py:7: UserWarning")


def test_what_goes_well_and_what_goes_wrong_are_told_apart(capsys):
    root, before, hook = logging.getLogger(), logging.getLogger().handlers, sys.unraisablehook
    try:
        logs.set_up()
        logs.log.info("well")
        logs.log.warning("not so well")
        logging.getLogger("sqlalchemy.pool").error("at all", exc_info=raised())
    finally:
        root.handlers, sys.unraisablehook = before, hook
        logging.captureWarnings(False)
        logs.log.setLevel(logging.NOTSET)
    printed = capsys.readouterr()

    assert [line.split(" ", 1)[1] for line in printed.out.splitlines()] == ["INFO well"]
    assert [line.split()[1] for line in printed.err.splitlines()] == ["WARNING", "ERROR"]
    assert "Ada" not in printed.err
