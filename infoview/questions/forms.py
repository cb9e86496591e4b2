"""Forms about questions: the filters of the bank, and a question of the user's own."""

from typing import Any

from wtforms import BooleanField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from infoview.db import db
from infoview.forms import Form, IdField, line
from infoview.i18n import _, _l
from infoview.labels import TOPICS
from infoview.models import Career, LearningGoal
from infoview.models.question import Topic
from infoview.questions.choices import careers, goals_by_career
from infoview.questions.listing import FLAGS, TOPIC_NAMES, Filters
from infoview.questions.openness import is_open
from infoview.questions.own import Content
from infoview.questions.picking import LONGEST_QUESTION


class FiltersForm(Form):
    """What a list of questions is limited to."""

    q = StringField()
    topic = StringField()
    flag = StringField()

    def filters(self) -> Filters:
        """Return the filters that were asked for; what is none counts as not asked."""
        topic, flag = self.topic.data or "", self.flag.data or ""
        return Filters(
            q=(self.q.data or "").strip()[:100],
            topic=topic if topic in TOPIC_NAMES else "",
            flag=flag if flag in FLAGS else "",
        )


class OwnQuestionForm(Form):
    """A question of the user's own."""

    version = IdField()
    text = line(_l("Your question"), required=_l("Write the question first."), longest=LONGEST_QUESTION)
    topic = SelectField(_l("Topic"))
    why = line(_l("Why you ask it"), longest=LONGEST_QUESTION)
    follow_up = line(_l("If they say little"), longest=LONGEST_QUESTION)
    is_early = BooleanField(_l("Good to begin with"))
    is_spare = BooleanField(_l("Only if there is time"))
    is_candid = BooleanField(_l("Needs some trust"))
    is_closed = BooleanField(_l("Can be answered with yes or no"))
    career = SelectField(_l("For which career?"), default="")
    goal = SelectField(_l("What you want to learn with it"), default="")

    def __init__(self, data: object = None, **values: Any) -> None:
        """Offer topics, careers and goals."""
        super().__init__(data, **values)
        self.topic.choices = [SelectChoice(topic.value, str(name)) for topic, name in TOPICS.items()]
        self.career.choices = [SelectChoice("", _("For all")), *(SelectChoice(str(i), name) for i, name in careers())]
        offered = [SelectChoice(str(i), f"{career}: {body}") for i, body, career in goals_by_career()]
        self.goal.choices = [SelectChoice("", _("Nothing in particular")), *offered]

    def content(self, *, is_new: bool) -> Content:
        """Return what was typed. Raises NotThere for a career or a goal the user does not have.

        Whether a new question is open shows in its words; after that the user knows better.
        """
        text = self.text.data or ""
        is_closed = self.is_closed.data or (is_new and not is_open(text))
        return Content(
            text=text,
            topic=Topic(self.topic.data),
            why=self.why.data or "",
            follow_up=self.follow_up.data or "",
            is_early=self.is_early.data,
            is_spare=self.is_spare.data,
            is_candid=self.is_candid.data,
            is_open=not is_closed,
            career=db.get_row(Career, int(self.career.data)) if self.career.data else None,
            goal=db.get_row(LearningGoal, int(self.goal.data)) if self.goal.data else None,
        )


class PickForm(Form):
    """A question to plan: of the bank, the user's own, or one written for this meeting."""

    code = StringField()
    own = IdField()
    goal = IdField()
    text = line(_l("A question for this meeting only"), longest=LONGEST_QUESTION)


class GoalForm(Form):
    """Something to learn."""

    body = line(_l("What do you want to learn?"), required=_l("Write what you want to learn."), longest=300)
    was = StringField()
