"""Profiles on disk: what was acknowledged survives, what is not ours is left alone, what is erased is gone."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from careerdata.dataset import Dataset
from careerdata.loader import SHIPPED
from profiles.model import Profile
from profiles.store import (
    APPLICATION_ID,
    DATABASE_VARIABLE,
    NOTHING_SAVED,
    Store,
    StoreUnavailable,
    default_url,
    open_store,
)
from tests.careerdata.tiny import tiny_folder

ROOT = SHIPPED.parent.parent
KEY = "a-key-that-nobody-guesses"
Open = Callable[[], Store]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "profiles" / "profiles.sqlite3"


@pytest.fixture
def open_again(file: Path, dataset: Dataset) -> Iterator[Open]:
    """Open the same file as often as a test likes; all are closed in the end."""
    opened: list[Store] = []

    def opening() -> Store:
        opened.append(open_store(f"sqlite:///{file}", dataset))
        return opened[-1]

    yield opening
    for store in opened:
        store.close()


def pragma(file: Path, name: str) -> object:
    connection = sqlite3.connect(file)
    try:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]
    finally:
        connection.close()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_an_unknown_key_has_an_empty_profile_and_stores_nothing(open_again: Open) -> None:
    store = open_again()
    assert store.read(KEY) == NOTHING_SAVED
    assert store.revision(KEY) == 0


def test_edits_survive_closing_and_opening(open_again: Open) -> None:
    store = open_again()
    store.edit(KEY, lambda profile: profile.rated("python", 3).noted("sql", "Zoë\nagain"))
    saved = store.edit(KEY, lambda profile: profile.rated("cobol", 1))
    store.close()
    assert open_again().read(KEY) == saved
    assert saved.revision == 2
    assert saved.profile == Profile().rated("python", 3).noted("sql", "Zoë\nagain").rated("cobol", 1)


def test_keys_do_not_see_each_other(open_again: Open) -> None:
    store = open_again()
    store.edit("one", lambda profile: profile.rated("python", 1))
    store.edit("two", lambda profile: profile.rated("sql", 2))
    assert dict(store.read("one").profile.ratings) == {"python": 1}
    assert dict(store.read("two").profile.ratings) == {"sql": 2}
    assert store.read("One") == NOTHING_SAVED


def test_the_file_opens_nobodys_profile(open_again: Open, file: Path) -> None:
    """The key itself is never on disk, only its digest."""
    store = open_again()
    store.edit(KEY, lambda profile: profile.rated("python", 1))
    assert not any(KEY.encode() in raw for raw in contents(file.parent).values())


def test_an_edit_that_fails_changes_nothing(open_again: Open) -> None:
    store = open_again()
    before = store.edit(KEY, lambda profile: profile.rated("python", 1))

    def failing(_: Profile) -> Profile:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.edit(KEY, failing)
    assert store.read(KEY) == before


def test_an_import_can_be_undone_once(open_again: Open) -> None:
    store = open_again()
    first = store.edit(KEY, lambda profile: profile.rated("python", 3))
    imported = store.replace(KEY, Profile().rated("sql", 1))
    assert imported.can_undo
    assert store.read(KEY) == imported
    undone = store.undo(KEY)
    assert (undone.profile, undone.revision, undone.can_undo) == (first.profile, 3, False)
    assert store.undo(KEY) == undone


def test_an_import_into_nothing_can_be_undone_to_nothing(open_again: Open) -> None:
    store = open_again()
    store.replace(KEY, Profile().rated("sql", 1))
    assert store.undo(KEY).profile == Profile()
    assert store.undo("unknown") == NOTHING_SAVED


def test_an_edit_after_an_import_keeps_the_way_back(open_again: Open) -> None:
    store = open_again()
    store.edit(KEY, lambda profile: profile.rated("python", 3))
    store.replace(KEY, Profile().rated("sql", 1))
    edited = store.edit(KEY, lambda profile: profile.rated("mysql", 2))
    assert edited.can_undo
    assert store.read(KEY) == edited
    assert store.undo(KEY).profile == Profile().rated("python", 3)


@pytest.mark.parametrize("before", [{}, {"mysql": 4}])
def test_an_edit_between_reading_and_writing_is_not_lost(open_again: Open, before: dict[str, int]) -> None:
    """Two tabs: the second saves while the first is still working out its change."""
    first, second = open_again(), open_again()
    if before:
        first.edit(KEY, lambda profile: profile.rated("mysql", 4))
    seen: list[dict[str, int]] = []

    def slowly(profile: Profile) -> Profile:
        if not seen:
            second.edit(KEY, lambda current: current.rated("sql", 2))
        seen.append(dict(profile.ratings))
        return profile.rated("python", 1)

    saved = first.edit(KEY, slowly)
    assert dict(saved.profile.ratings) == before | {"sql": 2, "python": 1}
    assert seen == [before, before | {"sql": 2}]
    assert second.read(KEY) == saved


@pytest.mark.parametrize("stores", [1, 2])
def test_two_threads_lose_no_edit(open_again: Open, stores: int) -> None:
    opened = [open_again() for _ in range(stores)]

    def work(worker: int) -> None:
        for number in range(30):
            opened[worker % stores].edit(KEY, partial(Profile.rated, skill_id=f"w{worker}-{number}", proficiency=3))

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(work, range(2))) == [None, None]
    saved = opened[0].read(KEY)
    assert set(saved.profile.ratings) == {f"w{worker}-{number}" for worker in range(2) for number in range(30)}
    assert saved.revision == 60


SAVING = """
import sys
from pathlib import Path
from careerdata.loader import load
from profiles.store import open_store

