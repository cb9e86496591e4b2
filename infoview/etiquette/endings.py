"""How a draft ends: its closing words, and the name under them."""

import re

from infoview.etiquette.findings import Known
from infoview.etiquette.names import parts_of
from infoview.etiquette.plainly import plain
from infoview.etiquette.reading import Reading


def closing_start(reading: Reading) -> int:
    """Return where the closing words at the end begin; the end of the body if there are none."""
    lines = reading.end_lines
    for at, line in reversed(lines):
        if is_closing(reading, line):
            return at
    last = lines[-1:]
    if len(lines) > 1 and last and len(last[0][1].split()) <= 4 and not last[0][1].rstrip().endswith((".", "?", "!")):
        return last[0][0]  # a name by itself
    final = reading.sentences[-1]
    if len(reading.sentences) > 2 and len(final.plain.split()) <= 5 and final.plain[-1:].isalpha():
        return final.start  # "Best, Nora" at the end of a note
    return len(reading.written.body)


def is_closing(reading: Reading, line: str) -> bool:
    """Whether a line holds closing words and hardly anything else."""
    return len(line.split()) <= 16 and reading.words.closing.match(plain(line.strip())) is not None


def has_closing(reading: Reading, known: Known) -> bool:
    """Whether there are closing words: ours, the user's own, or a last sentence such as "I look forward to …"."""
    if any(is_closing(reading, line) for _at, line in reading.end_lines[1:]):
        return True
    own = known.facts.me.sign_off
    if own and any(own.rstrip(",.").lower() in line.lower() for _at, line in reading.end_lines):
        return True
    _at, line = reading.end_lines[-1] if reading.end_lines else (0, "")
    if len(line.split()) <= 4 and parts_of(line) & parts_of(known.facts.me.name or ""):
        return True  # the name by itself, as friends do
    last = [sentence.plain for sentence in reading.sentences[2:]][-3:]
    return any(reading.words.closing.match(each) for each in last)


def has_own_name(reading: Reading, known: Known) -> bool:
    """Whether the writer's name stands at the end; if it is not known, whether any name seems to."""
    me = known.facts.me
    mine = parts_of(me.name or "")
    lines = [line for _at, line in reading.end_lines[1:]] or [line for _at, line in reading.end_lines]
    if me.ending and any(me.ending[-1].lower() in line.lower() for line in lines):
        return True
    if not mine:
        return any(0 < len(line.split()) <= 4 and line.strip()[:1].isupper() for line in lines[-2:])
    tails = [re.split(r"[,.!?–—-]\s", line)[-1] for line in lines]
    return any(len(tail.split()) <= 6 and mine & parts_of(tail) for tail in tails)
