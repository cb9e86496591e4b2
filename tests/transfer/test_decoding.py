import codecs
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview.errors import Invalid
from infoview.transfer.decoding import LARGEST_FILE, decode

TEXT = "First Name,Last Name\r\nAda,Byron\r\nÉmilie,du Châtelet\r\nNoël,Poupée – l’aînée\r\n"
PNG = b"\x89PNG\r\n\x1a\n" + zlib.compress(bytes(range(256)) * 20)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encodings_spreadsheets_write_are_recognised(encoding):
    assert decode(TEXT.encode(encoding)) == TEXT


def test_big_endian_with_its_mark_is_recognised():
    assert decode(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")) == TEXT


def test_a_broken_byte_in_utf_8_does_not_garble_every_accent():
    content = ("é" * 50 + "\n").encode() + b"caf\xe9\n"

    assert decode(content) == "é" * 50 + "\ncaf\ufffd\n"


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "is empty"),
        (b" \r\n\r\n", "is empty"),
        (codecs.BOM_UTF8, "is empty"),
        (codecs.BOM_UTF16_LE + "\r\n".encode("utf-16-le"), "is empty"),
        (b"x" * (LARGEST_FILE + 1), "larger than 10 MB"),
        (PNG, "not a CSV file"),
        (b"\x7fELF" + bytes(range(1, 32)) * 10, "not a CSV file"),
        (b"%PDF-1.7\n", "not a CSV file"),
        (TEXT.encode("utf-32"), "not a CSV file"),
        (b"PK\x03\x04" + b"\0" * 30 + b"xl/workbook.xml", "Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 90, "Excel workbook"),
        (b"PK\x03\x04" + b"\0" * 30 + b"Connections.csv", "zip archive"),
        (b"Name,Company\nAda\0,Babbage\n", "zero bytes"),
        ("Name\nAda\0\n".encode("utf-16"), "zero bytes"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x41\x00", "damaged"),
        (codecs.BOM_UTF8 + b"caf\xe9\n", "damaged"),
        (b"Name\nAda\x81\x8d\xff\n", "damaged"),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(content, part):
    with pytest.raises(Invalid) as refused:
        decode(content)

    assert part in refused.value.message
    assert refused.value.message.endswith(".")


@given(st.binary())
def test_any_bytes_are_text_without_nul_or_refused(content):
    with suppress(Invalid):
        assert "\0" not in decode(content)
