"""The four kinds of lines in the ledger: what each is called, in addresses and on the screen."""

from infoview.errors import NotThere
from infoview.i18n import _l
from infoview.models.ledger import Advice, Lead, LedgerEntry, Promise, Resource, ResourceKind

BY_WORD: dict[str, type[LedgerEntry]] = {"advice": Advice, "promise": Promise, "resource": Resource, "lead": Lead}
WORD_OF = {model: word for word, model in BY_WORD.items()}

# One of them, and all of them.
ONE = {"advice": _l("Advice"), "promise": _l("Promise"), "resource": _l("Resource"), "lead": _l("Lead")}
MANY = {"advice": _l("Advice"), "promise": _l("Promises"), "resource": _l("Resources"), "lead": _l("Leads")}
# The act that settles one, and what it is called afterwards.
SETTLE = {"advice": _l("Done"), "promise": _l("Kept"), "resource": _l("Looked at"), "lead": _l("Followed up")}
SETTLED = {
    "advice": _l("done %(day)s"),
    "promise": _l("kept %(day)s"),
    "resource": _l("looked at %(day)s"),
    "lead": _l("followed up %(day)s"),
}
RESOURCE_KINDS = {
    ResourceKind.SITE: _l("Website"),
    ResourceKind.BODY: _l("Professional body"),
    ResourceKind.EVENT: _l("Event"),
    ResourceKind.BOOK: _l("Book or article"),
    ResourceKind.COURSE: _l("Course"),
    ResourceKind.OTHER: _l("Other"),
}


def model_of_word(word: str) -> type[LedgerEntry]:
    """Return the class of the lines called `word` in addresses. Raises NotThere."""
    if word not in BY_WORD:
        raise NotThere
    return BY_WORD[word]