store = open_store(f"sqlite:///{sys.argv[1]}", load(Path(sys.argv[2])))
while True:
    saved = store.edit(sys.argv[3], lambda p: p.rated(f"s{len(p.ratings)}", 3).noted("python", "x" * 3000))
    print(saved.revision, flush=True)
"""


def test_acknowledged_saves_survive_kill_9_at_any_moment(tmp_path: Path, file: Path, open_again: Open) -> None:
    data = tiny_folder(tmp_path / "tiny").path
    for lines in (1, 7, 40):
        command = [sys.executable, "-c", SAVING, str(file), str(data), KEY]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            acknowledged = [int(process.stdout.readline()) for _ in range(lines)][-1]
            os.kill(process.pid, signal.SIGKILL)
            acknowledged = max([acknowledged, *(int(line) for line in process.stdout if line.endswith("\n"))])
        saved = open_again().read(KEY)
        assert saved.revision >= acknowledged
        assert len(saved.profile.ratings) == saved.revision
        assert pragma(file, "integrity_check") == "ok"


def test_an_empty_file_is_refused_and_left_empty(file: Path, open_again: Open) -> None:
    file.parent.mkdir()
    file.touch()
    with pytest.raises(StoreUnavailable, match=r"profiles\.sqlite3 is empty: .* Restore it, or move it away\."):
        open_again()
    assert contents(file.parent) == {file.name: b""}


def test_a_file_of_another_kind_is_refused_and_left_as_it_is(file: Path, open_again: Open) -> None:
    file.parent.mkdir()
    file.write_text("My diary. " * 500, encoding="utf-8")
    before = contents(file.parent)
    with pytest.raises(StoreUnavailable, match=r"is not a Waymark profile file\. Move it away"):
        open_again()
    assert contents(file.parent) == before


def test_the_database_of_another_program_is_refused_and_left_as_it_is(file: Path, open_again: Open) -> None:
    file.parent.mkdir()
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE theirs (a)")
    connection.commit()
    connection.close()
    before = contents(file.parent)
    with pytest.raises(StoreUnavailable, match=r"belongs to another program\. Move it away"):
        open_again()
    assert contents(file.parent) == before


def test_a_newer_file_is_refused_and_left_as_it_is(file: Path, open_again: Open) -> None:
    store = open_again()
    store.edit(KEY, lambda profile: profile.rated("python", 3))
    store.close()
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(
        StoreUnavailable, match=r"made by a newer Waymark\. Update Waymark first; nothing was changed\."
    ):
        open_again()
    assert file.read_bytes() == before


def test_the_file_says_that_it_is_ours(file: Path, open_again: Open) -> None:
    open_again().close()
    assert pragma(file, "application_id") == APPLICATION_ID
    assert pragma(file, "user_version") == 1


def test_a_damaged_profile_is_not_overwritten(file: Path, open_again: Open) -> None:
    store = open_again()
    store.edit(KEY, lambda profile: profile.rated("python", 3))
    connection = sqlite3.connect(file)
    connection.execute("UPDATE profile SET body = '{half'")
    connection.commit()
    connection.close()
    for attempt in (store.read, lambda key: store.edit(key, lambda profile: profile.rated("sql", 1))):
        with pytest.raises(StoreUnavailable, match="cannot be read, and was left as it is"):
            attempt(KEY)


def test_erasing_leaves_no_trace_in_any_file(file: Path, open_again: Open) -> None:
    marker = "marker-9f2c"
    store = open_again()
    store.edit("other", lambda profile: profile.rated("sql", 2))
    store.edit(KEY, lambda profile: profile.noted("python", f"{marker} first " * 100))
    store.replace(KEY, Profile().evidenced("python", (f"https://example.org/{marker}",)))
    store.edit(KEY, lambda profile: profile.rated(marker, 3))
    assert any(marker.encode() in raw for raw in contents(file.parent).values())
    store.erase(KEY)
    assert [name for name, raw in contents(file.parent).items() if marker.encode() in raw] == []
    assert store.read(KEY) == NOTHING_SAVED
    assert dict(store.read("other").profile.ratings) == {"sql": 2}
    store.close()
    assert [name for name, raw in contents(file.parent).items() if marker.encode() in raw] == []


def test_erasing_an_unknown_key_is_no_mistake(open_again: Open) -> None:
    store = open_again()
    store.erase("unknown")
    assert store.read("unknown") == NOTHING_SAVED


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path, dataset: Dataset) -> None:
    (tmp_path / "blocked").write_text("a file", encoding="utf-8")
    with pytest.raises(StoreUnavailable, match=r"The folder for profiles cannot be used: "):
        open_store(f"sqlite:///{tmp_path / 'blocked' / 'profiles.sqlite3'}", dataset)


UNPRIVILEGED = """
import os, sys
from pathlib import Path
from careerdata.loader import load
from profiles.store import StoreUnavailable, open_store

