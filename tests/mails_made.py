"""Mails put together from pieces that mail programs, and people who mean ill, use."""

from hypothesis import strategies as st

PIECES = [
    b"From: ", b"To: ", b"Date: Thu, 19 Nov 2026 16:05:00 +0000", b"Date: Thu, 99 Nov 99999 99:99:99 +9999",
    b"Subject: ", b"=?utf-8?q?=C3=A9?=", b"=?x?b?====?=", b"=?utf-8?b?4p\xff?=", b"<a@b>", b"\"(((",
    b"Message-ID: <<>>", b"\r\n", b"\n\n", b"Content-Type: multipart/mixed; boundary=b",
    b"Content-Type: multipart/alternative; boundary=\"b\"", b"\n--b\n", b"\n--b--",
    b"Content-Type: text/html; charset=utf-16",
    b"Content-Type: text/plain; charset=\"\x00\"; format=flowed; delsp=yes",
    b"Content-Type: text/plain; charset=punycode", b"Content-Type: message/rfc822", b"Content-Type: ;;;=",
    b"; name*0*=x''%ff", b"; filename*=utf-8''%C3", b"; filename*9999999999999999999999=a",
    b"Content-Disposition: attachment", b"Content-ID: <x>", b"Content-Transfer-Encoding: base64",
    b"Content-Transfer-Encoding: quoted-printable", b"=ZZ=\n", b"QUJD", b"<p>", b"<a href=x>", b"<!--",
    b"&#99999999999999;", b"&#x110000;", b"&#0;", b"<blockquote>", b"</blockquote>", b"<pre>", b"\xff\xfe\x00",
    b"\x85\x0b", b"> ", b"On 1 Jan wrote:", b"\xe2\x80\xa8", b"_____",
]  # fmt: skip
HEAD = b"From: ada@example.org\nSubject: x\n"
HTML = HEAD + b"Content-Type: text/html\n\n"
PLAIN = HEAD + b"\n"


def made():
    """Mails of such pieces, in any order."""
    return st.lists(st.sampled_from(PIECES) | st.binary(max_size=8), max_size=30).map(b"".join)


def _full(head, piece, size=1_000_000):
    return head + piece * (size // len(piece))


# Each of these takes minutes with a reader that goes back over what it has read.
LARGEST = {
    "comments that nobody closes": _full(HTML, b"<!--"),
    "tags that nobody closes": _full(HTML, b"<a "),
    "one tag without an end": _full(HTML + b"<a", b"a"),
    "quotation marks in a tag": _full(HTML, b"<a href='"),
    "scripts in scripts": _full(HTML, b"<script>"),
    "numbers without an end": _full(HTML + b"&#", b"9"),
    "lines that seem to introduce": _full(PLAIN, b"On 1\n"),
    "lines that seem to be labels": _full(PLAIN, b"From: a\n"),
    "marks and empty lines": _full(PLAIN, b">\n\n"),
    "headers alone": _full(HEAD, b"a: b\n"),
    "brackets in a name": _full(b"Subject: x\nFrom: ", b"("),
    "signs of a charset": _full(HEAD + b"To: ", b"=?utf-8?q?"),
    "parameters of a header": _full(HEAD + b"Content-Type: multipart/mixed; ", b'a="'),
    "parts of nothing": _full(HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n", b"--b\n"),
    "parts within parts": HEAD
    + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2000))
    + b"a\n" * 500_000,
    "a charset that is slow to read": _full(HEAD + b"Content-Type: text/plain; charset=punycode\n\n", b"a-"),
}
