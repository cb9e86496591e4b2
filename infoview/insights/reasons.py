"""Why somebody is a good one to ask next, in words. Pure."""

from dataclasses import dataclass

from infoview.i18n import _, ngettext
from infoview.models.career import Verdict
from infoview.models.contact import Permission

MIDDLE = 3  # what is not known counts as this


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody who could be asked, their organization and their career.

    `rank` is the organization's place among the user's favourites. `heard` and `open_goals` say how many people have
    told of the career, and how many things to learn about it are open.
    """

    ease: int | None = None
    value: int | None = None
    referrer: str = ""
    may_use_name: Permission = Permission.NOT_ASKED
    organization: str = ""
    rank: int | None = None
    is_practice: bool = False
    is_met_there: bool = False
    career: str = ""
    verdict: Verdict | None = None
    heard: int = 0
    open_goals: int = 0

    @property
    def points(self) -> int:
        """Ease times value, what is not known in the middle."""
        return (self.ease or MIDDLE) * (self.value or MIDDLE)


def reasons(known: Known) -> list[str]:
    """Return the reasons in the order in which they count."""
    found = (_rated(known), _referral(known), _organization(known), _career(known))
    return [words for words in found if words]


def _rated(known: Known) -> str:
    match known.ease is None, known.value is None:
        case True, True:
            return _("You have not rated them yet; both count as 3, the middle.")
        case True, False:
            return _("%(value)s How easy they are to ask is not rated; it counts as 3.", value=_value(known.value))
        case False, True:
            return _("%(ease)s How much there is to learn is not rated; it counts as 3.", ease=_ease(known.ease))
    return f"{_ease(known.ease)} {_value(known.value)}"


def _ease(ease: int | None) -> str:
    if (ease or MIDDLE) > MIDDLE:
        return _("Easy to ask.")
    return _("Hard to ask.") if (ease or MIDDLE) < MIDDLE else _("Neither easy nor hard to ask.")


def _value(value: int | None) -> str:
    if (value or MIDDLE) > MIDDLE:
        return _("Much to learn from them.")
    return _("Little to learn from them.") if (value or MIDDLE) < MIDDLE else _("Something to learn from them.")


def _referral(known: Known) -> str:
    if not known.referrer:
        return ""
    if known.may_use_name is Permission.YES:
        return _("%(name)s named them, and you may say so.", name=known.referrer)
    if known.may_use_name is Permission.NO:
        return _("%(name)s named them, but does not want to be mentioned.", name=known.referrer)
    return _("%(name)s named them; ask whether you may say so.", name=known.referrer)


def _organization(known: Known) -> str:
    name = known.organization
    if known.rank is not None:
        place = _("%(name)s is number %(rank)s of your organizations.", name=name, rank=known.rank)
        return place if known.is_met_there else f"{place} {_('You have met nobody there yet.')}"
    if known.is_practice:
        return _("%(name)s is an organization to practise with.", name=name)
    return _("You have met nobody at %(name)s yet.", name=name) if name and not known.is_met_there else ""


def _career(known: Known) -> str:
    if not known.career:
        return ""
    if known.verdict is Verdict.DROP:
        return _("You have decided against %(career)s.", career=known.career)
    if not known.heard:
        return _("Nobody has told you about %(career)s yet.", career=known.career)
    if known.open_goals:
        return ngettext(
            "%(num)s thing you want to learn about %(career)s is open.",
            "%(num)s things you want to learn about %(career)s are open.",
            known.open_goals,
            career=known.career,
        )
    return ""
