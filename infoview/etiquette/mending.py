"""One-click mends: a sentence put where it belongs, one taken out, a few words put in place of others."""

import re
from collections.abc import Iterable
from dataclasses import replace

from infoview.etiquette import endings
from infoview.etiquette.findings import Known, Mend, Span
from infoview.etiquette.meaning import THANKS
from infoview.etiquette.reading import MOST_READ, Hit, Reading, Sentence
from infoview.models.contact import Formality
from infoview.models.message import Channel

_TU = re.compile(r"\b(?:tu|ton|ta|tes|toi|te)\b|\bt'")
_VOUS = re.compile(r"\b(?:vous|votre|vos)\b")


def is_familiar(reading: Reading, known: Known) -> bool:
    """Whether the message says *tu*."""
    says_tu = len(_TU.findall(reading.plain_body))
    says_vous = len(_VOUS.findall(reading.plain_body))
    return says_tu > says_vous if says_tu != says_vous else known.formality is Formality.FAMILIAR


def typeset(sentence: str, reading: Reading) -> str:
    """Return a sentence of ours with the unbreakable spaces of its language."""
    return re.sub(r" (?=[?!:;»])|(?<=«) ", "\u00a0", sentence) if reading.language == "fr" else sentence


def with_body(reading: Reading, label: str, body: str) -> Mend | None:
    """Return the mend that makes `body` of the body, unless it is too long a text to work on."""
    return Mend(label, reading.written.subject, body) if len(reading.written.body) <= MOST_READ else None


def begin_with(reading: Reading, sentence: str) -> str:
    """Return the body with a sentence at its beginning, after the greeting."""
    body, greeting = reading.written.body, reading.greeting
    at = 0
    if greeting is not None:
        mark = re.compile(r"[ ]{0,3}[,!:.]?[ ]{0,9}(?:\n\s{0,9})?").match(body, greeting.end)
        at = mark.end() if mark else greeting.end
        if not body[greeting.end : at].strip(" "):  # no mark after the greeting: it ends where its line does
            line_end = body.find("\n", greeting.end)
            at = len(body) if line_end < 0 else line_end
    rest = body[at:].lstrip()
    space = "" if not body[:at] or body[:at][-1].isspace() else "\n\n" if "\n" in body[at:] or not rest else " "
    return f"{body[:at]}{space}{typeset(sentence, reading)}{' ' if rest else ''}{_capital(rest) if rest else ''}"


def end_with(reading: Reading, sentence: str) -> str:
    """Return the body with a sentence at the end of its last paragraph, before the closing."""
    body = reading.written.body
    at = _opening_end(reading) if reading.written.channel is Channel.PHONE else endings.closing_start(reading)
    before, after = body[:at].rstrip(), body[at:].strip("\n")
    is_greeting = reading.greeting is not None and "\n" not in before and len(before) <= reading.greeting.end + 2
    space = "" if not before else "\n\n" if is_greeting or before[-1] not in ".!?…)" else " "
    gap = " " if at and body[at - 1 : at] == " " else "\n\n"
    return f"{before}{space}{typeset(sentence, reading)}" + (f"{gap}{after}" if after else "")


def add_after(reading: Reading, sentence: Sentence, added: str) -> str:
    """Return the body with a sentence added after one of its own."""
    body = reading.written.body
    before = body[: sentence.end]
    stop = "" if before[-1:] in ".!?…" else "."
    return f"{before}{stop} {typeset(added, reading)}{body[sentence.end :]}"


def take_out(reading: Reading, sentences: Iterable[Sentence], label: str) -> Mend | None:
    """Return the mend that takes sentences out, unless hardly anything of the message would be left."""
    body = reading.written.body
    gone = set(sentences)
    if any(sentence.part != "body" for sentence in gone):
        return None
    for sentence in sorted(gone, key=lambda each: -each.start):
        before, after = body[: sentence.start].rstrip(" "), body[sentence.end :]
        gap = " " if before and before[-1] != "\n" and after.strip(" ")[:1] not in ("", "\n") else ""
        body = f"{before}{gap}{after.lstrip(' ')}"
    body = re.sub(r"\n{3,}", "\n\n", body).strip("\n")
    return with_body(reading, label, body) if len(re.findall(r"\w+", body)) >= 12 else None


def without(reading: Reading, hits: Iterable[Hit], one: str, many: str) -> Mend | None:
    """Return the mend that takes the sentences of the hits out, if nothing else of weight is said in them."""
    sentences = {hit.sentence for hit in hits}
    needed = {hit.sentence for pattern in _needed(reading) for hit in reading.find(pattern)}
    if needed & sentences or reading.followed_up(sentences):
        return None
    return take_out(reading, sentences, one if len(sentences) == 1 else many)


def _needed(reading: Reading) -> list[re.Pattern[str]]:
    """Return what a sentence that is taken out must not hold."""
    words = reading.words
    thanks = reading.written.kind in THANKS
    return [words.specific] if thanks else [words.information, words.found, words.minutes, words.introduction]


def put(reading: Reading, label: str, changes: Iterable[tuple[Span, str]]) -> Mend | None:
    """Return the mend that puts words in the place of spans."""
    subject, body = reading.written.subject, reading.written.body
    for span, words in sorted(changes, key=lambda change: -change[0].start):
        if span.part == "subject":
            subject = subject[: span.start] + words + subject[span.end :]
        else:
            body = body[: span.start] + words + body[span.end :]
    mend = with_body(reading, label, body)
    return replace(mend, subject=subject) if mend else None


def _opening_end(reading: Reading) -> int:
    """Return where the first paragraph ends."""
    end = reading.written.body.find("\n\n", reading.greeting.end + 2 if reading.greeting else 0)
    return end if end > 0 else len(reading.written.body)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
