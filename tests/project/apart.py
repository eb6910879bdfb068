"""Working apart: copies that go their own ways, bundles of them, and bundles that lie."""

import gzip
import json
from hashlib import sha256

from tests.project.samples import coding, interview
from tests.property.test_project_histories import state
from workbench.project import Project
from workbench.project.bundles import BundleFile
from workbench.project.events import Event, canonical, digest_of, hash_of
from workbench.project.schema import SCHEMA
from workbench.workflows.bundling import bundle

SECRET = "Urskiljbart vittnesmål"
TALK = interview("07")
OTHER = interview("08", header="Åttan")
HERS = interview("05", (("Moderator", "Chefen?"), ("IP1", f"{SECRET}."), ("IP2", "Nej.")))


def codes(*codings, coder="A", talk=TALK):
    """An action that codes words with codes."""
    return lambda project: [
        coding(project, talk, words, code, coder=coder) for words, code in codings
    ]


def merged(path, *sources, who="leda", **how):
    with Project.open(path, author=who) as project:
        report = project.merge([*sources], **how)
        check = project.check()
        assert check.ok, check.problems
    return report


def state_of(path):
    with Project.open(path, author="x") as project:
        return state(project)


def written(path, *, coders):
    target = path.with_name(f"{'-'.join(coders) or 'alla'}.bundle")
    bundle(path, target, coders=coders, force=True)
    return target


def unpacked(target):
    return gzip.decompress(target.read_bytes().partition(b"\n")[2]).decode()


def events_of(target):
    rows = [json.loads(line) for line in unpacked(target).splitlines() if line.startswith("[")]
    columns = json.loads(target.read_bytes().partition(b"\n")[0])["columns"]
    return [dict(zip(columns, row, strict=True)) for row in rows]


def read(target):
    source = BundleFile(target, newest_form=SCHEMA)
    try:
        return list(source.events()), list(source.contents())
    finally:
        source.close()


def forged(target, *, body=None, **head):
    """The bundle with another body or other words in its first line, and digests that fit."""
    first, _, rest = target.read_bytes().partition(b"\n")
    said = json.loads(first)
    packed = rest if body is None else gzip.compress(body.encode(), mtime=0)
    if body is not None:
        said |= {
            "packed": len(packed),
            "unpacked": len(body.encode()),
            "body": sha256(packed).hexdigest(),
        }
    said |= head
    del said["sha256"]
    said["sha256"] = sha256(canonical(said).encode()).hexdigest()
    target.write_bytes(
        json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" + packed
    )
    return target


def rewritten(target, change):
    """The bundle with events changed, and every digest made to fit again."""
    lines = unpacked(target).splitlines(keepends=True)
    done = []
    for line in lines:
        if line.startswith("["):
            row = json.loads(line)
            if change(row):
                salt = bytes.fromhex(row[10])
                row[11] = digest_of(salt, row[9]).hex()
                own = Event(*row[:9], row[9], salt, b"", b"", b"")
                row[13] = hash_of(own, bytes.fromhex(row[11]), bytes.fromhex(row[12])).hex()
                line = canonical(row) + "\n"  # noqa: PLW2901
        done.append(line)
    body = "".join(done)
    rows = [json.loads(line) for line in done if line.startswith("[")]
    missing = {row[12] for row in rows} - {row[13] for row in rows} - {bytes(32).hex()}
    return forged(target, body=body, withheld=len(missing))
