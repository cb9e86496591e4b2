"""Reads that are turned into SQL once see what every other read sees: the owner's rows, without the trash."""

import re

import pytest
from factories import NOON, make_contact, make_contacts

from infoview.board import queries as board
from infoview.board.forms import Filters
from infoview.db import as_owner, db, transaction
from infoview.kept import Kept
from infoview.models import Contact, Organization, Stage
from infoview.models.owned import owned_tables
from infoview.people import listing
from infoview.people import queries as people


def test_every_owned_table_in_them_is_limited(app):
    with app.app_context():
        reads = [kept.prepared(db.engine.dialect).sql for kept in Kept.all]

    assert reads
    named = re.compile(rf"(?<![.\w])({'|'.join(owned_tables())})\b(?!\.)(?: AS (\w+))?")
    for sql in reads:
        owned = [alias or table for table, alias in named.findall(sql)]
        assert owned, sql
        for name in set(owned):
            limits = re.findall(rf"likely\({name}\.owner_id = \?\) AND {name}\.deleted_at IS NULL", sql)
            assert len(limits) == owned.count(name), f"{name} in {sql}"


def test_another_accounts_rows_and_the_trash_are_not_seen(app, account, other_account):
    with app.app_context(), as_owner(other_account):
        hidden = make_contact("Otto's", stage=Stage.MET)
    with app.app_context(), as_owner(account):
        ada, gone = make_contacts("Ada Byron", "Gone", stage=Stage.MET)
        with transaction():
            gone.deleted_at = NOON

    with app.app_context(), as_owner(account):
        assert [card.id for column in board.columns(Filters(), now=NOON) for card in column.cards] == [ada.id]
        assert board.card(hidden.id, now=NOON) is board.card(gone.id, now=NOON) is None
        assert listing.totals() == (1, 1)
        assert people.careers_and_tags() == ([], [])


def test_they_see_what_the_running_transaction_has_changed(owner):
    ada = make_contact("Ada Byron", stage=Stage.MET)

    with transaction():
        db.get_row(Contact, ada.id).full_name = "Ada Lovelace"
        assert board.card(ada.id, now=NOON).name == "Ada Lovelace"


def test_what_hangs_on_a_card_in_the_trash_is_not_shown(owner):
    with transaction():
        db.session.add(babbage := Organization(name="Babbage", folded="babbage", created_at=NOON))
    ada = make_contact("Ada Byron", stage=Stage.MET, organization_id=babbage.id)
    assert board.card(ada.id, now=NOON).role == "Babbage"

    with transaction():
        db.get_row(Organization, babbage.id).deleted_at = NOON

    assert board.card(ada.id, now=NOON).role == ""


def test_without_an_owner_they_do_not_run(app):
    with app.app_context(), pytest.raises(AssertionError, match="no owner"):
        listing.totals()
