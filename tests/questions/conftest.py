"""What the tests of questions share: a career, people to ask about it, and meetings with them."""

from types import SimpleNamespace

import pytest
from factories import NOON, make_contact
from planned_meetings import make_meeting

from infoview.db import db, transaction
from infoview.models import Career, Organization


@pytest.fixture
def nursing(owner):
    """Nursing, with Ada who leads a ward at the Lighthouse, Mary of whom nothing is known, and meetings with both."""
    with transaction():
        career = Career(name="Nursing", folded="nursing", created_at=NOON)
        lighthouse = Organization(name="Lighthouse", folded="lighthouse", created_at=NOON)
        db.session.add_all([career, lighthouse])
    ada = make_contact("Ada Byron", title="Ward manager", organization_id=lighthouse.id, career_id=career.id)
    mary = make_contact("Mary Somerville", career_id=career.id)
    with_ada, with_mary = (make_meeting(each, career=career) for each in (ada, mary))
    return SimpleNamespace(career=career, ada=ada, mary=mary, with_ada=with_ada, with_mary=with_mary)
