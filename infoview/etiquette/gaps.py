"""Gaps that were to be filled in: "[name]", "{…}", "XXX", "____", "TODO", "None"."""

import re
from itertools import islice

from infoview.etiquette.findings import Known, Mend, Span
from infoview.etiquette.mending import put
from infoview.etiquette.other_names import as_greeted
from infoview.etiquette.plainly import plain
from infoview.etiquette.reading import MOST_HITS, Reading
from infoview.i18n import _

_GAPS = re.compile(
    r"\[(?!\s{0,3}(?:\.{3}|…|sic|\d{1,3}|at|dot)\s{0,3}\])[^\[\]\n]{1,60}\](?!\()"
    r"|\{[^{}\n]{0,60}\}|%\([a-z_]{1,30}\)s|\$\{?[A-Z_]{3,20}\b\}?"
    r"|<(?:your |my |the |first |last |full |company |insert )?"
    r"(?:name|company|date|title|field|job|organi[sz]ation|nom|pr[ée]nom|entreprise)>"
    r"|(?<![_\w])_{3,60}(?![_\w])|(?<!\w)X{3,40}(?!\w)|(?<!\w)(?:TODO|TBD|FIXME|À COMPLÉTER|A COMPLETER)(?!\w)"
    r"|(?<=[\w,;:] )None(?![\w'’-])|(?<=\w’)None(?!\w)|(?<!\w)lorem ipsum(?!\w)",
)
_WORDS_THAT_NONE_IS_PART_OF = re.compile(r"None (?:of|the|other|but|are|is|was|were|has|have|had)\b")
_MY_NAME = re.compile(r"(?:(?:your|my|own|votre|mon|ton) |me\.)?(?:full )?(?:name|nom|prénom|signature)")
_COMPANY = re.compile(
    r"(?:the |name of (?:the )?|nom de l')?(?:company|organi[sz]ation|employer|entreprise|organisme)(?: name)?"
)


def gaps_in(reading: Reading) -> list[Span]:
    """Return the gaps; not a rule across the page, a kiss at the end, or a remark in a quotation."""
    return [
        Span(part, gap.start(), gap.end())
        for part, text in (("subject", reading.subject), ("body", reading.body))
        for gap in islice(_GAPS.finditer(text), MOST_HITS)
        if not _is_meant(gap, text)
    ]


def has_gap(text: str) -> bool:
    """Whether there is a gap in a line."""
    return _GAPS.search(text) is not None


def filled(spans: list[Span], known: Known, reading: Reading) -> Mend | None:
    """Return the mend that fills all gaps, if each is one that the facts can fill."""
    changes = [(span, _filling(span, known, reading)) for span in spans]
    sure = [(span, words) for span, words in changes if words]
    return put(reading, _("Fill it in"), sure) if len(sure) == len(changes) else None


def _is_meant(gap: re.Match[str], text: str) -> bool:
    if gap[0][0] == "_":
        line = text[text.rfind("\n", 0, gap.start()) + 1 :].split("\n", 1)[0].strip()
        return set(line) == {"_"}
    if gap[0][0] == "X":
        return not text[gap.end() :].strip()
    if gap[0][0] == "[":
        return _is_quoted(text[max(0, gap.start() - 80) : gap.start()])
    return _WORDS_THAT_NONE_IS_PART_OF.match(text, gap.start()) is not None


def _is_quoted(before: str) -> bool:
    """Whether a quotation is open at the end of `before`: brackets in it are somebody's remark."""
    line = before.rsplit("\n", 1)[-1]
    return line.count('"') % 2 == 1 or line.count("“") > line.count("”") or line.count("«") > line.count("»")


def _filling(span: Span, known: Known, reading: Reading) -> str | None:
    gap = plain(reading.text_of(span)).strip("[]{}<> ")
    greeting = reading.greeting
    if span.part == "body" and greeting is not None and greeting.start <= span.start < greeting.end + 2:
        is_whole = greeting.name.strip("[]{}<> ") in reading.text_of(span)
        return as_greeted(greeting, known) if is_whole else None
    if _MY_NAME.fullmatch(gap):
        return known.facts.me.name
    return known.facts.contact.organization if _COMPANY.fullmatch(gap) else None
