"""infoview as it is hosted: a real web server with https in front of the real app, by the files that users copy."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import settings_for
from every_page import make_everything
from plain_browser import PASSWORD
from proxy.visitor import Visitor
from real_server import LONGEST_START, ROOT, free_port, running

from infoview import create_app
from infoview.db import as_owner, db
from infoview.models import Account, Attempt

DEPLOY = ROOT / "deploy"
FIRST = {"email": "vera@example.org", "name": "Vera Lindqvist", "password": PASSWORD, "zone": "Europe/Paris"}
# What a distribution's own nginx.conf says around ours; it compresses whatever it may.
AROUND = """
daemon off;
master_process off;
pid nginx.pid;
error_log error.log;
events {{}}
http {{
    access_log access.log;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    gzip on;
    gzip_types *;
    gzip_min_length 1;
    {sites}
}}
"""
# A site that is there already, for infoview to live under a path of.
SITE = """
server {{
    listen 127.0.0.1:{port} ssl http2;
    server_name localhost;
    ssl_certificate {certificate};
    ssl_certificate_key {key};
    location / {{ return 200 "what was there already"; }}
    {inside}
}}
"""


@dataclass(frozen=True)
class Hosted:
    """An app behind a web server: its public address, and what is behind it."""

    public: str
    plain: str
    path: str
    inside: str
    folder: Path
    printed: list[str]
    certificate: Path
    visitors: list[Visitor] = field(default_factory=list)

    def visitor(self, source="127.0.0.1"):
        self.visitors.append(Visitor(self.public, self.certificate, source))
        return self.visitors[-1]

    @property
    def code(self):
        return self.printed[-1].removeprefix("Code: ")

    @contextmanager
    def app(self):
        """The same app on the same data, in this process: to look and to set a scene."""
        app = create_app(settings_for(self.folder, INFOVIEW_URL=self.public, INFOVIEW_PROXIES="1"))
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()

    def fill(self):
        """Make the first account, with one row of every kind; return where the pages are."""
        visitor = self.visitor()
        assert visitor.post("/welcome", {**FIRST, "code": self.code}).status == 303
        with self.app():
            account = db.session.query(Account).one()
            with as_owner(account):
                return make_everything(account)


def need(name):
    """Return the path of a tool. Without it the test is skipped; where the whole is proved, it fails."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None and os.environ.get("CI"):
        pytest.fail(f"{name} is missing")
    if found is None:
        pytest.skip(f"needs {name}")
    return found


def addresses_counted(hosted):
    """Whose attempts to sign in were counted, by address."""
    with hosted.app():
        return {attempt.subject for attempt in db.session.query(Attempt) if attempt.subject.startswith("address:")}


def make_certificate(folder):
    """Make a certificate for this machine; return it and its key."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = [need("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    names = ["-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*command, *names, "-keyout", key, "-out", certificate], check=True, capture_output=True, timeout=60)
    return certificate, key


@contextmanager
def behind_nginx(folder: Path, path: str) -> Iterator[Hosted]:
    """Run infoview behind nginx: at the root by deploy/nginx.conf, else by deploy/nginx-sub-path.conf."""
    nginx, port, plain = need("nginx"), free_port(), free_port()
    certificate, key = make_certificate(folder)
    public = f"https://localhost:{port}{path}"
    with running(folder / "data", INFOVIEW_URL=public, INFOVIEW_PROXIES="1") as (inside, server):
        printed = list(printed_lines(server.stdout))
        if path:
            location = (DEPLOY / "nginx-sub-path.conf").read_text()
            location = location.replace("/infoview/", f"{path}/").replace("http://127.0.0.1:8000", inside)
            sites = SITE.format(port=port, certificate=certificate, key=key, inside=location)
        else:
            sites = filled_in((DEPLOY / "nginx.conf").read_text(), port, plain, inside, certificate, key)
        (folder / "nginx.conf").write_text(AROUND.format(sites=sites))
        command = [nginx, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"]
        with serving(command, port, folder / "error.log"):
            hosted = Hosted(public, f"http://localhost:{plain}", path, inside, folder / "data", printed, certificate)
            yield hosted
            for visitor in hosted.visitors:
                visitor.connection.close()


def printed_lines(lines):
    for line in lines:
        yield line.strip()
        if line.startswith("Code: "):
            return


def filled_in(text, port, plain, inside, certificate, key):
    """Put names, ports and certificate into deploy/nginx.conf, and nothing else."""
    for old, new in (
        (r"listen \[::\]:.*;\n", "\n"),
        (r"listen 80;", f"listen 127.0.0.1:{plain};"),
        (r"listen 443", f"listen 127.0.0.1:{port}"),
        (r"server_name infoview\.example\.org", "server_name localhost"),
        (r"https://infoview\.example\.org\$", f"https://localhost:{port}$"),
        (r"(?<=ssl_certificate )\S+;", f"{certificate};"),
        (r"(?<=ssl_certificate_key )\S+;", f"{key};"),
        (r"http://127\.0\.0\.1:8000", inside),
    ):
        text, count = re.subn(old, new, text)
        assert count, old
    return text


@contextmanager
def serving(command, port, log):
    """Run a web server until the block ends."""
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + LONGEST_START
        while not is_open(port):
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.02)
        yield
    finally:
        server.terminate()
        server.wait(timeout=LONGEST_START)


def is_open(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
