"""Which route a request takes."""

import pytest

from infoview.models.contact import FoundBy
from infoview.models.message import Route
from infoview.outreach.facts import Facts, Found, Recipient
from infoview.outreach.routes import route_for


@pytest.mark.parametrize(
    ("source", "route"),
    [
        (None, Route.COLD),
        (FoundBy.WEB, Route.COLD),
        (FoundBy.ARTICLE, Route.COLD),
        (FoundBy.OTHER, Route.COLD),
        (FoundBy.SCHOOL, Route.SHARED),
        (FoundBy.EMPLOYER, Route.SHARED),
        (FoundBy.REFERRED, Route.REFERRED),
        (FoundBy.EVENT, Route.EVENT),
    ],
)
def test_the_source_decides_the_route(source, route):
    assert route_for(Facts(found=Found(source))) is route


def test_a_referrer_who_may_be_named_goes_before_everything_else():
    named = Recipient(referrer="Mary Somerville", is_referred=True)

    assert route_for(Facts(contact=named, found=Found(FoundBy.EVENT, "the fair"))) is Route.REFERRED


def test_a_referrer_who_may_not_be_named_goes_before_nothing():
    unnamed = Recipient(is_referred=True)

    assert route_for(Facts(contact=unnamed)) is Route.REFERRED
    assert route_for(Facts(contact=unnamed, found=Found(FoundBy.WEB))) is Route.REFERRED
    assert route_for(Facts(contact=unnamed, found=Found(FoundBy.EVENT))) is Route.EVENT
