"""Facts about people who do not exist: what a wording is shown with when the user has nobody to show it with."""

from dataclasses import replace

from infoview.models.contact import FoundBy
from infoview.models.meeting import MeetingMode
from infoview.models.message import Route
from infoview.outreach.facts import About, Agreed, Asked, Facts, Found, Me, Met, Recipient, Since

_ENGLISH = Facts(
    contact=Recipient(
        name="Ada Byron",
        address_as="Ms. Byron",
        organization="Babbage & Co.",
        referrer="Mary Somerville",
        short_name="Ada",
        is_referred=True,
        email="ada@example.org",
        phone="+44 20 7946 0100",
    ),
    me=Me(
        name="Nora Quist",
        about="a biology teacher of six years",
        explores="a move into design",
        phone="+44 20 7946 0101",
        tells="I have begun an evening course in interviewing",
    ),
    found=Found(FoundBy.ARTICLE, "your article on night trains"),
    asked=Asked(
        when="on 5 May",
        times=("Tuesday 12 May at\u00a09:00", "Wednesday 13 at\u00a011:00", "Thursday 14 at\u00a015:30 (London time)"),
        usually="on weekdays before 10",
    ),
    agreed=Agreed("Thursday 14 May", "14:00", 20, "the café in the station", MeetingMode.COFFEE),
    meeting=Met(
        when="on Thursday",
        notes="most of the day is listening",
        advice=("Read the annual report", "Visit a ward"),
        people=("Charles Wheatstone",),
        people_met=("Charles Wheatstone",),
        more="nobody works alone",
        promises=("Send the article on night trains",),
    ),
    since=Since(
        advice=("Read the annual report",), people=("Charles Wheatstone",), promises=("Send the reading list",)
    ),
    about=About("Grace Lovell", "Ashworth Hospital", "on Monday", "the first year is mostly watching"),
    career="UX research in health care",
)

_FRENCH = Facts(
    language="fr",
    contact=Recipient(
        name="Ada Byron",
        address_as="Madame Byron",
        organization="Babbage et Cie",
        referrer="Mary Somerville",
        short_name="Ada",
        is_referred=True,
        email="ada@example.org",
        phone="01 99 00 12 34",
    ),
    me=Me(
        name="Nora Quist",
        about="professeure de biologie depuis six ans",
        explores="un passage vers le design",
        phone="01 99 00 56 78",
        tells="j'ai commencé un cours du soir sur les entretiens",
    ),
    found=Found(FoundBy.ARTICLE, "un article sur les trains de nuit"),
    asked=Asked(
        when="le 5 mai",
        times=(
            "mardi 12 mai à\u00a09\u00a0h",
            "mercredi 13 à\u00a011\u00a0h",
            "jeudi 14 à\u00a015\u00a0h\u00a030 (heure de Londres)",
        ),
        usually="en semaine avant 10\u00a0h",
    ),
    agreed=Agreed("jeudi 14 mai", "14\u00a0h", 20, "le café de la gare", MeetingMode.COFFEE),
    meeting=Met(
        when="jeudi",
        notes="l'essentiel de la journée se passe à écouter",
        advice=("Lire le rapport annuel", "Visiter un service"),
        people=("Charles Wheatstone",),
        people_met=("Charles Wheatstone",),
        more="on n'y travaille jamais en solitaire",
        promises=("Envoyer l'article sur les trains de nuit",),
    ),
    since=Since(
        advice=("Lire le rapport annuel",), people=("Charles Wheatstone",), promises=("Envoyer la liste de lecture",)
    ),
    about=About("Grace Lovell", "l'hôpital Ashworth", "lundi", "la première année consiste surtout à observer"),
    career="la recherche UX dans la santé",
)


_FOUND = {
    ("en", Route.SHARED): Found(FoundBy.SCHOOL, "the University of Bracken"),
    ("fr", Route.SHARED): Found(FoundBy.SCHOOL, "l'université de Bracken"),
    ("en", Route.EVENT): Found(FoundBy.EVENT, "the spring design fair"),
    ("fr", Route.EVENT): Found(FoundBy.EVENT, "le salon du design"),
}


def sample_facts(language: str, route: Route | None = None) -> Facts:
    """Return every fact that a wording can name, in a language; how they were found suits the route."""
    facts = _FRENCH if language == "fr" else _ENGLISH
    return replace(facts, found=_FOUND.get((facts.language, route), facts.found)) if route else facts