dataset = load(Path(sys.argv[2]))
if os.geteuid() == 0:
    os.setuid(65534)
try:
    open_store(f"sqlite:///{sys.argv[1]}", dataset).edit("key", lambda p: p.rated("python", 1))
except StoreUnavailable as reason:
    print(reason)
"""


def refusal_of_an_unprivileged_process(file: Path, data: Path) -> str:
    command = [sys.executable, "-c", UNPRIVILEGED, str(file), str(data)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    return result.stdout


@pytest.fixture
def public_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that other users reach; pytest's own are closed to them."""
    with tempfile.TemporaryDirectory(dir=tmp_path.anchor + "tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        Path(folder).chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions work differently")
def test_a_read_only_folder_is_explained(tmp_path: Path, public_folder: Path) -> None:
    public_folder.chmod(0o555)
    reason = refusal_of_an_unprivileged_process(public_folder / "p.sqlite3", tiny_folder(tmp_path / "tiny").path)
    assert reason == "The folder for profiles cannot be used: Permission denied.\n"
    assert list(public_folder.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="permissions work differently")
def test_a_read_only_file_is_explained_and_left_as_it_is(tmp_path: Path, public_folder: Path, dataset: Dataset) -> None:
    file = public_folder / "p.sqlite3"
    store = open_store(f"sqlite:///{file}", dataset)
    store.edit("key", lambda profile: profile.rated("sql", 1))
    store.close()
    before = contents(public_folder)
    file.chmod(0o444)
    public_folder.chmod(0o555)
    reason = refusal_of_an_unprivileged_process(file, tiny_folder(tmp_path / "tiny").path)
    assert reason == "The profile file cannot be written. Your changes stay in this tab only; download your profile.\n"
    assert contents(public_folder) == before


def test_a_file_locked_by_another_program_is_explained_and_works_again_later(
    file: Path, open_again: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("profiles.store.BUSY_TIMEOUT_SECONDS", 0.1)
    store = open_again()
    other = sqlite3.connect(file, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match="locked by another program"):
            store.edit(KEY, lambda profile: profile.rated("python", 1))
        other.execute("ROLLBACK")
    finally:
        other.close()
    assert store.edit(KEY, lambda profile: profile.rated("python", 1)).revision == 1


@pytest.mark.parametrize("url", ["", "nonsense", "sqlite", "nosuch://somewhere/x"])
def test_an_address_that_is_none_is_refused_in_plain_words(url: str, dataset: Dataset) -> None:
    with pytest.raises(StoreUnavailable, match=rf"{DATABASE_VARIABLE} is no database address|is not installed"):
        open_store(url, dataset)


def test_the_environment_names_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATABASE_VARIABLE, "sqlite:////somewhere/else.sqlite3")
    assert default_url() == "sqlite:////somewhere/else.sqlite3"
    monkeypatch.delenv(DATABASE_VARIABLE)
    assert default_url().startswith("sqlite:///")
    assert default_url().endswith("profiles.sqlite3")
