"""The arrays that every computation reads say the same as the models they are made from."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.arrays import RequirementArrays, SkillArrays, requirement_arrays, skill_arrays, target_arrays
from careerdata import loader
from tests.analysis import oracles
from tests.builders import PROFICIENCIES, Ask, Case, Needs, World, build, cases, person, skill


def arrays_of(arrays: SkillArrays | RequirementArrays) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]]:
    values = {field.name: getattr(arrays, field.name) for field in dataclasses.fields(arrays)}
    return {name: value for name, value in values.items() if isinstance(value, np.ndarray)}


def test_a_dataset_is_laid_out_once() -> None:
    world = World({"sql": skill()}, {"sql": Ask(2)})
    assert skill_arrays(world.dataset) is skill_arrays(world.dataset)
    assert target_arrays(world.dataset, world.target) is target_arrays(world.dataset, world.target)


def test_nothing_shared_can_be_written_to() -> None:
    world = World({"java": skill(stands_in_for={"python": 0.5}), "python": skill()}, {"python": Ask(2)})
    skills, asked = skill_arrays(world.dataset), target_arrays(world.dataset, world.target)
    for arrays in (skills, asked):
        assert {name for name, array in arrays_of(arrays).items() if array.flags.writeable} == set()
    for mapping in (skills.position, skills.stand_ins):
        with pytest.raises(TypeError):
            mapping["sql"] = 1  # type: ignore[index]


def test_unknown_ratings_are_left_out_of_the_vector() -> None:
    world = World({"sql": skill(), "git": skill()}, {"sql": Ask(2)})
    assert skill_arrays(world.dataset).vector({"git": 3, "cobol": 5}).tolist() == [0, 3]


def test_a_closure_reaches_through_rungs_that_the_skill_itself_stands_on() -> None:
    world = World({"linux": skill(), "docker": skill(needs=[Needs("linux", 2, 1)]), "git": skill()}, {"docker": Ask(3)})
    skills = skill_arrays(world.dataset)
    assert skills.closure[skills.node("docker", 3)].tolist() == [2, 3, 0]


def test_candidates_are_the_members_and_then_what_stands_in_at_its_best_credit() -> None:
    world = World(
        {
            "c": skill(stands_in_for={"a": 0.75, "b": 0.25}),
            "a": skill(stands_in_for={"b": 0.5}),
            "b": skill(),
        },
        {"one-store": Ask(2)},
        groups={"one-store": ("a", "b")},
    )
    asked = target_arrays(world.dataset, world.target)
    assert asked.candidate_skill.tolist() == [1, 2, 0]
    assert asked.candidate_credit.tolist() == [1.0, 1.0, 0.75]
    assert asked.member_count.tolist() == [2]


@given(cases())
def test_every_closure_is_what_graph_search_finds(case: Case) -> None:
    skills = skill_arrays(case.dataset)
    for skill_id in skills.ids:
        for proficiency in PROFICIENCIES:
            row = skills.closure[skills.node(skill_id, proficiency)]
            found = {(s, n) for s, most in zip(skills.ids, row.tolist(), strict=True) for n in range(1, most + 1)}
            assert found == oracles.closure(case.dataset, (skill_id, proficiency))


@given(cases(), st.data())
def test_hours_between_two_states_are_those_of_the_rungs_between(case: Case, data: st.DataObject) -> None:
    skills = skill_arrays(case.dataset)
    held = skills.vector(case.profile.ratings)
    nodes = data.draw(st.lists(st.tuples(st.sampled_from(skills.ids), st.sampled_from(PROFICIENCIES)), min_size=1))
    low, high = skills.hours(held, skills.reach(held, np.array([skills.node(*node) for node in nodes])))
    for place, node in enumerate(nodes):
        exact = oracles.hours(case.dataset, oracles.missing(case.dataset, case.profile.ratings, node))
        assert (low[place], high[place]) == exact


@given(cases())
def test_planning_starts_from_the_ratings_and_what_they_presuppose(case: Case) -> None:
    skills, asked = skill_arrays(case.dataset), target_arrays(case.dataset, case.target)
    held = skills.held_for_planning(case.profile.ratings, asked)
    expected = oracles.planned(case.dataset, case.profile.ratings, case.target)
    assert held.tolist() == [expected.get(skill_id, 0) for skill_id in skills.ids]


@given(cases())
def test_coverage_with_and_without_alternatives_is_the_best_of_its_candidates(case: Case) -> None:
    asked = target_arrays(case.dataset, case.target)
    levels = skill_arrays(case.dataset).vector(case.profile.ratings)
    for place, requirement in enumerate(asked.requirements):
        best = max(min(case.profile.ratings.get(m, 0) / requirement.proficiency, 1) for m in requirement.members)
        assert asked.own_coverage(levels)[place] == best
        exact = float(oracles.coverage(case.dataset, case.profile.ratings, requirement, case.target))
        assert asked.coverage(levels)[place] == pytest.approx(exact, abs=1e-12)


@given(cases())
def test_many_people_at_once_are_scored_as_one_at_a_time(case: Case) -> None:
    skills, asked = skill_arrays(case.dataset), target_arrays(case.dataset, case.target)
    people = np.stack(
        [skills.vector(case.profile.ratings), skills.vector({}), skills.vector(dict.fromkeys(skills.ids, 5))]
    )
    together = asked.readiness(asked.coverage(people))
    assert together.tolist() == [asked.readiness(asked.coverage(row)).tolist() for row in people]


def test_all_shipped_role_levels_at_once_are_scored_as_one_at_a_time() -> None:
    dataset = loader.shipped()
    skills = skill_arrays(dataset)
    levels = skills.vector({skill_id: place % 6 for place, skill_id in enumerate(skills.ids)})
    together = requirement_arrays(skills, dataset.role_levels.values())
    scores = together.readiness(together.coverage(levels)).tolist()
    alone = [target_arrays(dataset, role_level) for role_level in dataset.role_levels.values()]
    assert scores == pytest.approx([asked.readiness(asked.coverage(levels))[0] for asked in alone], abs=1e-12)


def test_no_requirements_at_all_are_no_error() -> None:
    dataset = build({"sql": skill()}, roles={})
    skills = skill_arrays(dataset)
    asked = requirement_arrays(skills, ())
    assert asked.coverage(skills.vector({"sql": 2})).shape == (0,)
    assert asked.own_coverage(skills.vector({"sql": 2})).shape == (0,)
    assert person().is_empty
