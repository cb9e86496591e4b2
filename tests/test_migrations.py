import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from conftest import settings_for
from factories import NOON, make_contact
from sqlalchemy import create_engine, select

from infoview.db import as_owner, db, transaction
from infoview.errors import CannotStart
from infoview.models import Base, Contact, Note
from infoview.people.search import matching
from infoview.prepare import prepare
from infoview.schema import alembic_config, revisions
from infoview.sqlite import has_safe_wal


def test_the_models_are_what_the_migrations_make(prepared):
    engine = create_engine(f"sqlite:///{prepared}/infoview.sqlite")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": lambda _t, name, kind, *_: not (kind == "table" and "_fts" in name)}
        )
        differences = compare_metadata(context, Base.metadata)
        scripts = ScriptDirectory.from_config(alembic_config(connection))
    engine.dispose()

    assert differences == []
    assert [script.revision for script in scripts.walk_revisions()] == revisions()[::-1]


def test_search_follows_every_change(owner):
    ada = make_contact("Ada Byron")
    with transaction():
        db.session.add(Note(contact_id=ada.id, day=NOON.date(), body="loves punched cards", created_at=NOON))
    assert _found("punched") == ["Ada Byron"]

    with transaction():
        db.get_row(Contact, ada.id).full_name = "Ada Lovelace"

    assert _found("lovel") == ["Ada Lovelace"]
    assert _found("byron") == []


def test_a_second_start_changes_nothing(tmp_path):
    settings = settings_for(tmp_path / "data")
    prepare(settings)
    before = settings.database.read_bytes()

    prepare(settings)

    assert len(settings.database.read_bytes()) == len(before)
    assert oct(settings.database.stat().st_mode)[-3:] == "600"
    assert oct((tmp_path / "data" / "secret_key").stat().st_mode)[-3:] == "600"
    assert oct((tmp_path / "data").stat().st_mode)[-3:] == "700"


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(CannotStart):
        prepare(settings_for(tmp_path / "file" / "data"))


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 53, 4), True),
    ],
)
def test_the_write_ahead_log_is_used_on_a_safe_sqlite_only(version, safe):
    assert has_safe_wal(version) is safe


def _found(words):
    condition = matching(words)
    assert condition is not None
    return [contact.full_name for contact in db.session.scalars(select(Contact).where(condition))]


def test_an_owner_finds_their_own_people_only(app, owner, other_account):
    make_contact("Ada Byron")

    with as_owner(other_account):
        assert _found("ada") == []
