"""A company's folder over the shipped one: it adds, changes and removes, and its mistakes are its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from careerdata import loader
from careerdata.loader import OVERLAY_VARIABLE, examine, load, shipped
from tests.careerdata.tiny import Folder

TEXT_NEEDED = "where text is needed. Write text; put it in double quotes if it looks like a number or a date."


@pytest.fixture
def overlay(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "acme")
    folder.path.mkdir()
    return folder


def messages(tiny: Folder, overlay: Folder) -> list[str]:
    return [str(problem) for problem in examine(tiny.path, overlay=overlay.path)[1]]


def test_an_empty_overlay_changes_nothing(tiny: Folder, overlay: Folder) -> None:
    assert load(tiny.path, overlay=overlay.path).digest == tiny.load().digest


def test_an_overlay_changes_one_field_and_keeps_the_rest(tiny: Folder, overlay: Folder) -> None:
    overlay.write("projects.yaml", "projects:\n  url-shortener:\n    name: Our own shortener\n    hours: [5, 6]\n")
    project = load(tiny.path, overlay=overlay.path).projects["url-shortener"]
    assert (project.name, project.hours) == ("Our own shortener", (5, 6))
    assert project.summary == "Shortens addresses."


def test_null_removes_an_entry(tiny: Folder, overlay: Folder) -> None:
    overlay.write("projects.yaml", "projects:\n  url-shortener: null\n")
    assert list(load(tiny.path, overlay=overlay.path).projects) == []
    assert list(tiny.load().projects) == ["url-shortener"]


def test_an_overlay_adds_a_role_of_its_own(tiny: Folder, overlay: Folder) -> None:
    text = tiny.read("roles/api-developer.yaml")
    overlay.write("roles/our-developer.yaml", text.replace("API developer", "Our developer"))
    dataset = load(tiny.path, overlay=overlay.path)
    assert list(dataset.roles) == ["api-developer", "our-developer"]
    assert (
        dataset.role_levels["our-developer:mid"].requirements == dataset.role_levels["api-developer:mid"].requirements
    )


def test_lists_are_replaced_not_joined(tiny: Folder, overlay: Folder) -> None:
    overlay.write("groups.yaml", "groups:\n  relational-database:\n    members: [mysql, postgresql]\n")
    assert load(tiny.path, overlay=overlay.path).groups["relational-database"].members == ("mysql", "postgresql")


def test_an_overlay_is_part_of_the_identity_of_the_data(tiny: Folder, overlay: Folder) -> None:
    overlay.write("projects.yaml", "projects:\n  url-shortener:\n    name: Our own shortener\n")
    assert load(tiny.path, overlay=overlay.path).digest != tiny.load().digest


def test_a_mistake_of_shape_is_located_in_the_overlay(tiny: Folder, overlay: Folder) -> None:
    overlay.write("projects.yaml", "# ours\nprojects:\n  url-shortener:\n    name: 7\n    sumary: Short.\n")
    assert messages(tiny, overlay) == [
        f"acme/projects.yaml:4: projects.url-shortener.name: 7 {TEXT_NEEDED}",
        "acme/projects.yaml:5: projects.url-shortener.sumary: unknown field. Did you mean 'summary'?",
    ]


def test_a_dangling_id_is_located_in_the_file_that_names_it(tiny: Folder, overlay: Folder) -> None:
    overlay.write("skills/storage.yaml", "skills:\n  mysql: null\n")
    group, relation = tiny.line("groups.yaml", "members"), tiny.line("skills/storage.yaml", "skill: mysql")
    unknown = "unknown skill 'mysql'. Did you mean 'sql'?"
    assert messages(tiny, overlay) == [
        f"groups.yaml:{group}: groups.relational-database.members[1]: {unknown}",
        f"skills/storage.yaml:{relation}: skills.postgresql.alternative_to[0].skill: {unknown}",
    ]


def test_a_skill_that_the_overlay_adds_again_elsewhere_is_located_in_the_overlay(tiny: Folder, overlay: Folder) -> None:
    text = tiny.read("skills/languages.yaml")
    overlay.write("skills/our-languages.yaml", text)
    assert messages(tiny, overlay) == [
        "acme/skills/our-languages.yaml:6: skills.python: is also in skills/languages.yaml. Keep one.",
        "acme/skills/our-languages.yaml:26: skills.sql: is also in skills/languages.yaml. Keep one.",
    ]


def test_a_section_of_the_wrong_kind_is_located_in_the_overlay(tiny: Folder, overlay: Folder) -> None:
    overlay.write("groups.yaml", "# ours\n# all ours\ngroups: [a]\n")
    found = "groups: is missing or is not a mapping of entries. Write 'groups:' and the entries below it."
    assert messages(tiny, overlay) == [f"acme/groups.yaml:3: {found}"]


def test_an_entry_left_empty_by_the_overlay_is_located_in_the_overlay(tiny: Folder, overlay: Folder) -> None:
    (tiny.path / "tracks.yaml").unlink()
    overlay.write("tracks.yaml", "tracks:\n\n  ours:\n")
    assert messages(tiny, overlay) == [
        "acme/tracks.yaml:3: tracks.ours: is missing or empty. Add it; see docs/adding-data.md."
    ]


def test_a_stranger_in_the_overlay_is_located_there(tiny: Folder, overlay: Folder) -> None:
    overlay.write("tracks.yml", "a: 1\n")
    overlay.write("skills/more.yml", "a: 1\n")
    assert messages(tiny, overlay) == [
        "acme/skills/more.yml:1: file: does not end in .yaml. Rename it to ID.yaml.",
        "acme/tracks.yml:1: file: is no file of a dataset. Did you mean 'tracks.yaml'?",
    ]


def test_an_overlay_that_cannot_be_read_stops_the_load_and_is_the_only_problem(tiny: Folder, overlay: Folder) -> None:
    overlay.write("core.yaml", "requirements: &all\n")
    assert [message.split(": ")[:2] for message in messages(tiny, overlay)] == [["acme/core.yaml:1", "&all"]]


def test_an_overlay_that_is_not_there_is_the_only_problem(tiny: Folder, tmp_path: Path) -> None:
    _, problems = examine(tiny.path, overlay=tmp_path / "gone")
    assert [problem.found for problem in problems] == ["is not a folder"]


@pytest.fixture
def fresh_process_data() -> Iterator[None]:
    """The dataset of the process is loaded once; let this test load its own."""
    shipped.cache_clear()
    yield
    shipped.cache_clear()


@pytest.mark.usefixtures("fresh_process_data")
def test_the_environment_names_the_overlay_of_the_process(
    tiny: Folder, overlay: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    overlay.write("dataset.yaml", "name: Careers at Acme\n")
    monkeypatch.setattr(loader, "SHIPPED", tiny.path)
    monkeypatch.setenv(OVERLAY_VARIABLE, os.fspath(overlay.path))
    assert shipped().info.name == "Careers at Acme"
    assert shipped() is shipped()
