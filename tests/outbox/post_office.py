"""A real mail server for tests, which does what the test wants: takes mail, refuses it, or stops at some point."""

import asyncio
import datetime
import ssl
import threading
from contextlib import suppress
from email import message_from_bytes, policy
from ipaddress import ip_address
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, SECRET = "vera@example.org", "nine läuten bells"
DAY = datetime.timedelta(days=1)


class Desk(SMTP):
    """One conversation of the post office."""

    office: "PostOffice"

    async def _handle_client(self):
        self.point = self.office.plan.pop(0) if self.office.plan else None
        self.office.calls += 1
        await self._at("connect")
        if "connect" in self.office.answers:
            self.transport.write(f"{self.office.answers['connect']}\r\n".encode())
            self.transport.close()
            return
        await super()._handle_client()

    async def _at(self, point):
        if self.point == point:
            self.office.reached.set()
            await asyncio.Event().wait()

    async def _answered(self, command):
        await self._at(command)
        if command in self.office.when_asked:
            await asyncio.to_thread(self.office.when_asked[command])
        if command not in self.office.answers:
            return False
        answer = self.office.answers[command]
        if answer:
            self.transport.write(f"{answer}\r\n".encode())
        else:
            self.transport.close()
        return True


def _command(name):
    usual = getattr(SMTP, f"smtp_{name}")

    async def command(self, arg):
        if not await self._answered(name):
            await usual(self, arg)
            await self._at(f"{name} answered")

    return command


for each in ("EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA"):
    setattr(Desk, f"smtp_{each}", _command(each))


class PostOffice:
    """Listens on a port of this machine until the block ends.

    `plan` says at which point each conversation stops for ever, one after the other; `answers` what is answered to a
    command instead of the usual ("" hangs up), `when_asked` what happens meanwhile. A mail counts as accepted from
    when all of it was read.
    """

    def __init__(self, certificate=None, *, tls=False, plan=(), answers=None, **options):
        self.plan, self.answers, self.options = list(plan), answers or {}, options
        self.certificate, self.tls = certificate, tls
        self.accepted, self.calls, self.reached = [], 0, threading.Event()
        self.desks, self.when_asked = [], {}

    def __enter__(self):
        listening = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._serve(listening)), daemon=True)
        self.thread.start()
        assert listening.wait(10)
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.closing.set)
        self.thread.join(10)

    @property
    def mails(self):
        return [message_from_bytes(content, policy=policy.default) for content in self.accepted]

    async def _serve(self, listening):
        self.loop, self.closing = asyncio.get_running_loop(), asyncio.Event()
        listen = self.loop.create_server(self._desk, "127.0.0.1", 0, ssl=self.certificate if self.tls else None)
        async with await listen as server:
            self.port = server.sockets[0].getsockname()[1]
            listening.set()
            await self.closing.wait()
            for desk in self.desks:
                if desk.transport is not None:
                    with suppress(AttributeError):  # Python 3.11.2 stumbles over a connection that is closed already
                        desk.transport.abort()
        async with asyncio.timeout(5):
            while len(self.loop._selector.get_map()) > 1:  # connections whose end has not come through yet
                await asyncio.sleep(0)

    def _desk(self):
        desk = Desk(
            self,
            hostname="mail.example.org",
            loop=self.loop,
            tls_context=None if self.tls else self.certificate,
            require_starttls=not self.tls and self.certificate is not None,
            auth_require_tls=not self.tls,
            authenticator=self._knows,
            **{"auth_required": not self.tls, **self.options},
        )
        desk.office = self
        self.desks.append(desk)
        return desk

    def _knows(self, _server, _session, _envelope, _mechanism, data):
        right = (data.login, data.password) == (USER.encode(), SECRET.encode())
        return AuthResult(success=right, handled=False)

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802  (the name aiosmtpd calls)
        if "body" in self.answers:
            answer = self.answers["body"]
            if not answer:
                server.transport.close()
            return answer
        self.accepted.append(envelope.content)
        await server._at("body")
        return "250 2.0.0 taken"


class Authority:
    """Issues certificates that are trusted where SSL_CERT_FILE names `file`."""

    def __init__(self, folder: Path):
        self.folder, self.file = folder, folder / "authority.pem"
        self.key, self.name = ec.generate_private_key(ec.SECP256R1()), _name("An authority of the tests")
        self.certificate = self._signed(self.name, self.key, is_authority=True)
        self.file.write_bytes(_pem(self.certificate))

    def issues(self, *names, days=1):
        """A certificate for these names or addresses, good for so many days; a negative number has it expired."""
        key = ec.generate_private_key(ec.SECP256R1())
        known = [x509.IPAddress(ip_address(n)) if n[0].isdigit() else x509.DNSName(n) for n in names]
        signed = self._signed(_name(names[0]), key, names=known, days=days)
        file = self.folder / f"{names[0]}{days}.pem"
        kept = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        file.write_bytes(key.private_bytes(*kept) + _pem(signed))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _signed(self, name, key, *, names=(), days=1, is_authority=False):
        now = datetime.datetime.now(datetime.UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - 9 * DAY)
            .not_valid_after(now + days * DAY)
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        )
        if names:
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(self.key, hashes.SHA256())


def _name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _pem(certificate):
    return certificate.public_bytes(serialization.Encoding.PEM)
