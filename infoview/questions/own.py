"""Questions of the user's own, beside ours."""

from dataclasses import dataclass
from datetime import datetime

from infoview.db import db, describe
from infoview.errors import Invalid, Stale
from infoview.i18n import _
from infoview.models import Career, LearningGoal, OwnQuestion
from infoview.models.question import Topic
from infoview.outreach.notation import BadWording
from infoview.questions import merging


@dataclass(frozen=True, slots=True)
class Content:
    """What a question of the user's own says, when to ask it, and for which career or goal, if for one."""

    text: str
    topic: Topic
    why: str = ""
    follow_up: str = ""
    is_early: bool = False
    is_spare: bool = False
    is_candid: bool = False
    is_open: bool = True
    career: Career | None = None
    goal: LearningGoal | None = None


def add(content: Content, *, at: datetime) -> OwnQuestion:
    """Add a question to the user's own. Raises Invalid if it is empty, or uses fields that there are not."""
    describe("add")
    question = OwnQuestion(created_at=at)
    _write(question, content)
    db.session.add(question)
    db.session.flush()
    return question


def edit(question: OwnQuestion, content: Content, *, version: int | None) -> None:
    """Change a question; where it is planned it stays as it was worded. Raises Invalid as `add` does.

    Raises Stale if `version` is not the stored one.
    """
    describe("edit")
    if version != question.version:
        theirs: dict[str, object] = {name: getattr(question, name) for name in ("text", "why", "follow_up")}
        raise Stale(_("This question was changed in another window."), theirs)
    _write(question, content)
    question.version += 1


def delete(question: OwnQuestion, *, at: datetime) -> None:
    """Put a question into the trash; where it is planned, or was answered, it stays."""
    describe("delete")
    question.deleted_at = at


def _write(question: OwnQuestion, content: Content) -> None:
    if not content.text:
        raise Invalid("text", _("Write the question first."))
    for field, text in (("text", content.text), ("follow_up", content.follow_up)):
        try:
            merging.check(text)
        except BadWording:
            words = _(
                "Of words in braces, only {career}, {role} and {organization} are known. Leave out other brackets."
            )
            raise Invalid(field, words) from None
    for name in ("text", "topic", "why", "follow_up", "is_early", "is_spare", "is_candid", "is_open"):
        setattr(question, name, getattr(content, name))
    career_id = content.career.id if content.career else None
    question.goal_id = content.goal.id if content.goal else None
    question.career_id = content.goal.career_id if content.goal else career_id
