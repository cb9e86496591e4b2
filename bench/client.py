"""A browser of the least kind: one connection that stays open, and a clock."""

import gzip
import re
import socket
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

WARM_UP = 5
LONGEST_WAIT = 60


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    head: str
    sent: bytes

    @property
    def body(self) -> bytes:
        return gzip.decompress(self.sent) if "content-encoding: gzip" in self.head.lower() else self.sent

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def location(self) -> str:
        return re.search(r"(?im)^location: *(\S+)", self.head)[1]


class Client:
    """Signed in by its cookie; every request goes over the same connection."""

    def __init__(self, port: int, token: str = "") -> None:
        self.port, self.cookies, self.token = port, {"infoview": token} if token else {}, ""
        self.cuts = 0  # how often a connection was closed before its answer
        self.connect()

    def connect(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port), LONGEST_WAIT)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self.send(self.request("GET", path, headers=headers))

    def post(self, path: str, fields: Mapping[str, object], headers: Mapping[str, str] | None = None) -> Answer:
        return self.send(self.form(path, fields, headers))

    def form(self, path: str, fields: Mapping[str, object], headers: Mapping[str, str] | None = None) -> bytes:
        self.token = self.token or self.find_token()
        body = urlencode({**fields, "csrf_token": self.token}).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.request("POST", path, {**kind, **(headers or {})}, body)

    def find_token(self) -> str:
        return re.search(r'name="csrf_token" value="([^"]+)"', self.get("/profile").text)[1]

    def request(self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes = b"") -> bytes:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        all_headers = {"Host": "127.0.0.1", "Accept-Encoding": "gzip", "Cookie": cookies, **(headers or {})}
        all_headers["Content-Length"] = str(len(body))
        head = "".join(f"{name}: {value}\r\n" for name, value in all_headers.items() if value)
        return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body

    def send(self, request: bytes) -> Answer:
        """Send bytes made before, and read the whole answer: this is what the clock is held to."""
        try:
            self.socket.sendall(request)
            received = self.socket.recv(65536)
        except ConnectionError:
            received = b""
        if not received:  # the server has closed a connection that rested too long
            self.cuts += 1
            self.connect()
            self.socket.sendall(request)
            received = self.socket.recv(65536)
        while b"\r\n\r\n" not in received:
            more = self.socket.recv(65536)
            if not more:
                raise ConnectionError("cut off twice")
            received += more
        head, _, body = received.partition(b"\r\n\r\n")
        told = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        length = int(told[1]) if told else 0  # 304 tells none
        parts, got = [body], len(body)
        while got < length:
            parts.append(self.socket.recv(1 << 20))
            got += len(parts[-1])
        answer = Answer(int(head[9:12]), head.decode("latin-1"), b"".join(parts))
        for name, value in re.findall(r"(?im)^set-cookie: *([^=]+)=([^;\r]*)", answer.head):
            self.cookies[name] = value
        return answer


@dataclass(frozen=True, slots=True)
class Times:
    """What one act took, in milliseconds: until its answer was there, and of the server's processor if that is told."""

    waited: list[float]
    worked: list[float]

    @property
    def median(self) -> float:
        return statistics.median(self.waited)

    @property
    def p90(self) -> float:
        return sorted(self.waited)[int(len(self.waited) * 0.9)]

    @property
    def own(self) -> float:
        """What the server itself took: other programs lengthen the waiting more than this."""
        return statistics.median(self.worked or self.waited)


def time_in_turn(
    acts: Mapping[str, Callable[[], Answer | None]], rounds: int, worked: Callable[[], float] | None = None
) -> tuple[dict[str, Times], dict[str, Answer | None]]:
    """Time every act once in each round, so that what else the machine does strikes all of them alike.

    `worked` tells the server's processor time. Returns the times and the last answers.
    """
    took = {name: Times([], []) for name in acts}
    last: dict[str, Answer | None] = {}
    for turn in range(-WARM_UP, rounds):
        for name, act in acts.items():
            before = worked() if worked else 0.0
            start = time.perf_counter()
            last[name] = answer = act()
            waited = (time.perf_counter() - start) * 1000
            assert answer is None or answer.status == 200, f"{name} answered {answer.status}"
            if turn >= 0:
                took[name].waited.append(waited)
                took[name].worked.extend([worked() - before] if worked else [])
    return took, last
