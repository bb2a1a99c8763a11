"""Where profiles live: one row a person in SQLite (the default) or another database that SQLAlchemy reaches.

A person is known by an unguessable key that only their browser holds; the database stores its SHA-256, so that a copy
of the database opens nobody's profile. Every edit is a function from profile to profile, applied to the newest version
under a compare-and-set: two tabs, or two threads, lose nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from platformdirs import user_data_path

from careerdata.dataset import Dataset
from profiles.document import UnreadableProfile, dump, loads
from profiles.model import Profile

DATABASE_VARIABLE = "WAYMARK_DATABASE_URL"
#: "WYMK": marks a SQLite file as ours (SQLite's application_id).
APPLICATION_ID = 0x57594D4B
SCHEMA_VERSION = 1
#: Attempts to apply an edit while others edit the same profile.
MAX_ATTEMPTS = 50
BUSY_TIMEOUT_SECONDS = 5.0

_METADATA = sa.MetaData()
_PROFILES = sa.Table(
    "profile",
    _METADATA,
    sa.Column("key_digest", sa.String(64), primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("replaced_body", sa.Text, nullable=True, comment="the profile before the last import, for undo"),
)

Edit = Callable[[Profile], Profile]
#: A profile to save, and the columns to write for it.
Draft = tuple[Profile, dict[str, Any]]
#: Built once: it runs on every click.
_REVISION = sa.select(_PROFILES.c.revision).where(_PROFILES.c.key_digest == sa.bindparam("digest"))


class StoreUnavailable(Exception):  # noqa: N818  names what it is
    """The store cannot be opened, read or written; the message says why and what to do."""


@dataclass(frozen=True)
class Saved:
    """A profile as the store holds it."""

    profile: Profile
    revision: int
    """0: nothing stored yet; then 1, 2, ... with every edit."""
    can_undo: bool = False
    """Whether the profile before the last import is kept."""


NOTHING_SAVED = Saved(Profile(), 0)


def default_url() -> str:
    """Give the database's address: WAYMARK_DATABASE_URL, or a file in the platform's data directory."""
    return os.environ.get(DATABASE_VARIABLE) or f"sqlite:///{user_data_path('waymark') / 'profiles.sqlite3'}"


def open_store(url: str, dataset: Dataset) -> Store:
    """Open a store, making it where there is none. Raises StoreUnavailable; never starts empty over another file."""
    try:
        address = sa.make_url(url)
    except sa.exc.ArgumentError:
        raise StoreUnavailable(f"{DATABASE_VARIABLE} is no database address. Correct it and start again.") from None
    is_sqlite = address.get_backend_name() == "sqlite"
    if is_sqlite and address.database:
        _prepare_file(Path(address.database))
    try:
        engine = sa.create_engine(address, **_engine_options(is_sqlite))
    except (sa.exc.NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreUnavailable(f"The driver for this database is not installed ({error}).") from None
    with _explained():
        if is_sqlite:
            sa.event.listen(engine, "connect", _set_up_connection)
            engine.connect().close()
        else:
            _METADATA.create_all(engine)
    return Store(engine, dataset)


class Store:
    """Profiles by key. Safe to share between threads; every method raises StoreUnavailable when the database fails."""

    def __init__(self, engine: sa.Engine, dataset: Dataset) -> None:
        self._engine = engine
        self._dataset = dataset

    def revision(self, key: str) -> int:
        """Say how often the profile has been saved; 0 when there is none."""
        with _explained(), self._engine.connect() as connection:
            return int(connection.execute(_REVISION, {"digest": _digest(key)}).scalar() or 0)

    def read(self, key: str) -> Saved:
        """Read a profile; an unknown key has an empty one."""
        with _explained(), self._engine.connect() as connection:
            return self._read(connection, key)

    def edit(self, key: str, change: Edit) -> Saved:
        """Apply a change to the newest profile and save it; the result is on disk when this returns."""

        def changed(row: Any) -> Draft:
            profile = change(self._saved(row).profile)
            return profile, {"body": _body(profile)}

        return self._write(key, changed)

    def replace(self, key: str, profile: Profile) -> Saved:
        """Put an imported profile in the place of the stored one, keeping that for `undo`."""

        def replaced(row: Any) -> Draft:
            return profile, {"body": _body(profile), "replaced_body": row.body if row else _body(Profile())}

        return self._write(key, replaced)

    def undo(self, key: str) -> Saved:
        """Bring back the profile before the last import, if there is one."""

        def brought_back(row: Any) -> Draft | None:
            if row is None or row.replaced_body is None:
                return None
            before = loads(row.replaced_body, self._dataset).profile
            return before, {"body": row.replaced_body, "replaced_body": None}

        return self._write(key, brought_back)

    def erase(self, key: str) -> None:
        """Remove everything stored under a key; in SQLite its bytes are overwritten too."""
        with _explained():
            with self._engine.begin() as connection:
                connection.execute(_PROFILES.delete().where(_PROFILES.c.key_digest == _digest(key)))
            if self._engine.dialect.name == "sqlite":
                with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def _write(self, key: str, draft_after: Callable[[Any], Draft | None]) -> Saved:
        """Save what follows from the newest row (None: there is none), as often as others come in between."""
        for _ in range(MAX_ATTEMPTS):
            with _explained(), self._engine.connect() as connection:
                row = self._row(connection, key)
                draft = draft_after(row)
                if draft is None:
                    return self._saved(row)
                profile, values = draft
                revision = row.revision if row else 0
                if self._compare_and_set(connection, key, revision, values | {"revision": revision + 1}):
                    kept = values.get("replaced_body", row and row.replaced_body)
                    return Saved(profile, revision + 1, can_undo=kept is not None)
        raise StoreUnavailable("Your profile is being changed in too many places at once. Try again.")

    @staticmethod
    def _compare_and_set(connection: sa.Connection, key: str, revision: int, values: dict[str, Any]) -> bool:
        """Write if nobody has written since; False means: read again and retry."""
        digest = _digest(key)
        try:
            if revision == 0:
                connection.execute(_PROFILES.insert().values(key_digest=digest, **values))
                is_written = True
            else:
                same = (_PROFILES.c.key_digest == digest) & (_PROFILES.c.revision == revision)
                is_written = connection.execute(_PROFILES.update().where(same).values(values)).rowcount == 1
        except sa.exc.IntegrityError:
            return False
        except sa.exc.OperationalError as error:
            if getattr(error.orig, "sqlite_errorname", "") == "SQLITE_BUSY_SNAPSHOT":
                return False
            raise
        connection.commit()
        return is_written

    def _row(self, connection: sa.Connection, key: str) -> Any:
        return connection.execute(sa.select(_PROFILES).where(_PROFILES.c.key_digest == _digest(key))).one_or_none()

    def _read(self, connection: sa.Connection, key: str) -> Saved:
        return self._saved(self._row(connection, key))

    def _saved(self, row: Any) -> Saved:
        if row is None:
            return NOTHING_SAVED
        try:
            profile = loads(row.body, self._dataset).profile
        except UnreadableProfile as error:
            raise StoreUnavailable(f"Your stored profile cannot be read, and was left as it is. {error}") from None
        return Saved(profile, row.revision, can_undo=row.replaced_body is not None)


def _body(profile: Profile) -> str:
    return json.dumps(dump(profile), ensure_ascii=False)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _engine_options(is_sqlite: bool) -> dict[str, Any]:
    if is_sqlite:
        return {"connect_args": {"timeout": BUSY_TIMEOUT_SECONDS}}
    return {"pool_pre_ping": True, "pool_timeout": BUSY_TIMEOUT_SECONDS}


def _set_up_connection(connection: Any, _: Any) -> None:
    """Make SQLite durable (a save that returned survives a power cut) and forgetful (what is erased is overwritten)."""
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_file(path: Path) -> None:
    """Make the file where there is none, and refuse one that is not ours or is newer than we are."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _create_file(path)
        elif path.stat().st_size == 0:
            raise StoreUnavailable(f"{path.name} is empty: a profile file was cut off. Restore it, or move it away.")
        application, version = _marks_of(path)
    except sqlite3.DatabaseError as error:
        raise StoreUnavailable(_reason(error, path)) from None
    except OSError as error:
        raise StoreUnavailable(f"The folder for profiles cannot be used: {error.strerror}.") from None
    if application != APPLICATION_ID:
        raise StoreUnavailable(f"{path.name} belongs to another program. Move it away, then start again.")
    if version > SCHEMA_VERSION:
        raise StoreUnavailable(f"{path.name} was made by a newer Waymark. Update Waymark first; nothing was changed.")


