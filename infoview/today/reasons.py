"""Why to write to somebody again: what they will like to hear, or something that is worth passing on to them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import column, literal, null, select, type_coerce, union_all

from infoview.i18n import _
from infoview.kept import Kept
from infoview.many import AMONG, ids_text
from infoview.models import Advice, Contact, Lead, Meeting
from infoview.models.ledger import LedgerEntry
from infoview.models.reminding import Share, Shared
from infoview.sharing.fitting import fits
from infoview.text import fold
from infoview.today.facts import Facts

LONGEST = 60
_ADVICE, _LEAD, _SHARE, _SHARED = "advice", "lead", "share", "shared"


def _columns(
    kind: str, row_id: Any, contact: Any, body: Any, *, at: Any = None, topic: Any = "", career: Any = None
) -> Any:
    """Return the columns that all have in common; of what was shared, `row_id` is that of the thing."""
    return select(
        literal(kind).label("kind"),
        row_id.label("row_id"),
        contact.label("contact_id"),
        body.label("body"),
        type_coerce(null() if at is None else at, Contact.stage_at.type).label("at"),
        (literal("") if topic == "" else topic).label("topic"),
        (null() if career is None else career).label("career_id"),
    )


def _settled(kind: str, model: type[LedgerEntry]) -> Any:
    return (
        _columns(kind, model.id, model.contact_id, model.body, at=model.done_at)
        .join(Meeting, Meeting.id == model.meeting_id)
        .where(model.contact_id.in_(AMONG), model.done_at.is_not(None), model.body != "")
    )


_REASONS = Kept(
    union_all(
        _settled(_ADVICE, Advice),
        _settled(_LEAD, Lead),
        _columns(_SHARE, Share.id, null(), Share.body, topic=Share.topic, career=Share.career_id),
        _columns(_SHARED, Shared.share_id, Shared.contact_id, literal("")).where(Shared.contact_id.in_(AMONG)),
    ).order_by(column("kind"), column("row_id"))
)


def to_write(people: Sequence[Any], facts: Mapping[int, Facts]) -> dict[int, str]:
    """Return for each of the people why to write, if there is a reason: one query at most.

    That they do not know yet that their advice was acted on comes first, then a lead that was followed up, then what
    fits best of the things to share.
    """
    if not people:
        return {}
    rows: dict[str, list[Any]] = defaultdict(list)
    for row in _REASONS.rows(ids=ids_text([who.id for who in people])):
        rows[row.kind].append(row)
    had = {(row.row_id, row.contact_id) for row in rows[_SHARED]}
    found: dict[int, str] = {}
    for row in (*rows[_ADVICE], *rows[_LEAD]):
        told_at = facts[row.contact_id].contact_at
        if told_at is None or row.at > told_at:
            found.setdefault(row.contact_id, _words(row))
    for who in people:
        best = _best_for(who, [share for share in rows[_SHARE] if (share.row_id, who.id) not in had])
        if best is not None:
            found.setdefault(who.id, _words(best))
    return found


def _best_for(who: Any, shares: Sequence[Any]) -> Any | None:
    """Return what fits somebody best, of several the one that was noted first."""
    about = fold(" ".join(filter(None, (who.title, who.organization, who.career))))
    fit = [(fits(share.career_id, share.topic, who.career_id, about), share) for share in shares]
    best, share = max(fit, key=lambda each: each[0], default=(0, None))
    return share if best else None


def _words(row: Any) -> str:
    what = " ".join(row.body.split())
    what = what if len(what) <= LONGEST else f"{what[: LONGEST - 1].rstrip()}…"
    if row.kind == _SHARE:
        return _("Something to share: %(what)s", what=what)
    if row.kind == _LEAD:
        return _("You followed up what they told you of: %(what)s", what=what)
    return _("You acted on their advice: %(what)s", what=what)
