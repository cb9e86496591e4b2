"""What the columns of a file mean: guessed from their headings, corrected by hand."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from infoview.errors import Invalid
from infoview.i18n import _
from infoview.text import fold


class Column(StrEnum):
    """What one column of a file says about a person."""

    NAME = "name"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    ORGANIZATION = "organization"
    TITLE = "title"
    EMAIL = "email"
    PHONE = "phone"
    LINK = "link"
    PLACE = "place"
    CONNECTED_ON = "connected_on"
    NOTE = "note"


Mapping = list[Column | None]
"""For each column of a file, from the left, what it means; None leaves it out."""

MAY_REPEAT = frozenset({Column.EMAIL, Column.PHONE, Column.LINK, Column.NOTE})
NAMES = frozenset({Column.NAME, Column.GIVEN_NAME, Column.FAMILY_NAME})

# Headings in English and French, as LinkedIn, Google, Outlook and people write them. Compared without
# case, accents, digits, spaces and signs, so "E-mail 1" is "email" and "Prénom :" is "prenom".
_HEADINGS = {
    Column.NAME: "name fullname displayname contact contactname person nom complet nomcomplet nometprenom prenometnom",
    Column.GIVEN_NAME: "firstname givenname forename prenom",
    Column.FAMILY_NAME: "lastname familyname surname nomdefamille nomfamille",
    Column.ORGANIZATION: "organization organisation organizationname company companyname employer "
    "entreprise societe employeur structure",
    Column.TITLE: "title jobtitle organizationtitle position role job occupation titre poste fonction metier emploi",
    Column.EMAIL: "email emailaddress emailvalue mail mailaddress courriel adresseemail adressemail "
    "adresseelectronique adressecourriel adressedecourriel mel",
    Column.PHONE: "phone phonenumber phonevalue telephone telephonenumber tel mobile mobilephone cell cellphone "
    "businessphone homephone numerodetelephone portable telephonemobile",
    Column.LINK: "url link links website websitevalue webpage linkedin linkedinurl linkedinprofile profile profileurl "
    "lien liens site siteweb profil profillinkedin",
    Column.PLACE: "place location city town ville lieu localisation",
    Column.CONNECTED_ON: "connectedon connectiondate dateconnected connectele datedeconnexion datederelation",
    Column.NOTE: "note notes comment comments remark remarks remarque remarques commentaire commentaires",
}
_MEANINGS = {heading: column for column, headings in _HEADINGS.items() for heading in headings.split()}
_LINKEDIN = {"firstname", "lastname", "connectedon"}
_NOT_A_LETTER = re.compile(r"[^a-z]")


def bare(heading: str) -> str:
    """Return a heading for comparing: only its letters."""
    return _NOT_A_LETTER.sub("", fold(heading))


def guess(headings: Sequence[str]) -> Mapping:
    """Guess what each heading means. The first of two equal meanings wins where only one can be kept."""
    mapping: Mapping = []
    bared = [bare(heading) for heading in headings]
    for heading in bared:
        # "Nom" is a whole name by itself, and the family name beside "Prénom".
        meaning = Column.FAMILY_NAME if heading == "nom" and "prenom" in bared else _meaning(heading)
        taken = meaning in mapping and meaning not in MAY_REPEAT
        mapping.append(None if taken else meaning)
    return mapping


def _meaning(heading: str) -> Column | None:
    return Column.NAME if heading == "nom" else _MEANINGS.get(heading)


def has_name(mapping: Iterable[Column | None]) -> bool:
    """Whether people can be told from such columns."""
    return any(column in NAMES for column in mapping)


def is_certain(headings: Sequence[str], mapping: Mapping) -> bool:
    """Whether every column is understood, so that nobody needs to look at the guess."""
    return has_name(mapping) and all(
        column is not None or not heading.strip() for heading, column in zip(headings, mapping, strict=True)
    )


def is_linkedin(headings: Sequence[str]) -> bool:
    """Whether these are the headings of LinkedIn's Connections.csv."""
    return {bare(heading) for heading in headings} >= _LINKEDIN


def check(mapping: Mapping) -> None:
    """Raise Invalid for a mapping that leaves people without names, or names one fact twice."""
    if not has_name(mapping):
        raise Invalid("mapping", _("Say which column holds the names."))
    for column in set(mapping) - MAY_REPEAT - {None}:
        if mapping.count(column) > 1:
            raise Invalid("mapping", _("Two columns are given the same meaning. Choose one of them."))