def _create_file(path: Path) -> None:
    """Make a complete database beside its place and link it there: no half-made file, and of two makers one wins."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".waymark-") as folder:
        draft = Path(folder) / path.name
        engine = sa.create_engine(f"sqlite:///{draft}", poolclass=sa.NullPool)
        _METADATA.create_all(engine)
        connection = sqlite3.connect(draft)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.close()
        with suppress(FileExistsError):
            os.link(draft, path)


def _marks_of(path: Path) -> tuple[int, int]:
    """Read whose file it is, and of which version, without changing it."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        return application, connection.execute("PRAGMA user_version").fetchone()[0]
    finally:
        connection.close()


def _reason(error: sqlite3.DatabaseError, path: Path) -> str:
    """Say in plain words why SQLite refused."""
    name = getattr(error, "sqlite_errorname", "SQLITE_NOTADB").removeprefix("SQLITE_").split("_")[0]
    if name == "NOTADB":
        return f"{path.name} is not a Waymark profile file. Move it away, then start again."
    return _REASONS.get(name, _OTHER_REASON)


@contextmanager
def _explained() -> Iterator[None]:
    """Say in plain words why the database refused."""
    try:
        yield
    except sa.exc.SQLAlchemyError as error:
        name = getattr(getattr(error, "orig", None), "sqlite_errorname", "")
        raise StoreUnavailable(_REASONS.get(name.removeprefix("SQLITE_").split("_")[0], _OTHER_REASON)) from error


_OTHER_REASON = (
    "The profile database does not answer. Your last change was not saved; download your profile to be safe."
)
_REASONS = {
    "FULL": "The disk is full. Your last change was not saved; download your profile now, then make room.",
    "READONLY": "The profile file cannot be written. Your changes stay in this tab only; download your profile.",
    "BUSY": "The profile file is locked by another program. Your last change was not saved; try again.",
    "CANTOPEN": "The profile file cannot be opened. Your changes stay in this tab only; download your profile.",
    "CORRUPT": "The profile file is damaged. It was left as it is; restore a copy.",
}
