"""The Caddyfile: what matters most of what nginx is tested for, where Caddy is installed."""

import re
import shutil
import subprocess

import pytest
from linkedin_files import ADA, linkedin
from proxy.hosted import DEPLOY, FIRST, Hosted, addresses_counted, make_certificate, printed_lines, serving
from real_server import free_port, running

MEGABYTE = 1024 * 1024
AROUND = """
{{
    admin off
    auto_https disable_redirects
    storage file_system {folder}
}}
"""


def caddyfile(path, public, inside, certificate, key, folder):
    """deploy/Caddyfile with names, ports and certificate filled in; for a path, its second half."""
    root, _, under = (DEPLOY / "Caddyfile").read_text().partition("# Under a path")
    text = re.sub(r"^# ?", "", under.partition("\n#\n")[2], flags=re.M) if path else root
    text = text.replace("… what is there already …", 'respond "what was there already"').replace("/infoview", path)
    site = public.removesuffix(path)
    text, count = re.subn(r"^(infoview\.)?example\.org \{", f"{site} {{\n\ttls {certificate} {key}", text, flags=re.M)
    assert count == 1
    assert "127.0.0.1:8000" in text
    return AROUND.format(folder=folder) + text.replace("127.0.0.1:8000", inside.removeprefix("http://"))


@pytest.fixture(scope="module", params=["", "/infoview"], ids=["at the root", "under a path"])
def hosted(request, tmp_path_factory):
    caddy = shutil.which("caddy") or pytest.skip("needs caddy")
    folder, port, path = tmp_path_factory.mktemp("caddy"), free_port(), request.param
    certificate, key = make_certificate(folder)
    public, config = f"https://localhost:{port}{path}", folder / "Caddyfile"
    with running(folder / "data", INFOVIEW_URL=public, INFOVIEW_PROXIES="1") as (inside, server):
        config.write_text(caddyfile(path, public, inside, certificate, key, folder))
        command = [caddy, "run", "--adapter", "caddyfile", "--config", config]
        subprocess.run([caddy, "validate", *command[2:]], check=True, capture_output=True, timeout=60)
        with serving(command, port, config):
            lines = list(printed_lines(server.stdout))
            instance = Hosted(public, "", path, inside, folder / "data", lines, certificate)
            yield instance
            for visitor in instance.visitors:
                visitor.connection.close()


@pytest.fixture(scope="module")
def vera(hosted):
    hosted.fill()
    visitor = hosted.visitor()
    answer = visitor.post("/sign-in", {"email": FIRST["email"], "password": FIRST["password"]})
    assert (answer.status, answer.headers["Location"]) == (303, f"{hosted.path}/")
    return visitor


def test_signing_in_sets_secure_cookies_and_pages_come_compressed_once(hosted, vera):
    prefix = "__Secure-" if hosted.path else "__Host-"
    answer = vera.get("/people", {"Accept-Encoding": "gzip"})

    assert all("Secure" in attributes for attributes in vera.cookies_set.values())
    assert f"{prefix}infoview" in vera.cookies_set
    assert (answer.status, answer.headers.get_all("Content-Encoding")) == (200, ["gzip"])
    assert answer.headers["Cache-Control"] == "no-store"
    assert vera.get("/people?q=ada", {"Accept-Encoding": "gzip"}).headers["Content-Encoding"] is None


def test_the_path_without_its_slash_leads_to_the_app_and_others_do_not(hosted):
    if not hosted.path:
        pytest.skip("there is no path")

    assert hosted.visitor().fetch(hosted.path).headers["Location"] == f"{hosted.path}/"
    assert hosted.visitor().fetch("/sign-in").text == "what was there already"


def test_the_address_counted_is_the_one_caddy_saw(hosted, vera):
    claims = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Host": "evil.example.org"}

    visitor = hosted.visitor(source="127.0.0.2")
    answer = visitor.post("/sign-in", {"email": FIRST["email"], "password": "wrong"}, headers=claims)

    assert answer.status == 422
    assert "address:127.0.0.2" in addresses_counted(hosted)
    assert not [subject for subject in addresses_counted(hosted) if "203.0" in subject]


def test_an_upload_comes_through_or_is_refused_by_a_page_of_the_app(hosted, vera):
    assert vera.upload("/import", linkedin(ADA)).status == 303
    for size, status in ((11, 422), (13, 413), (37, 413)):
        answer = vera.upload("/import", b"a" * size * MEGABYTE)
        assert (answer.status, "· infoview</title>" in answer.text) == (status, True)
