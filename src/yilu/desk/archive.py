"""Backup and restore of an embedded installation: one zip with a consistent copy of the database and the files.

The keys of encrypted fields are not in it (whoever finds the archive must not be able to read personal data); keep
`YILU_FIELD_KEYS` or the file `field_key` apart. PostgreSQL has its own tools: see docs/operations.md.
"""

import hashlib
import json
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from yilu.core.reasons import Invalid, reason

FORMAT = 1
DATABASE = "yilu.sqlite3"
MANIFEST = "manifest.json"
CHUNK = 1 << 20


def _digest(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    return (p for p in sorted(folder.rglob("*")) if p.is_file()) if folder.exists() else iter(())


def backup(*, database: Path, files: Path, target: Path, version: str, now: datetime) -> dict[str, Any]:
    """Write the archive to `target` (never half: it appears when complete). Returns its manifest.

    Raises `Invalid` if there is nothing to back up or `target` exists already.
    """
    if not database.exists():
        raise Invalid(reason("desk.archive_no_database", "没有可备份的数据库。", "There is no database to back up."))
    if target.exists():
        raise Invalid(
            reason(
                "desk.archive_exists",
                "文件 {f} 已存在，未覆盖。",
                "{f} exists already; not overwritten.",
                f=target.name,
            )
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        copy, partial = Path(scratch) / DATABASE, Path(scratch) / "partial.zip"
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as image:
            source.backup(image)  # consistent while others write
        members = {DATABASE: copy} | {f"files/{p.relative_to(files).as_posix()}": p for p in _files(files)}
        manifest: dict[str, Any] = {"format": FORMAT, "version": version, "made_at": now.isoformat(), "sha256": {}}
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, path in members.items():
                with path.open("rb") as stream:
                    manifest["sha256"][name] = _digest(stream)
                archive.write(path, name)
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
        partial.replace(target)
    return manifest


def read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest, after checking that every member is what it says. Raises `Invalid` otherwise."""
    try:
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
        told: dict[str, str] = manifest["sha256"]
    except (KeyError, ValueError) as error:
        raise Invalid(
            reason("desk.archive_not_ours", "这不是驿路的备份文件。", "This is not a backup made by Yilu.")
        ) from error
    for name, digest in told.items():
        path = PurePosixPath(name)
        try:
            with archive.open(name) as stream:
                sound = _digest(stream) == digest and not path.is_absolute() and ".." not in path.parts
        except (KeyError, zipfile.BadZipFile):
            sound = False
        if not sound:
            raise Invalid(
                reason("desk.archive_damaged", "备份文件已损坏：{n}。", "The backup is damaged: {n}.", n=name)
            )
    return manifest


def restore(*, source: Path, database: Path, files: Path, replace: bool = False) -> dict[str, Any]:
    """Put an archive back. What stood there is kept beside it as `….before-restore`. Returns the manifest.

    Raises `Invalid` if the archive is not sound, or if a database stands there and `replace` is false.
    """
    try:
        archive = zipfile.ZipFile(source)
    except (OSError, zipfile.BadZipFile) as error:
        raise Invalid(
            reason("desk.archive_not_ours", "这不是驿路的备份文件。", "This is not a backup made by Yilu.")
        ) from error
    with archive, tempfile.TemporaryDirectory(dir=database.parent if database.parent.exists() else None) as scratch:
        manifest = read_manifest(archive)
        if database.exists() and not replace:
            raise Invalid(
                reason(
                    "desk.archive_database_stands",
                    "此处已有数据库；确要替换请加 --replace（原库另存）。",
                    "A database stands here already; use --replace to replace it (the old one is kept beside it).",
                )
            )
        archive.extractall(scratch, manifest["sha256"])
        database.parent.mkdir(parents=True, exist_ok=True)
        if database.exists():
            with closing(sqlite3.connect(database)) as old:
                old.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # what is kept aside is whole without its -wal
        for stood in (database, files):
            if stood.exists():
                kept = stood.with_name(stood.name + ".before-restore")
                shutil.rmtree(kept, ignore_errors=True) if kept.is_dir() else kept.unlink(missing_ok=True)
                stood.rename(kept)
        for leftover in ("-wal", "-shm"):
            Path(str(database) + leftover).unlink(missing_ok=True)
        shutil.move(Path(scratch) / DATABASE, database)
        if (Path(scratch) / "files").exists():
            shutil.move(Path(scratch) / "files", files)
    return manifest
