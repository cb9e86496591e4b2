"""What a question can be tied to: careers, and what is to be learned about them."""

from sqlalchemy import select

from infoview.db import db
from infoview.models import Career, LearningGoal


def careers() -> list[tuple[int, str]]:
    """Return id and name of every career."""
    rows = db.session.execute(select(Career.id, Career.name).order_by(Career.folded))
    return [(row.id, row.name) for row in rows]


def goals_by_career() -> list[tuple[int, str, str]]:
    """Return id, words and career of everything that is to be learned."""
    rows = db.session.execute(
        select(LearningGoal.id, LearningGoal.body, Career.name)
        .join(Career, Career.id == LearningGoal.career_id)
        .order_by(Career.folded, LearningGoal.position, LearningGoal.id)
    )
    return [(row.id, row.body, row.name) for row in rows]
