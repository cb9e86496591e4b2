"""What a user does, and the traces it leaves in the database: all of them, or none."""

import hashlib
from dataclasses import dataclass, field

from faults.client import Answer, Browser
from linkedin_files import linkedin

from infoview.models import Stage

DAY = "2026-03-02"
BATCH_OF_ADDING = "SELECT batch FROM changes WHERE row_table = 'contacts' AND after ->> 'full_name' = :mark"


class Broken(AssertionError):
    """A promise that was not kept."""


@dataclass(slots=True)
class Act:
    """A form that was sent. `traces` are counts that are 0 before it, and as given once it is done, for good.

    `repeated` are the answers to sending it again when it was done: a form without a once-key tells that it was.
    """

    kind: str
    path: str
    fields: dict[str, str]
    traces: dict[str, int]
    marks: dict[str, object] = field(default_factory=dict)
    file: bytes | None = None
    repeated: tuple[int, ...] = (303,)
    is_answered: bool = False

    def send(self, browser: Browser) -> Answer:
        """Send the form and remember that it was answered. Raises Broken for an answer that is a refusal."""
        answer = browser.post(self.path, self.fields, file=self.file)
        if answer.status != 303:
            raise Broken(f"{self.path} was answered {answer.status}: {answer.text[-600:]}")
        self.is_answered = True
        return answer

    def send_again(self, browser: Browser, *, is_done: bool) -> None:
        """Send the form once more after it stayed unanswered."""
        status = browser.post(self.path, self.fields, file=self.file).status
        if status != 303 and not (is_done and status in self.repeated):
            raise Broken(f"{self.path}, sent again, was answered {status}")
        self.is_answered = True

    def is_done(self, rows) -> bool:
        """Whether the database holds it. Raises Broken if it holds a part of it."""
        found = {trace: rows.execute(trace, self.marks).fetchone()[0] for trace in self.traces}
        if found == self.traces:
            return True
        if any(found.values()):
            raise Broken(f"half of {self.path} {self.fields}: {found}, not {self.traces}")
        return False

    @property
    def once_key(self) -> str | None:
        """The key its form is answered under."""
        if "once" not in self.fields:
            return None
        return hashlib.sha256(repr(sorted(self.fields.items())).encode()).hexdigest()


def _act(kind: str, path: str, fields: dict[str, str], traces: dict[str, int], **marks: object) -> Act:
    act = Act(kind, path, fields, traces, marks)
    if act.once_key:
        traces["SELECT count(*) FROM once_keys WHERE key = :once AND location <> ''"] = 1
        act.marks["once"] = act.once_key
    return act


def add(mark: str) -> Act:
    """Add a contact to the board, with an e-mail address and a new organization."""
    fields = {
        "full_name": mark,
        "emails": f"{mark}@example.org",
        "organization": f"{mark} Works",
        "stage": "identified",
        "once": mark,
    }
    contact = "SELECT id FROM contacts WHERE full_name = :mark"
    traces = {
        "SELECT count(*) FROM contacts WHERE full_name = :mark": 1,
        f"SELECT count(DISTINCT row_table) FROM changes WHERE batch IN ({BATCH_OF_ADDING})": 3,
        f"SELECT count(*) FROM stage_changes WHERE batch IN ({BATCH_OF_ADDING})": 1,
        f"SELECT count(*) FROM email_addresses WHERE contact_id IN ({contact})": 1,
        "SELECT count(*) FROM organizations WHERE name = :mark || ' Works'": 1,
        "SELECT count(*) FROM once_keys WHERE location = '/contacts/' || (SELECT id FROM contacts "
        "WHERE full_name = :mark) AND location IS NOT NULL AND key = :once": 1,
        "SELECT count(*) FROM contacts_fts WHERE contacts_fts MATCH 'name:' || :mark": 1,
    }
    return _act("add", "/contacts", fields, traces, mark=mark)


def edit(contact: int, name: str, mark: str, version: int) -> Act:
    """Change a contact's title."""
    fields = {"full_name": name, "title": mark, "version": str(version), "once": mark}
    traces = {
        "SELECT count(*) FROM changes WHERE row_table = 'contacts' AND row_id = :contact AND act = 'edit' "
        "AND after ->> 'title' = :mark": 1
    }
    return _act("edit", f"/contacts/{contact}/edit", fields, traces, contact=contact, mark=mark)


def note(contact: int, mark: str) -> Act:
    """Write a note."""
    traces = {
        "SELECT count(*) FROM notes WHERE contact_id = :contact AND body = :mark": 1,
        "SELECT count(*) FROM changes WHERE row_table = 'notes' AND after ->> 'body' = :mark": 1,
    }
    fields = {"body": mark, "day": DAY, "once": mark}
    return _act("note", f"/contacts/{contact}/notes", fields, traces, contact=contact, mark=mark)


def delete_note(note_id: int) -> Act:
    """Put a note into the trash."""
    trace = "SELECT count(*) FROM changes WHERE row_table = 'notes' AND row_id = :note AND act = 'delete_note'"
    act = _act("delete", f"/notes/{note_id}/delete", {}, {trace: 1}, note=note_id)
    act.repeated = (404,)
    return act


def undo(path: str) -> Act:
    """Undo an act, by the path its notice gave."""
    batch = path.split("/")[2]
    act = _act("undo", path, {}, {"SELECT count(*) FROM changes WHERE undoes = :batch": 1}, batch=batch)
    act.repeated = (409,)
    return act


def move(contact: int, stage: Stage | None, before: int | None, mark: str) -> Act:
    """Move a card. That the move stands in the history is seen when all are replayed in their order."""
    fields = {"stage": stage.value if stage else "", "before": str(before or ""), "once": mark}
    return _act("move", f"/contacts/{contact}/stage", fields, {}, contact=contact, stage=stage, before=before)


def upload(mark: str, people: list[str]) -> Act:
    """Send a file of people: nobody is added yet."""
    rows = [(name, "", f"https://www.linkedin.com/in/{name}", "", f"{mark} Guild", "Smith", "") for name in people]
    kept = "SELECT count(*) FROM imports WHERE filename = :mark || '.csv'"
    act = _act("upload", "/import", {"once": mark}, {kept: 1}, mark=mark)
    act.file = linkedin(*rows)
    return act


def confirm(import_id: int, mark: str, size: int) -> Act:
    """Add the people of a file that was sent."""
    traces = {
        "SELECT count(*) FROM contacts WHERE import_id = :import": size,
        "SELECT count(*) FROM links WHERE contact_id IN (SELECT id FROM contacts WHERE import_id = :import)": size,
        "SELECT count(*) FROM organizations WHERE name = :mark || ' Guild'": 1,
        "SELECT count(*) FROM imports WHERE id = :import AND state <> 'uploaded' AND content IS NULL": 1,
    }
    act = _act("confirm", f"/imports/{import_id}/confirm", {"once": f"{mark}-go"}, traces, mark=mark)
    act.marks["import"] = import_id
    return act


def undo_import(import_id: int, size: int) -> Act:
    """Take the people of a file out again."""
    traces = {
        "SELECT count(*) FROM contacts WHERE import_id = :import AND deleted_at IS NOT NULL": size,
        "SELECT count(*) FROM imports WHERE id = :import AND state = 'undone'": 1,
    }
    act = _act("undo-import", f"/imports/{import_id}/undo", {}, traces)
    act.marks["import"] = import_id
    act.repeated = (409,)
    return act
