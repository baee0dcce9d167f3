"""The history database's tables, their versions, and how a file becomes one: checked, migrated, backed up."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from engine.errors import HistoryError

APPLICATION_ID = 0x56455256
"""Stands in the file's header and tells our databases from other programs'."""

BUSY_TIMEOUT_S = 30.0

_VERSION_1 = """
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    created TEXT NOT NULL,
    updated TEXT NOT NULL,
    state TEXT NOT NULL,
    paths TEXT NOT NULL,
    settings TEXT NOT NULL,
    model TEXT NOT NULL,
    model_sha256 TEXT NOT NULL,
    hop_s REAL NOT NULL,
    app_version TEXT NOT NULL
);
CREATE INDEX jobs_fingerprint ON jobs (fingerprint, state);
CREATE TABLE results (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    job_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    verdict TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    cache_key TEXT NOT NULL,
    truth TEXT NOT NULL,
    fields TEXT NOT NULL,
    windows BLOB NOT NULL,
    UNIQUE (job_id, path)
);
CREATE INDEX results_cache ON results (sha256, cache_key);
"""

MIGRATIONS: tuple[str, ...] = (_VERSION_1,)
"""Script n leads from version n to n + 1; ``PRAGMA user_version`` says where a file stands. Only ever append."""


def connect(path: Path) -> sqlite3.Connection:
    """Open a connection with the settings that all of ours share.

    Write-ahead log: readers and one writer do not block each other, also between processes. A commit survives the
    death of the process at once; `History.sync` forces commits to the disk, which takes milliseconds, so that they
    survive a power cut too.

    Raises:
        HistoryError: The file cannot be opened.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
    except (OSError, sqlite3.Error) as error:
        raise HistoryError(f"The history {path} cannot be opened: {error}") from None
    return connection


def prepare(path: Path) -> None:
    """Create the database, or check an existing one and bring it to this version.

    Raises:
        HistoryError: It is not ours, damaged, of a newer version, or cannot be written.
    """
    connection = connect(path)
    try:
        _check_ours(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        if _version(connection) < len(MIGRATIONS):
            _migrate(connection, path)
    except sqlite3.DatabaseError as error:
        raise HistoryError(f"The history {path} cannot be used: {error}") from None
    finally:
        connection.close()


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _check_ours(connection: sqlite3.Connection, path: Path) -> None:
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if tables and application != APPLICATION_ID:
        raise HistoryError(f"{path} is a database of another program", "Name another file with --db.")
    if _version(connection) > len(MIGRATIONS):
        raise HistoryError(f"{path} was written by a newer version of Veravox", "Update Veravox, or use another --db.")


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Run the missing scripts in one transaction; of two processes that start at once, the second finds it done."""
    before = _version(connection)
    if before:
        _back_up(connection, path.with_name(f"{path.name}.v{before}.bak"))
    connection.execute("BEGIN IMMEDIATE")
    try:
        for version in range(_version(connection), len(MIGRATIONS)):
            for statement in MIGRATIONS[version].split(";"):
                if statement.strip():
                    connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    except sqlite3.Error:
        connection.execute("ROLLBACK")
        raise


def _back_up(connection: sqlite3.Connection, target: Path) -> None:
    copy = sqlite3.connect(target)
    try:
        connection.backup(copy)
    finally:
        copy.close()
