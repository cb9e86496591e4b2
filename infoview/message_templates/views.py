"""Pages of message templates: all of them, one to change, and how it reads."""

from typing import Any

from flask import Blueprint, Response, g, render_template, request, url_for

from infoview import clock
from infoview.db import transaction, zone
from infoview.errors import Invalid, Stale
from infoview.i18n import _
from infoview.message_templates import actions, labels, listing, queries
from infoview.message_templates.forms import TemplateForm, form_of, values_of
from infoview.message_templates.preview import Preview, last_touched
from infoview.message_templates.preview import preview as previewed
from infoview.message_templates.queries import Template
from infoview.message_templates.sources import LONGEST_SUBJECT
from infoview.message_templates.voices import CHANNELS, VOICES, Voice, voice_of
from infoview.models.contact import Formality
from infoview.models.message import Channel
from infoview.outreach.labels import CHANNEL_NAMES
from infoview.web import go_to, is_partial, notify

bp = Blueprint("message_templates", __name__)


@bp.get("/templates")
def list_templates() -> str:
    """Show every template in one language and, unless all are asked for, on one channel."""
    voice, asked = _voice(), request.args.get("channel", Channel.EMAIL.value)
    channel = next((each for each in CHANNELS if each.value == asked), None)
    return render_template(
        "message_templates/templates.html",
        groups=listing.groups(voice, channel),
        voice=voice,
        voices=VOICES.values(),
        channel=channel.value if channel else "all",
        channels=[*((each.value, CHANNEL_NAMES[each]) for each in CHANNELS), ("all", _("All"))],
        channel_names=CHANNEL_NAMES,
    )


@bp.route("/templates/new", methods=["GET", "POST"])
def new() -> Any:
    """Ask for a template of the user's own, empty or with the text of another one, and add it."""
    if request.method != "POST":
        return _page(form_of(None, person=last_touched(), **_first_values()), None)
    form = form_of(None)
    if form.validate():
        try:
            with transaction(once=form.once_key) as batch:
                content = form.content(None)
                batch.answer = _list_of(content.voice, content.channel)
                actions.add(content, at=clock.now())
            notify(_("%(name)s is added.", name=content.name), undo=batch.id)
            return go_to(batch.answer)
        except Invalid as problem:
            form.refuse(problem)
    return _page(form, None), 422


@bp.route("/templates/<int:messagetemplate_id>", methods=["GET", "POST"])
@bp.route("/templates/originals/<path:original>", methods=["GET", "POST"], endpoint="edit_original")
def edit(messagetemplate_id: int = 0, original: str = "") -> Any:
    """Show a template to change it."""
    template = _find(messagetemplate_id, original)
    if request.method != "POST":
        return _page(form_of(template, person=last_touched()), template)
    form = form_of(template)
    try:
        if form.validate():
            with transaction(once=form.once_key) as batch:
                template = _find(messagetemplate_id, original)
                content = form.content(template)
                batch.answer = _list_of(content.voice, content.channel)
                actions.edit(template, content, version=form.version.data or 0, at=clock.now())
            notify(_("Saved."), undo=batch.id)
            return go_to(batch.answer)
    except Invalid as problem:
        form.refuse(problem)
    except Stale as stale:
        form.general.append(stale.message)
        template = _find(messagetemplate_id, original)
        form.version.data = template.version
        return _page(form, template, theirs=stale.theirs), 409
    return _page(form, template), 422


@bp.post("/templates/<int:messagetemplate_id>/delete")
@bp.post("/templates/originals/<path:original>/delete", endpoint="hide")
def delete(messagetemplate_id: int = 0, original: str = "") -> Response:
    """Put a template of the user's own into the trash; hide one of ours."""
    with transaction() as batch:
        template = _find(messagetemplate_id, original)
        name = template.title
        actions.put_away(template, at=clock.now())
    hidden = _("%(name)s is hidden: it is not offered any more.", name=name)
    notify(hidden if template.original else _("%(name)s is deleted.", name=name), undo=batch.id)
    return go_to(_list_of(template.voice, template.channel))


@bp.post("/templates/originals/<path:original>/reset")
def reset(original: str) -> Response:
    """Show a hidden template again, or put the original back in place of a changed one."""
    with transaction() as batch:
        template = queries.template_for(original)
        was_hidden = template.standing is queries.Standing.HIDDEN
        actions.bring_back(template, at=clock.now())
    words = _("It is offered again.") if was_hidden else _("The original is back.")
    notify(words, undo=batch.id)
    return go_to(_list_of(template.voice, template.channel))


@bp.route("/templates/preview", methods=["GET", "POST"])
def preview() -> Any:
    """Show how what was typed reads; nothing is stored. Whoever only comes back to the address sees the list."""
    if request.method != "POST":
        return go_to(url_for("message_templates.list_templates"))
    of = request.form.get("of", "")
    template = queries.template_named(of) if of else None
    form = form_of(template)
    form.text_is_bounded()
    if not is_partial():
        return _page(form, template)
    shown = _previewed(form, template)
    lang = form.content(template).voice.language
    return render_template("message_templates/preview.reply.html", form=form, preview=shown, lang=lang)


def _find(template_id: int, original: str) -> Template:
    return queries.template_for(original) if original else queries.template(template_id)


def _voice() -> Voice:
    return VOICES.get(request.args.get("voice", "")) or voice_of(g.viewer.language, Formality.FORMAL)


def _list_of(voice: Voice, channel: Channel) -> str:
    return url_for("message_templates.list_templates", voice=voice.code, channel=channel.value)


def _first_values() -> dict[str, Any]:
    """Return what the form of a new one shows first: the text of another one, or what the list was showing."""
    copied = request.args.get("from", "")
    if copied:
        template = queries.template_named(copied)
        return values_of(template) | {"name": labels.copy_name(template.title)}
    use, channel = request.args.get("use", ""), request.args.get("channel", "")
    return {"use": use, "channel": channel, "voice": _voice().code}


def _previewed(form: TemplateForm, template: Template | None) -> Preview | None:
    """Return how the form's text reads, or None with the reason beside its field."""
    if not form.body.data or form.body.errors or form.person.errors or len(form.subject.data or "") > LONGEST_SUBJECT:
        return None
    try:
        content, today, now = form.content(template), clock.today(zone()), clock.now()
        return previewed(content, form.person.data or "", g.viewer.account_id, today=today, now=now)
    except Invalid as problem:
        if problem.message not in form[problem.field].errors:
            form.refuse(problem)
        return None


def _page(form: TemplateForm, template: Template | None, theirs: dict[str, object] | None = None) -> str:
    content = form.content(template)
    return render_template(
        "message_templates/template.html",
        form=form,
        template=template,
        use_name=labels.use_name(content.use),
        channel_name=CHANNEL_NAMES[content.channel],
        standing=labels.STANDINGS[template.standing] if template else "",
        lang=content.voice.language,
        preview=_previewed(form, template),
        facts=labels.facts_by_group(),
        theirs=theirs or {},
        back=_list_of(content.voice, content.channel),
    )
