"""What raising some skills would change."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.next_steps import Raise, WhatIf, what_if
from analysis.readiness import Range, gap_report, readiness
from profiles.model import Profile
from tests.analysis import oracles
from tests.builders import Ask, Case, Needs, World, cases, person, skill


@st.composite
def changes(draw: st.DrawFn) -> tuple[Case, dict[str, int]]:
    """Draw a person in a world and proficiencies to try out."""
    case = draw(cases())
    tried = draw(st.dictionaries(st.sampled_from(list(case.world.skills)), st.integers(0, 5), max_size=3))
    return case, tried


def ask(case: Case, tried: Mapping[str, int]) -> WhatIf:
    return what_if(case.dataset, case.profile, case.target, tried)


def rerated(profile: Profile, answer: WhatIf) -> Profile:
    for change in (*answer.raised, *answer.also):
        profile = profile.rated(change.skill_id, change.to_proficiency)
    return profile


def test_raising_a_skill_brings_its_prerequisites_along() -> None:
    world = World(
        {"docker": skill(10, needs=[Needs("linux", 2, 1)]), "linux": skill(5)},
        {"docker": Ask(2, "must"), "linux": Ask(4, "nice")},
    )
    answer = what_if(world.dataset, person({"linux": 1, "docker": 0}), world.target, {"docker": 2})
    assert answer == WhatIf(
        before=0.125,
        after=0.75,
        hours=Range(25, 25),
        raised=(Raise("docker", 0, 2),),
        also=(Raise("linux", 1, 2),),
        blockers_before=1,
        blockers_after=0,
    )
    assert answer.points == 62.5


def test_raising_nothing_changes_nothing() -> None:
    world = World({"sql": skill()}, {"sql": Ask(2)})
    answer = what_if(world.dataset, person({"sql": 1}), world.target, {})
    assert (answer.before, answer.after, answer.points) == (0.5, 0.5, 0.0)
    assert (answer.hours, answer.raised, answer.also) == (Range(0, 0), (), ())


def test_lowering_is_no_learning_and_changes_nothing() -> None:
    world = World({"sql": skill()}, {"sql": Ask(2)})
    answer = what_if(world.dataset, person({"sql": 2}), world.target, {"sql": 1})
    assert (answer.after, answer.raised) == (1.0, ())


def test_before_anything_is_rated_there_is_no_readiness_to_start_from() -> None:
    world = World({"sql": skill()}, {"sql": Ask(2)})
    answer = what_if(world.dataset, person(), world.target, {"sql": 1})
    assert (answer.before, answer.after, answer.points) == (None, 0.5, 50.0)


@given(changes())
def test_what_if_is_rating_again_and_computing_again(drawn: tuple[Case, dict[str, int]]) -> None:
    case, tried = drawn
    answer = ask(case, tried)
    before, after = case.profile, rerated(case.profile, answer)
    assert answer.before == readiness(case.dataset, before, case.target)
    assert answer.after == pytest.approx(readiness(case.dataset, after, case.target) or 0.0, abs=1e-12)
    assert answer.blockers_before == len(gap_report(case.dataset, before, case.target).blockers)
    assert answer.blockers_after == len(gap_report(case.dataset, after, case.target).blockers)


@given(changes())
def test_what_if_raises_exactly_the_missing_nodes(drawn: tuple[Case, dict[str, int]]) -> None:
    case, tried = drawn
    answer = ask(case, tried)
    held = oracles.planned(case.dataset, case.profile.ratings, case.target)
    missing = oracles.missing(case.dataset, held, *[(s, level) for s, level in tried.items() if level])
    low, high = oracles.hours(case.dataset, missing)
    assert {
        (change.skill_id, level)
        for change in (*answer.raised, *answer.also)
        for level in range(change.from_proficiency + 1, change.to_proficiency + 1)
    } == missing
    assert answer.hours == Range(float(low), float(high))
    assert {change.skill_id for change in answer.raised} <= set(tried)
    assert not {change.skill_id for change in answer.also} & set(tried)


@given(changes())
def test_what_if_never_makes_anything_worse(drawn: tuple[Case, dict[str, int]]) -> None:
    case, tried = drawn
    answer = ask(case, tried)
    assert answer.points >= 0
    assert answer.blockers_after <= answer.blockers_before
