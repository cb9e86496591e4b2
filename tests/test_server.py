"""The server: how it starts, refuses, answers and stops."""

import re
import signal
import socket
from urllib.request import Request, urlopen

import pytest
from real_server import LONGEST_START, free_port, running, started


def refused(folder, **settings):
    server = started(folder, **settings)
    out, errors = server.communicate(timeout=LONGEST_START)
    return server.returncode, out, errors.splitlines()


def test_the_first_start_makes_a_private_folder_and_prints_the_first_code(tmp_path):
    folder = tmp_path / "my data: 100 %, really? #1"

    with running(folder) as (url, server):
        health = urlopen(f"{url}/health").read()
        welcome = urlopen(f"{url}/welcome").status
        server.send_signal(signal.SIGTERM)
        out, errors = server.communicate(timeout=10)

    assert (health.strip(), welcome, server.returncode, errors) == (b"ok", 200, 0, "")
    assert f"infoview is at {url}/\n" in out
    assert re.search(r"^Code: (\w{4}-){3}\w{4}$", out, re.M)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir() if path.is_file()} == {0o600}


def test_a_server_that_was_killed_starts_again_on_the_same_data(tmp_path):
    with running(tmp_path) as (_, server):
        server.kill()
    key = (tmp_path / "secret_key").read_text()

    with running(tmp_path) as (url, _):
        assert urlopen(f"{url}/health").read().strip() == b"ok"
    assert (tmp_path / "secret_key").read_text() == key


def test_forwarded_headers_of_a_stranger_count_for_nothing(tmp_path):
    with running(tmp_path) as (url, _):
        asked = Request(f"{url}/welcome", headers={"X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example"})
        answer = urlopen(asked)

        assert "Secure" not in (answer.headers["Set-Cookie"] or "")
        assert b"evil.example" not in answer.read()


def test_a_port_that_is_taken_is_said_in_one_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        code, out, errors = refused(tmp_path / "data", PORT=str(taken.getsockname()[1]))

    assert (code, out, len(errors)) == (1, "", 1)
    assert "in use" in errors[0]
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"PORT": "eighty"}, "PORT"),
        ({"HOST": "0.0.0.0"}, "INFOVIEW_URL"),
        ({"HOST": "a..b", "INFOVIEW_URL": "http://a.example.org"}, "HOST"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_line_that_names_it(tmp_path, settings, named):
    code, out, errors = refused(tmp_path / "data", **settings)

    assert (code, out, len(errors)) == (1, "", 1)
    assert errors[0].startswith("infoview cannot start: ") and named in errors[0]
    assert not (tmp_path / "data").exists()


def test_a_damaged_database_stops_the_start_and_is_left_as_it_was(tmp_path):
    (tmp_path / "infoview.sqlite").write_text("not a database")

    code, _, errors = refused(tmp_path, PORT=str(free_port()))

    assert (code, len(errors)) == (1, 1)
    assert (tmp_path / "infoview.sqlite").read_text() == "not a database"
