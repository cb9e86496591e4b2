"""What the check is told about people: names are looked up, not read in bulk."""

import pytest
from etiquette_checking import written
from factories import make_contact, make_contacts
from sqlalchemy import event

from infoview.db import db, transaction
from infoview.etiquette import queries
from infoview.models import Account
from infoview.models.contact import Permission
from infoview.outreach.facts import About, Facts, Found, Me, Recipient

ADA = {"contact": Recipient(name="Ada Byron", address_as="Ms. Byron"), "me": Me(name="Nora Quist")}


@pytest.fixture
def said(hers, account):
    """What is said of a text to Ada; she and others are contacts of Vera's."""

    def say(body, *others, referrer=None, permission=Permission.NO, rules_off="", **facts):
        with hers() as session:
            ada = make_contact("Ada Byron")
            made = make_contacts(*others, *([referrer] if referrer else []))
            with transaction():
                vera = session.get_one(Account, account.id)
                vera.rules_off = rules_off
                ada.referred_by, ada.may_use_name = (made[-1] if referrer else None), permission
            return {each.rule: each for each in queries.findings(ada, vera, Facts(**ADA, **facts), written(body))}

    return say


@pytest.mark.parametrize(
    ("body", "quoted"),
    [
        ("I found the page of Charles Babbage.", "Charles Babbage"),
        ("Jean-Luc de la Tour suggested you.", "Jean-Luc de la Tour"),
        ("I found the page of Zoë Ørsted.", "Zoë Ørsted"),
        ("Thank you again, Charles.", "Charles"),
        ("It is a pleasure, Mr. Babbage, to write.", "Babbage"),
        ("I talked with Charles Babbage.", None),
        ("Dear me, babbage cannons everywhere.", None),
        ("I like engines.", None),
    ],
)
def test_other_contacts_named_in_the_text_are_found(said, body, quoted):
    found = said(f"Dear Ms. Byron,\n\n{body}", "Charles Babbage", "Jean-Luc de la Tour", "Zoë Ørsted", "An Engine")

    finding = found.get("other-name")
    assert (finding.quotes[0] if finding else None) == quoted


def test_whom_the_message_may_name_is_no_mistake(said):
    body = "Dear Ms. Byron,\n\nCharles Babbage suggested you. Mary Somerville is kind. I read of Grace Lovell."

    found = said(
        body, "Mary Somerville", "Grace Lovell", referrer="Charles Babbage", permission=Permission.YES,
        about=About(name="Mary Somerville"), found=Found(text="an interview with Grace Lovell"),
    )  # fmt: skip
    assert "other-name" not in found
    assert "referrer" not in found


def test_a_referrer_is_one_only_while_they_have_not_agreed(said):
    assert said("Dear Ms. Byron,\n\nMary told me of you.", referrer="Mary Somerville")["referrer"].quotes == ("Mary",)


def test_rules_that_are_switched_off_stay_silent(said):
    found = said("Are you hiring?", rules_off="job time")

    assert not {"job", "time"} & found.keys()
    assert "found" in found


def test_two_queries_are_enough_however_many_names_there_are(hers, account):
    with hers() as session:
        ada, mary, *_others = make_contacts("Ada Byron", "Mary Somerville", *(f"Name Number{n}" for n in range(50)))
        with transaction():
            ada.referred_by = mary
        session.expire_all()
        vera = session.get_one(Account, account.id)
        ada = session.get_one(type(ada), ada.id)
        text = written("Hi Charles,\n\n" + " ".join(f"Name Number{n}, Somebody Else, {n}." for n in range(500)))
        asked = []
        event.listen(db.engine, "before_cursor_execute", lambda *about: asked.append(about[2]))

        queries.findings(ada, vera, Facts(**ADA), text)

    assert len([statement for statement in asked if statement.startswith("SELECT")]) <= 2
