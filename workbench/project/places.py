"""Where the file lies: synchronised folders and network drives."""

import os
import re
from pathlib import Path, PurePath

_SYNCHRONISED = (
    (re.compile(r"^OneDrive([ -].+)?$", re.IGNORECASE), "OneDrive"),
    (re.compile(r"^Dropbox([ -].+)?$", re.IGNORECASE), "Dropbox"),
    (
        re.compile(r"^(Mobile Documents|iCloud ?Drive|com~apple~CloudDocs)$", re.IGNORECASE),
        "iCloud",
    ),
    (
        re.compile(r"^(Google ?Drive|My Drive|GoogleDrive-.+|Min enhet)$", re.IGNORECASE),
        "Google Drive",
    ),
    (re.compile(r"^Nextcloud\d*$", re.IGNORECASE), "Nextcloud"),
    (re.compile(r"^ownCloud$", re.IGNORECASE), "ownCloud"),
    (re.compile(r"^Syncthing$", re.IGNORECASE), "Syncthing"),
)
_MARKS = ((".stfolder", "Syncthing"), (".dropbox", "Dropbox"), (".sync_journal.db", "Nextcloud"))

_NETWORK = re.compile(
    r"^(nfs\d?|cifs|smb\d?|smbfs|smb3|afs|9p|fuse\.sshfs|fuse\.rclone|davfs|fuse\.davfs2?|ncpfs|ceph|glusterfs|fuse\.glusterfs|afpfs|webdav)$"
)


def synchroniser_named(folder: PurePath) -> str | None:
    """The service whose folder this is, judging by its name and those above it."""
    for part in reversed(folder.parts):
        for pattern, service in _SYNCHRONISED:
            if pattern.match(part):
                return service
    return None


def synchroniser(folder: Path) -> str | None:
    """The service that synchronises the folder, by names and by the marks such services leave."""
    named = synchroniser_named(folder)
    if named is not None:
        return named
    for above in (folder, *folder.parents):
        for mark, service in _MARKS:
            if (above / mark).exists():
                return service
    return None


def is_network_mount(mounts: str, folder: str) -> bool:
    """Whether `folder` lies on a network file system, by the text of /proc/mounts.

    Each line: device, mount point, type, options; space, tab, newline and backslash in octal
    (fstab(5), proc_pid_mounts(5)). The longest mount point above the folder counts, of equal ones
    the last.
    """
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), fields[1])
        if not _is_above(point, folder) or len(point) < best:
            continue
        best, kind = len(point), fields[2]
    return bool(_NETWORK.match(kind))


def _is_above(point: str, folder: str) -> bool:
    return point in ("/", folder) or folder.startswith(point.rstrip("/") + "/")


def on_network(folder: Path) -> bool:
    """Whether the folder lies on a network drive, as far as the system tells."""
    if os.name == "nt":
        return folder.drive.startswith("\\\\")
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    return is_network_mount(mounts, str(folder))
