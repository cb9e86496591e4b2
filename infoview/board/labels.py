"""What is the same on every card, made once; and cards as they are shown, most of which were shown before."""

from dataclasses import dataclass
from functools import cache, lru_cache

from flask import current_app, request, url_for
from markupsafe import Markup

from infoview.board.queries import Card
from infoview.i18n import _, language
from infoview.labels import STAGES
from infoview.models import Stage
from infoview.today.acts import Act, by_rule


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """Words and addresses for all cards in one language, under one mount."""

    contacts: str
    acts: dict[str, Act]
    move: str


def labels() -> Labels:
    """Return the words and addresses in the language of whoever is served."""
    return _labels(language(), request.script_root)


@lru_cache(1000)
def shown(card: Card, labels: Labels) -> Markup:
    """Return the markup of a card. It says what `card` and `labels` say and nothing else, so it can be kept."""
    fragment = current_app.jinja_env.get_template("board/_card.html").module
    return Markup(fragment.show_card(card=card, labels=labels))  # type: ignore[attr-defined]  # noqa: S704  (the template escapes)


@cache
def _labels(language: str, mount: str) -> Labels:
    answered = Act(_("They answered"), "answer", "/answered")
    log = Act(_("Log contact"), "mail", "/contacted")
    return Labels(
        contacts=url_for("people.list_contacts").removesuffix("people") + "contacts/",
        acts={
            Stage.IDENTIFIED.value: Act(_("Write request"), "draft", "/drafts/request"),
            Stage.REQUESTED.value: answered,
            Stage.MET.value: Act(_("Write thank-you"), "draft", "/drafts/thank_you"),
            Stage.THANKED.value: log,
            Stage.IN_TOUCH.value: log,
            **by_rule(),
        },
        move=_("Move"),
    )


def add_words() -> dict[Stage, str]:
    """Return what the plus of each column says."""
    return {stage: _("Add to %(stage)s", stage=name) for stage, name in STAGES.items()}


def empty_words() -> dict[Stage, str]:
    """Return what belongs in each column, said while it is empty."""
    return {
        Stage.IDENTIFIED: _("Nobody here yet. Add someone you could ask."),
        Stage.REQUESTED: _("People you have written to wait here for their answer."),
        Stage.MET: _("After a conversation, the card comes here until you have said thank you."),
        Stage.THANKED: _("People you have thanked rest here."),
        Stage.IN_TOUCH: _("People you write to now and then."),
    }
