"""The facts we ship are free of mistakes and are as many as we say."""

from __future__ import annotations

from collections import Counter

import pytest

from careerdata.dataset import Dataset
from careerdata.loader import SHIPPED
from careerdata.models import LEVEL_IDS
from careerdata.problems import Problem
from careerdata.stats import counts

Examined = tuple[Dataset | None, tuple[Problem, ...]]


@pytest.fixture
def shipped_data(examined_shipped_data: Examined) -> Dataset:
    dataset, _ = examined_shipped_data
    if dataset is None:
        pytest.fail("the shipped data cannot be put together; see test_the_shipped_data_has_no_problems")
    return dataset


def test_the_shipped_data_has_no_problems(examined_shipped_data: Examined) -> None:
    dataset, problems = examined_shipped_data
    assert "\n".join(map(str, problems)) == ""
    assert dataset is not None


def test_every_role_asks_for_something_at_every_level(shipped_data: Dataset) -> None:
    assert len(shipped_data.role_levels) == len(shipped_data.roles) * len(LEVEL_IDS)
    for role_level in shipped_data.role_levels.values():
        assert len(role_level.requirements) >= 10, role_level.id
        assert sum(requirement.weight for requirement in role_level.requirements) > 0


def test_no_role_asks_for_less_on_a_higher_level(shipped_data: Dataset) -> None:
    for role_id in shipped_data.roles:
        asked: dict[str, int] = {}
        for level_id in LEVEL_IDS:
            for requirement in shipped_data.role_levels[f"{role_id}:{level_id}"].requirements:
                assert requirement.proficiency >= asked.get(requirement.id, 0), (role_id, level_id, requirement.id)
                asked[requirement.id] = requirement.proficiency


def test_a_requirement_is_met_by_known_skills_and_each_skill_counts_once(shipped_data: Dataset) -> None:
    for role_level in shipped_data.role_levels.values():
        members = Counter(m for r in role_level.requirements if not r.is_group for m in r.members)
        assert set(members) <= set(shipped_data.skills)
        assert set(members.values()) <= {1}, role_level.id


def test_every_figure_and_every_requirement_names_a_source_we_describe(shipped_data: Dataset) -> None:
    named = {figure.source for figure in shipped_data.pay.values()}
    named |= {figure.source for figure in shipped_data.outlook.values()}
    named |= {r.source for role_level in shipped_data.role_levels.values() for r in role_level.requirements}
    assert named
    assert named <= set(shipped_data.sources)


def test_an_official_figure_rests_on_an_official_source(shipped_data: Dataset) -> None:
    official = {figure.source for figure in shipped_data.pay.values() if figure.kind == "official"}
    official |= {figure.source for figure in shipped_data.outlook.values() if figure.kind == "official"}
    assert {shipped_data.sources[source].kind for source in official} == {"official"}


def test_every_skill_is_found_by_its_own_name_or_an_alias(shipped_data: Dataset) -> None:
    found = set(shipped_data.skill_by_alias.values())
    assert [skill_id for skill_id in shipped_data.skills if skill_id not in found] == []


def test_ids_that_differ_only_in_hyphens_do_not_exist(shipped_data: Dataset) -> None:
    squeezed = Counter(skill_id.replace("-", "") for skill_id in shipped_data.skills)
    assert [name for name, count in squeezed.items() if count > 1] == []


def test_counts_are_the_sizes_of_what_is_there(shipped_data: Dataset) -> None:
    found = counts(shipped_data)
    assert found["skills"] == len(shipped_data.skills)
    assert found["behaviours"] == 5 * len(shipped_data.skills)
    assert found["role_levels"] == 5 * len(shipped_data.roles)
    assert found["countries"] == len({figure.country for figure in shipped_data.pay.values()})
    assert found["prerequisites"] <= found["relations"]


def test_the_shipped_folder_holds_only_text_we_can_review() -> None:
    assert {path.suffix for path in SHIPPED.rglob("*") if path.is_file()} == {".yaml"}
