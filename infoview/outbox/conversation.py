"""The conversation with a mail server, step by step: what it answers, or what went wrong in one word.

Whatever goes wrong before `hand_over` has left nothing with the server, and is a Failure. From there on only a
definite answer is one: a connection that breaks then is Unknown.
"""

import base64
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from types import TracebackType
from typing import Self

from infoview.models.mail import Security
from infoview.outbox.failures import Failure, Unknown, shown
from infoview.outbox.servers import Access

CONNECTS_IN = 15  # seconds
ANSWERS_IN = 30
ACCEPTS_IN = 120  # the last answer may take a while: the mail is checked for viruses meanwhile
ENDS_IN = 240
OUR_NAME = "[127.0.0.1]"  # tells nothing about this machine
UNTRUSTED = {
    10: "expired",
    9: "expired",
    18: "issuer",
    19: "issuer",
    20: "issuer",
    21: "issuer",
    62: "other-name",
    64: "other-name",
}


class Conversation:
    """A connection to a mail server, signed in when the block begins."""

    def __init__(self, access: Access) -> None:
        """Get ready to speak with a server."""
        self._access = access
        self._plain = _base64(f"\0{access.username}\0{access.password}")
        self._secrets = (access.password, _base64(access.password), self._plain)

    def __enter__(self) -> Self:
        """Connect and sign in. Raises Failure."""
        with self._told():
            self._smtp = _Watched(self._access)
        try:
            with self._told():
                self._begin()
        except BaseException:
            self._smtp.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, at: TracebackType | None
    ) -> None:
        """Say goodbye, if there is time for it."""
        with suppress(OSError, smtplib.SMTPException):
            if kind is None:
                self._smtp.wait_for(2)
                self._smtp.quit()
        self._smtp.close()

    def address(self, to: str, size: int) -> None:
        """Say who writes to whom. Raises Failure."""
        with self._told():
            options = [f"SIZE={size}"] if self._smtp.has_extn("size") else []
            most = self._smtp.esmtp_features.get("size", "")
            if most.isdecimal() and 0 < int(most) < size:
                raise Failure("too-large")
            if not to.isascii():
                if not self._smtp.has_extn("smtputf8"):
                    raise Failure("letters")
                options.append("SMTPUTF8")
            self._check(self._smtp.mail(self._access.sender, options), "sender")
            self._check(self._smtp.rcpt(to), "recipient")

    def hand_over(self, mail: bytes) -> None:
        """Give the mail itself. Raises Failure if it was refused, Unknown if nobody can know."""
        self._smtp.wait_for(ACCEPTS_IN)
        try:
            answer = self._smtp.data(mail)
        except smtplib.SMTPDataError as problem:  # no go-ahead: it has not got a byte of it
            answer = _answer_in(problem)
            if answer[0] < 400:
                raise Unknown from None
        except (OSError, smtplib.SMTPException):
            raise Unknown from None
        if not (200 <= answer[0] < 300 or 400 <= answer[0] < 600):
            raise Unknown
        self._check(answer, "message")

    def _begin(self) -> None:
        self._smtp.wait_for(ANSWERS_IN)
        self._check(self._smtp.ehlo(OUR_NAME), "turned-away")
        if self._access.security is Security.STARTTLS:
            if not self._smtp.has_extn("starttls"):
                raise Failure("no-starttls")
            code, answer = self._smtp.starttls(context=_context())
            if code != 220:
                raise Failure("no-starttls", shown(answer))
            self._check(self._smtp.ehlo(OUR_NAME), "turned-away")
        if self._access.username:
            self._sign_in()

    def _sign_in(self) -> None:
        """Tell user name and password, in the letters of any language."""
        ways = self._smtp.esmtp_features.get("auth", "").upper().replace("=", " ").split()
        if "PLAIN" in ways:
            answer = self._smtp.docmd("AUTH", f"PLAIN {self._plain}")
        elif "LOGIN" in ways:
            answer = self._smtp.docmd("AUTH", f"LOGIN {_base64(self._access.username)}")
            if answer[0] == 334:
                answer = self._smtp.docmd(_base64(self._access.password))
        else:
            raise Failure("no-sign-in")
        self._check(answer, "sign-in")

    def _check(self, answer: tuple[int, bytes], refused: str) -> None:
        """Raise Failure unless the server agreed; `refused` is what a definite no means."""
        code, text = answer
        if 200 <= code < 300:
            return
        said = shown(b"%d %s" % (code, text), secrets=self._secrets)
        if 400 <= code < 500:
            raise Failure("later", said)
        if not 500 <= code < 600:
            raise Failure("odd")
        if code in (530, 535, 538):
            refused = "sign-in"
        elif code in (523, 552) and refused in ("sender", "message"):
            refused = "too-large"
        raise Failure(refused, said)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what the network raises into a Failure."""
        try:
            yield
        except smtplib.SMTPConnectError as problem:
            self._check(_answer_in(problem), "turned-away")
            raise Failure("odd") from None
        except smtplib.SMTPServerDisconnected as problem:
            raise Failure(_reason(problem.__context__)) from None
        except smtplib.SMTPException:
            raise Failure("odd") from None
        except (OSError, UnicodeError) as problem:
            raise Failure(_reason(problem)) from None


def _reason(problem: BaseException | None) -> str:
    if isinstance(problem, socket.gaierror | UnicodeError):
        return "name"
    if isinstance(problem, ssl.SSLCertVerificationError):
        return UNTRUSTED.get(problem.verify_code, "certificate")
    if isinstance(problem, ssl.SSLError):
        return "lost" if isinstance(problem, ssl.SSLEOFError | ssl.SSLZeroReturnError) else "no-tls"
    if isinstance(problem, ConnectionRefusedError):
        return "refused"
    return "lost" if problem is None or isinstance(problem, ConnectionError) else "silent"


def _answer_in(problem: smtplib.SMTPResponseException) -> tuple[int, bytes]:
    text = problem.smtp_error
    return problem.smtp_code, text if isinstance(text, bytes) else text.encode()


class _Watched(smtplib.SMTP):
    """A connection that is cut when it lasts too long, however slowly the other side dribbles."""

    def __init__(self, access: Access) -> None:
        self._is_tls = access.security is Security.TLS
        self._spare: socket.socket | None = None
        try:
            super().__init__(access.host, access.port, local_hostname=OUR_NAME, timeout=CONNECTS_IN)
        except BaseException:
            self._stop_watching()
            raise

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        line = socket.create_connection((host, port), timeout)
        self._spare = line.dup()  # of the same connection, whatever is laid around the other
        self._watch = Timer(ENDS_IN, _cut, [self._spare])
        self._watch.daemon = True
        self._watch.start()
        return _context().wrap_socket(line, server_hostname=host) if self._is_tls else line

    def wait_for(self, seconds: float) -> None:
        """Wait so long for each answer from now on."""
        if self.sock is not None:
            self.sock.settimeout(seconds)

    def close(self) -> None:
        """Hang up."""
        self._stop_watching()
        super().close()

    def _stop_watching(self) -> None:
        if self._spare is not None:
            self._watch.cancel()
            self._spare.close()
            self._spare = None


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _context() -> ssl.SSLContext:
    """Return what verifies a server: its certificate, and that it is for the name that was called."""
    return ssl.create_default_context()


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")
