"""Finding contacts, putting many on the board, showing one."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from infoview import clock
from infoview.chips import chips
from infoview.db import db, transaction, zone
from infoview.i18n import _, day_words, ngettext
from infoview.labels import REASONS, STAGES
from infoview.ledger.held import has_talked
from infoview.ledger.queries import of_contact
from infoview.ledger.words import ONE
from infoview.logbook.queries import asks
from infoview.meetings.words import coming
from infoview.models import Career, Contact, Organization, Stage, Tag
from infoview.own_reminders import queries as own_reminders
from infoview.people import actions, facts, listing, namesakes, queries, timeline
from infoview.people.acts import acts
from infoview.people.forms import NoteForm, PeopleForm, PutOnBoardForm
from infoview.people.labels import contact_path, shown
from infoview.replies.queries import new_address
from infoview.replies.reading import LARGEST_MAIL
from infoview.today.queries import step_of
from infoview.web import go_to, is_partial, local_path, notify

bp = Blueprint("people", __name__)


@bp.get("/people")
def list_contacts() -> str:
    """Show every contact, or those that the filters in the address ask for."""
    filters = _filters()
    found = _found(filters)
    if is_partial():
        return render_template("people/found.html", **found)
    totals = None if filters.is_set else listing.totals()
    careers, tags = queries.careers_and_tags()
    return render_template(
        "people/people.html",
        **found,
        is_empty=totals == (0, 0),
        totals=listing.totals_words(*totals) if totals else "",
        careers=careers,
        tags=tags,
        stages=_stages(),
        sorts={value: str(name) for value, name in listing.SORTS.items()},
    )


@bp.post("/people/board")
def put_on_board() -> Response:
    """Put the people who were picked on the board, all in one act."""
    form = PutOnBoardForm.checked()
    back = local_path(request.form.get("next")) or url_for("people.list_contacts")

    with transaction(once=form.once_key) as batch:
        batch.answer = back
        picked = [db.get_row(Contact, contact_id) for contact_id in _picked()]
        moved = actions.put_on_board(picked, to=form.to, at=clock.now())

    words = ngettext(
        "%(num)s person is now in %(stage)s.", "%(num)s people are now in %(stage)s.", moved, stage=STAGES[form.to]
    )
    notify(words, undo=batch.id if moved else None)
    return go_to(back)


@bp.get("/people/names")
def names() -> str:
    """Show the contacts whose names begin like what is typed, to pick one."""
    typed = request.args.get("referred_by") or request.args.get("person", "")
    found = namesakes.like(typed[:200])
    return render_template("shared/names.reply.html", names=[who.label for who in found])


@bp.get("/contacts/<int:contact_id>")
def show(contact_id: int) -> str:
    """Show a contact: who they are and what is next, and what happened."""
    person, now = queries.person(contact_id), clock.now()
    step = step_of(person.contact, now=now)
    after = min(request.args.get("after", 0, type=int), 100_000)
    return render_template(
        "people/contact.html",
        person=person,
        contact=person.contact,
        step=step,
        acts=acts(person, step, has_thanked_referrer=queries.has_thanked_referrer(person)),
        facts=facts.all_of(person),
        stages=STAGES,
        resting=_resting(person.contact),
        said=asks(step),
        coming=coming(person.contact, zone=zone(), now=now),
        new_address=new_address(contact_id, person.emails),
        largest_mail=LARGEST_MAIL,
        timeline=timeline.of(person.contact, now=now, after=max(0, after)),
        note=NoteForm(formdata=None, ids="note-", day=clock.today(zone())),
        ledger=of_contact(contact_id, most=20),
        reminders=own_reminders.of_contact(contact_id, today=clock.today(zone())),
        ledger_kinds=ONE if has_talked(contact_id) else {},
    )


def _filters() -> listing.Filters:
    form = PeopleForm(formdata=request.args)
    stage, sort = form.stage.data or "", form.sort.data or ""
    return listing.Filters(
        q=(form.q.data or "")[:100],
        stage=stage if stage in {**listing.RESTING, **{each.value: each for each in Stage}} else "",
        career=form.career.data,
        tag=form.tag.data,
        organization=form.organization.data,
        sort=sort if sort in listing.SORTS else "",
        page=request.args.get("page", 1, type=int),
    )


def _stages() -> dict[str, str]:
    """Return what can be asked for as a stage, in words."""
    names = {stage.value: name for stage, name in STAGES.items()} | listing.RESTING
    return {value: str(name) for value, name in names.items()}


def _found(filters: listing.Filters) -> dict[str, Any]:
    """Return who was found, and the filters that are on: what changes while somebody types."""
    page = listing.page(filters, now=clock.now())
    names = {"q": f"“{filters.q}”", "stage": _stages()[filters.stage] if filters.stage else "", **_named(filters)}
    return {
        "filters": filters,
        "chips": chips(filters.in_address(), names),
        "page": page,
        "found": listing.found_words(page.count),
        "path": contact_path(),
        "pick": _("Pick"),
        "now": _("They are on the phone now") if filters.q else "",
        "shown": shown,
        "board_stages": {stage.value: str(name) for stage, name in STAGES.items()},
        "form": PutOnBoardForm(formdata=None),
    }


def _named(filters: listing.Filters) -> dict[str, str]:
    """Return the names of what is filtered by. Raises NotThere for what the owner does not have."""
    asked: dict[str, type[Any]] = {"career": Career, "tag": Tag, "organization": Organization}
    ids = {name: getattr(filters, name) for name in asked}
    return {name: db.get_row(asked[name], row_id).name for name, row_id in ids.items() if row_id is not None}


def _picked() -> list[int]:
    """Return the ids of the people who were picked; what is no id is nobody's."""
    ids = request.form.getlist("contact")[: listing.SIZE * 4]
    return list(dict.fromkeys(int(text) if text.isdecimal() and len(text) < 19 else 0 for text in ids))


def _resting(contact: Contact) -> str:
    """Return in words that a contact rests, or an empty text."""
    if contact.closed_at is not None:
        return _("Closed: %(reason)s", reason=REASONS[contact.closed_reason]) if contact.closed_reason else _("Closed")
    if contact.paused_until is not None:
        return _("Paused until %(day)s", day=day_words(contact.paused_until, clock.today(zone())))
    return _("Paused") if contact.paused_at is not None else ""
