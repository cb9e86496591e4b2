"""How well the rules do on drafts of our own: the figures that docs/etiquette.md states are those of this test."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from etiquette_drafts import drafts

from infoview.etiquette.check import RULES, check

PAGE = Path(__file__).parents[2] / "docs" / "etiquette.md"
# The least that may be: on the drafts the rules were made with, and on those set aside before.
LEAST = {"worked with": (0.99, 0.99), "set aside": (0.98, 0.95)}


@cache
def counts():
    """What was found rightly, found wrongly and missed, by part of the corpus and rule."""
    tally = {part: Counter() for part in LEAST}
    for draft in drafts():
        found = {finding.rule for finding in check(draft.written, draft.known)}
        part = tally["set aside" if draft.is_aside else "worked with"]
        part.update(("right", rule) for rule in found & draft.expected)
        part.update(("wrong", rule) for rule in found - draft.expected)
        part.update(("missed", rule) for rule in draft.expected - found)
    return tally


def figures(tally, rules):
    """Precision and recall over some rules."""
    right, wrong, missed = (sum(tally[outcome, rule] for rule in rules) for outcome in ("right", "wrong", "missed"))
    return right / (right + wrong or 1), right / (right + missed or 1), right, wrong, missed


CODES = [rule.code for rule in RULES]


@pytest.mark.parametrize("part", LEAST)
def test_the_rules_find_what_a_counsellor_would_and_little_else(part):
    precision, recall, *_numbers = figures(counts()[part], CODES)

    assert precision >= LEAST[part][0]
    assert recall >= LEAST[part][1]


def test_no_rule_is_far_worse_than_the_others():
    for rule in CODES:
        both = counts()["worked with"] + counts()["set aside"]
        precision, recall, right, *_numbers = figures(both, [rule])
        assert precision >= 0.9, rule
        assert recall >= 0.9, rule
        assert right >= 3, f"{rule}: too few drafts tell anything"


def test_the_page_states_the_figures_as_they_are():
    page = PAGE.read_text("utf-8")

    for part in LEAST:
        precision, recall, right, wrong, missed = figures(counts()[part], CODES)
        row = rf"\| {part} \|[^|]*\| {right} \| {wrong} \| {missed} \| {precision:.3f} \| {recall:.3f} \|"
        assert re.search(row, page), f"{part}: {right} {wrong} {missed} {precision:.3f} {recall:.3f}"
    for rule in CODES:
        both = counts()["worked with"] + counts()["set aside"]
        right, wrong, missed = figures(both, [rule])[2:]
        assert re.search(rf"\| `{rule}` \|[^|]*\| {right} \| {wrong} \| {missed} \|", page), (
            rule,
            right,
            wrong,
            missed,
        )


def test_the_corpus_has_both_languages_every_kind_and_every_rule():
    corpus = drafts()

    assert len(corpus) >= 130
    assert sum(draft.is_aside for draft in corpus) >= len(corpus) * 0.25
    for language in ("en", "fr"):
        part = [draft for draft in corpus if draft.written.language == language]
        assert {rule for draft in part for rule in draft.expected} == set(CODES), language
        assert len({draft.written.kind for draft in part}) == 8, language
        assert len({draft.written.channel for draft in part}) == 4, language
        assert sum(not draft.expected for draft in part) >= 25, language
