"""A draft taken apart once, for all rules: its sentences, its greeting, its end, and the language it is in."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from infoview.etiquette.english import ENGLISH
from infoview.etiquette.findings import Span, Written
from infoview.etiquette.french import FRENCH
from infoview.etiquette.greeting import Greeting, greeting_of
from infoview.etiquette.plainly import plain
from infoview.etiquette.words import Words

# Nobody writes so long a message; what lies beyond is not looked at, so that no text makes the check slow.
MOST_READ = 4_000
MOST_SENTENCES = 200
MOST_HITS = 30
LINES_OF_AN_END = 9

_LANGUAGES = {"en": ENGLISH, "fr": FRENCH}
_STOP = re.compile(r"[.!?…]{1,9}[\"'»”)\]]{0,3}(?=\s|$)|\n[ ]{0,9}\n|\n(?=[ ]{0,9}(?:[-*•–]|\d{1,2}[.)])\s)|\n")
_WORD_BEFORE = re.compile(r"[\w.]{1,8}$")

_APART = "\n" * 4  # more white space than there can be in a phrase


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with where it stands; `plain` is its text in small letters with plain apostrophes and spaces."""

    part: str
    start: int
    end: int
    plain: str

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.part, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that was looked for, in its sentence; `start` and `end` count in the whole part."""

    sentence: Sentence
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.sentence.part, self.start, self.end)

    @property
    def words(self) -> str:
        """The phrase."""
        return self.sentence.plain[self.start - self.sentence.start : self.end - self.sentence.start]

    @property
    def before(self) -> str:
        """What stands before it in its sentence."""
        return self.sentence.plain[: self.start - self.sentence.start]

    @property
    def after(self) -> str:
        """What stands after it in its sentence."""
        return self.sentence.plain[self.end - self.sentence.start :]


@dataclass(frozen=True)
class Reading:
    """A draft, read. `words` are those of the language it is in, which need not be the one that was chosen."""

    written: Written

    @cached_property
    def subject(self) -> str:
        """The subject, as far as it is looked at."""
        return self.written.subject[:300]

    @cached_property
    def body(self) -> str:
        """The body, as far as it is looked at."""
        return self.written.body[:MOST_READ]

    @cached_property
    def plain_body(self) -> str:
        """The body in small letters, character for character."""
        return plain(self.body)

    @cached_property
    def language(self) -> str:
        """The language most of it is in; the chosen one if that is hard to say."""
        counts = {name: len(words.common.findall(self.plain_body[:600])) for name, words in _LANGUAGES.items()}
        chosen = self.written.language if self.written.language in _LANGUAGES else "en"
        best = max(counts, key=lambda name: counts[name])
        return best if counts[best] > 3 and counts[best] > 1.5 * counts[chosen] else chosen

    @property
    def words(self) -> Words:
        """What that language says."""
        return _LANGUAGES[self.language]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The subject, then the sentences of the body."""
        subject = Sentence("subject", 0, len(self.subject), plain(self.subject))
        sentences = _sentences(self.plain_body, self.words.abbreviations)
        return (subject, *islice(sentences, MOST_SENTENCES))

    @cached_property
    def greeting(self) -> Greeting | None:
        """The greeting at its beginning, if there is one."""
        return greeting_of(self.body)

    @cached_property
    def end_lines(self) -> tuple[tuple[int, str], ...]:
        """The last lines that are not empty, each with where it starts in the whole body."""
        body = self.written.body
        tail_start = max(0, len(body) - 2_000)
        lines, at = [], tail_start
        for line in body[tail_start:].split("\n"):
            if line.strip():
                lines.append((at, line))
            at += len(line) + 1
        kept = [(at, line) for at, line in lines if not re.match(r"\s{0,9}p\.? ?s\b", line, re.IGNORECASE)]
        return tuple(kept[-LINES_OF_AN_END:])

    def find(self, pattern: re.Pattern[str], *, part: str | None = None) -> list[Hit]:
        """Return where a pattern is found, each with its sentence; not more often than anybody would read."""
        hits = self._hits.get(pattern)
        if hits is None:
            hits = self._hits[pattern] = list(islice(self._find(pattern), MOST_HITS))
        return [hit for hit in hits if part in (None, hit.sentence.part)]

    def has(self, pattern: re.Pattern[str]) -> bool:
        """Whether a pattern is found in subject or body."""
        return pattern.search(self._in_a_row[0]) is not None

    @cached_property
    def _hits(self) -> dict[re.Pattern[str], list[Hit]]:
        """What was found before: several rules look for the same."""
        return {}

    def _find(self, pattern: re.Pattern[str]) -> Iterator[Hit]:
        text, starts = self._in_a_row
        for found in pattern.finditer(text):
            nth = bisect_right(starts, found.start()) - 1
            sentence = self.sentences[nth]
            shift = sentence.start - starts[nth]
            yield Hit(sentence, found.start() + shift, found.end() + shift)

    @cached_property
    def _in_a_row(self) -> tuple[str, list[int]]:
        """All sentences in one text, so far apart that no phrase reaches from one to the next; where each starts."""
        starts, at = [], 0
        for sentence in self.sentences:
            starts.append(at)
            at += len(sentence.plain) + len(_APART)
        return _APART.join(sentence.plain for sentence in self.sentences), starts

    def followed_up(self, sentences: Collection[Sentence]) -> bool:
        """Whether a sentence leans on one of those before it: "If so, …"."""
        pairs = zip(self.sentences, self.sentences[1:], strict=False)
        return any(
            first in sentences and then not in sentences and self.words.leans_back.match(then.plain)
            for first, then in pairs
        )

    def text_of(self, span: Span) -> str:
        """Return the words of a span as they were typed."""
        return (self.written.subject if span.part == "subject" else self.written.body)[span.start : span.end]


def _sentences(text: str, abbreviations: frozenset[str]) -> Iterator[Sentence]:
    start = 0
    for stop in _STOP.finditer(text):
        if _goes_on(text, start, stop, abbreviations):
            continue
        yield from _sentence(text, start, stop.end())
        start = stop.end()
    yield from _sentence(text, start, len(text))


def _goes_on(text: str, start: int, stop: re.Match[str], abbreviations: frozenset[str]) -> bool:
    """Whether a mark that can end a sentence does not: after "Ms.", or where a long line was only wrapped."""
    if stop[0] == ".":
        before = _WORD_BEFORE.search(text, max(start, stop.start() - 8), stop.start())
        return before is not None and (before[0] in abbreviations or len(before[0]) == 1)
    if stop[0] == "\n":
        line_start = text.rfind("\n", 0, stop.start()) + 1
        return stop.start() - line_start > 50 and text[stop.end() : stop.end() + 1].isalpha()
    return False


def _sentence(text: str, start: int, end: int) -> Iterator[Sentence]:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    if words:
        yield Sentence("body", start, start + len(words), words.replace("\n", " "))
