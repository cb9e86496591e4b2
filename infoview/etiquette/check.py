"""The etiquette check: what a career counsellor would say about a draft."""

from collections.abc import Collection
from dataclasses import replace

from infoview.etiquette.findings import Finding, Known, Mend, Person, Span, Written
from infoview.etiquette.reading import Reading
from infoview.etiquette.rules import RULES, Rule

__all__ = ["RULES", "Finding", "Known", "Mend", "Person", "Rule", "Span", "Written", "check"]


def check(written: Written, known: Known, *, off: Collection[str] = ()) -> list[Finding]:
    """Return what can be said about a message, in the order of the rules; nothing for those in `off`."""
    reading = Reading(written)
    found = (
        rule.find(reading, known)
        for rule in RULES
        if written.kind in rule.kinds and written.channel in rule.channels and rule.code not in off
    )
    return [_quoting(finding, reading) for finding in found if finding is not None]


def _quoting(finding: Finding, reading: Reading) -> Finding:
    """Return the finding with the words it means, each once."""
    words = dict.fromkeys(" ".join(reading.text_of(span).split()) for span in finding.spans)
    return replace(finding, quotes=tuple(filter(None, words)))
