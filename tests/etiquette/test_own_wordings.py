"""The wordings that come with the app follow the rules, but where a fact is missing."""

from dataclasses import replace
from functools import cache

import pytest

from infoview.etiquette.check import Known, Person, Written, check
from infoview.models.contact import Formality, FoundBy
from infoview.models.message import Channel
from infoview.outreach import wording
from infoview.outreach.facts import Found, Me, Met, Since
from infoview.outreach.sample import sample_facts

TONES = [("en", Formality.FORMAL), ("fr", Formality.FORMAL), ("fr", Formality.FAMILIAR)]

# What the facts lack, and what may be said of a message then.
LACKING = {
    "nothing": (lambda facts: facts, set()),
    "how they were found": (lambda facts: replace(facts, found=Found()), {"found"}),
    "the web page": (lambda facts: replace(facts, found=Found(FoundBy.WEB)), {"found"}),
    "the referrer": (lambda facts: replace(facts, contact=replace(facts.contact, referrer=None)), set()),
    "how to address them": (lambda facts: replace(facts, contact=replace(facts.contact, address_as=None)), set()),
    "the career": (lambda facts: replace(facts, career=None), set()),
    "who writes": (lambda facts: replace(facts, me=Me(name=facts.me.name)), set()),
    "the writer's name": (lambda facts: replace(facts, me=replace(facts.me, name=None)), {"sign-off"}),
    "the conversation": (lambda facts: replace(facts, meeting=Met(), since=Since()), {"specific"}),
    "what was learned": (lambda facts: replace(facts, meeting=replace(facts.meeting, notes=None)), {"specific"}),
    "advice": (lambda facts: replace(facts, meeting=replace(facts.meeting, advice=()), since=Since()), {"specific"}),
}


@cache
def read(name, language, formality):
    return wording.read(wording.source_of(name, language, formality))


def messages(language, formality, lack):
    for original in wording.originals(language, formality):
        facts = lack(sample_facts(language, original.route) if original.route else sample_facts(language))
        limits = (200, 300) if original.channel is Channel.LINKEDIN else (None,)
        source = read(original.name, language, formality)
        for limit in limits:
            text = wording.text_of(source, facts, limit=limit)
            written = Written(original.kind, original.route, original.channel, language, text.subject, text.body)
            yield original, limit, written, Known(facts, Person("Ada Byron"), formality, limit or 200)


@pytest.mark.parametrize(("language", "formality"), TONES)
def test_our_own_wordings_give_nothing_to_say_but_what_a_missing_fact_causes(language, formality):
    seen = set()
    for lack, (lacking, allowed) in LACKING.items():
        for original, limit, written, known in messages(language, formality, lacking):
            if written in seen:  # the fact has no part in it
                continue
            seen.add(written)
            said = {finding.rule for finding in check(written, known)}
            if original.channel is Channel.LINKEDIN:  # a short note may have no room for what was learned
                said -= {"specific"}
            assert said <= allowed, (lack, original.name, limit, said, written.body)
