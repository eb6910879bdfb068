"""The codebook: its own fields, codes put and taken away."""

from workbench.errors import InputError
from workbench.model import Code, CodeId, EditCodebook, PutCode, RemoveCode
from workbench.project import events as kinds
from workbench.project import reading
from workbench.project.desk import BOOK, EVERYTHING, Desk
from workbench.project.events import Draft
from workbench.project.payloads import CODEBOOK_SUBJECT, code_payload, code_subject


def edit_codebook(change: EditCodebook, desk: Desk) -> None:
    desk.asks(BOOK)
    book = reading.codebook(desk.sql)
    there = {
        "title": book.title,
        "language": book.language,
        "description": book.description,
        "sources": list(book.sources),
        "order": [code.id for code in book.codes],
    }
    wanted = {name: getattr(change, name) for name in there}
    payload = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in wanted.items()
        if value is not None
    }
    payload = {name: value for name, value in payload.items() if value != there[name]}
    if payload and desk.sql.execute("SELECT 1 FROM book").fetchone() is None:
        payload["new"] = True
    if payload:
        desk.draft(Draft(kinds.CODEBOOK_EDIT, CODEBOOK_SUBJECT, payload), BOOK)


def put_code(change: PutCode, desk: Desk) -> None:
    code = change.code
    if not code.id or code.id != code.id.strip():
        raise InputError(f"“{code.id}” is no id of a code.", "Use letters, digits and dots.")
    # Codes of the batch that have nothing to do with this one may wait: a book is one write.
    waiting = {code_subject(code.id), code_subject(code.parent or "")}
    if not desk.touched.isdisjoint(waiting):
        desk.flush()
    there = desk.stored_codes()
    current = there.get(code.id)
    if code.parent is not None and code.parent not in there:
        raise InputError(
            f"Code {code.id} is to stand below {code.parent}, which is not in the codebook.",
            "Put the parent first.",
        )
    if code.parent is not None and _is_below(code.parent, code.id, there):
        raise InputError(f"Code {code.id} cannot stand below itself.", "Choose another parent.")
    revived = current is not None and current.revived
    payload = code_payload(code, None if revived else current)
    if payload is not None:
        subject = code_subject(code.id)
        draft = Draft(kinds.CODE_PUT, subject, payload, code=code.parent or "")
        desk.draft(draft, BOOK)


def _is_below(code: CodeId, above: CodeId, codes: dict[CodeId, Code]) -> bool:
    seen: set[CodeId] = set()
    current: CodeId | None = code
    while current is not None and current not in seen:
        if current == above:
            return True
        seen.add(current)
        current = codes[current].parent if current in codes else None
    return False


def remove_code(change: RemoveCode, desk: Desk) -> None:
    desk.asks(EVERYTHING)
    desk.refuse_unknown(change.code)
    book = reading.codebook(desk.sql)
    for code in sorted(book.descendants(change.code)):
        taken = desk.sql.execute(
            "SELECT id, interview, coder FROM coding WHERE code = ? ORDER BY clock, event",
            (code,),
        )
        for coding, key, coder in taken.fetchall():
            desk.remove_coding(coding, key, coder=coder)
        desk.draft(Draft(kinds.CODE_REMOVE, code_subject(code), {}, code=code), BOOK)
