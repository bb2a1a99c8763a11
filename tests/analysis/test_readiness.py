"""The readiness number: what it is, and what may and may not move it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.readiness import gap_report, readiness
from careerdata import loader
from profiles.model import Profile
from tests.analysis import oracles
from tests.builders import Ask, Case, World, cases, person, skill

#: Of one exactly computed number against the same in floating point.
EXACT = 1e-12


def score(world: World, profile: Profile) -> float:
    """Give the readiness, no score as none."""
    return readiness(world.dataset, profile, world.target) or 0.0


def test_half_of_one_of_two_equal_requirements_covers_a_quarter() -> None:
    world = World({"sql": skill(), "git": skill()}, {"sql": Ask(4), "git": Ask(2)})
    assert readiness(world.dataset, person({"sql": 2}), world.target) == 0.25


def test_weights_count_by_their_share() -> None:
    world = World({"sql": skill(), "git": skill()}, {"sql": Ask(3, weight=3.0), "git": Ask(1, weight=1.0)})
    assert readiness(world.dataset, person({"sql": 3}), world.target) == 0.75


def test_more_than_what_is_asked_counts_no_more() -> None:
    world = World({"sql": skill(), "git": skill()}, {"sql": Ask(2), "git": Ask(2)})
    assert readiness(world.dataset, person({"sql": 5}), world.target) == 0.5


def test_an_empty_profile_has_no_score() -> None:
    world = World({"sql": skill()}, {"sql": Ask(2)})
    assert readiness(world.dataset, person(), world.target) is None


def test_ratings_of_skills_the_role_does_not_ask_for_give_no_score() -> None:
    world = World({"sql": skill(), "git": skill()}, {"sql": Ask(2)})
    assert readiness(world.dataset, person({"git": 5}), world.target) is None


def test_ratings_of_skills_the_data_does_not_know_give_no_score() -> None:
    world = World({"sql": skill()}, {"sql": Ask(2)})
    assert readiness(world.dataset, person({"cobol": 5}), world.target) is None


def test_knowing_that_one_knows_nothing_is_a_score_of_none() -> None:
    world = World({"sql": skill()}, {"sql": Ask(2)})
    assert readiness(world.dataset, person({"sql": 0}), world.target) == 0.0


def test_a_group_counts_once_by_its_best_member() -> None:
    world = World(
        {"mysql": skill(), "postgresql": skill(), "git": skill()},
        {"one-store": Ask(4), "git": Ask(1)},
        groups={"one-store": ("mysql", "postgresql")},
    )
    assert readiness(world.dataset, person({"mysql": 2, "postgresql": 3}), world.target) == 0.375


def test_a_skill_that_stands_in_earns_its_credit_in_part() -> None:
    world = World({"java": skill(stands_in_for={"python": 0.5}), "python": skill()}, {"python": Ask(4)})
    assert readiness(world.dataset, person({"java": 2}), world.target) == 0.25


def test_credit_is_not_passed_on_to_a_third_skill() -> None:
    world = World(
        {"c": skill(stands_in_for={"java": 0.5}), "java": skill(stands_in_for={"python": 0.5}), "python": skill()},
        {"python": Ask(1), "java": Ask(1)},
    )
    assert readiness(world.dataset, person({"c": 5}), world.target) == 0.25


def test_a_java_senior_has_credit_but_no_full_score_for_a_senior_python_role() -> None:
    dataset = loader.shipped()
    asked = dataset.role_levels["java-backend:senior"]
    java_senior = person({member: 5 for requirement in asked.requirements for member in requirement.members[:1]})
    without_python = java_senior.rated("python", 0)
    report = gap_report(dataset, without_python, dataset.role_levels["python-backend:senior"])
    assert report.readiness is not None
    assert 0.3 < report.readiness < 1
    assert report.credit_points > 0
    assert "python" in {line.skill_id for line in report.blockers}


@given(cases())
def test_readiness_is_the_formula_of_the_method(case: Case) -> None:
    exact = float(oracles.readiness(case.dataset, case.profile.ratings, case.target))
    assert score(case.world, case.profile) == pytest.approx(exact, abs=EXACT)


@given(cases())
def test_the_report_and_the_number_alone_agree(case: Case) -> None:
    report = gap_report(case.dataset, case.profile, case.target)
    assert report.readiness == readiness(case.dataset, case.profile, case.target)


@given(cases())
def test_there_is_a_score_exactly_when_something_that_counts_is_rated(case: Case) -> None:
    counts = {s for r in case.target.requirements for s in oracles.servers(case.dataset, r, case.target)}
    has_score = readiness(case.dataset, case.profile, case.target) is not None
    assert has_score == bool(counts & set(case.profile.ratings))


@given(cases())
def test_readiness_lies_between_none_and_all(case: Case) -> None:
    assert 0.0 <= score(case.world, case.profile) <= 1.0


@given(cases(), st.booleans())
def test_readiness_is_full_exactly_when_every_requirement_is_met(case: Case, is_expert: bool) -> None:
    profile = case.profile
    if is_expert:
        profile = person(
            {s: max(3, level) for s, level in (dict.fromkeys(case.world.skills, 3) | dict(profile.ratings)).items()}
        )
    is_all_met = all(oracles.is_met(profile.ratings, r) for r in case.target.requirements)
    assert (score(case.world, profile) == 1.0) == is_all_met


@given(cases())
def test_meeting_every_requirement_gives_full_readiness(case: Case) -> None:
    ratings = {member: r.proficiency for r in reversed(case.target.requirements) for member in r.members}
    best = {s: max(r.proficiency for r in case.target.requirements if s in r.members) for s in ratings}
    assert score(case.world, person(best)) == 1.0


@given(cases(), st.data())
def test_learning_more_never_lowers_readiness(case: Case, data: st.DataObject) -> None:
    skill_id = data.draw(st.sampled_from(list(case.world.skills)))
    have = case.profile.ratings.get(skill_id, 0)
    more = data.draw(st.integers(have, 5))
    assert score(case.world, case.profile.rated(skill_id, more)) >= score(case.world, case.profile)


@given(cases(), st.data())
def test_asking_for_more_never_raises_readiness(case: Case, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(list(case.world.asks)))
    ask = case.world.asks[key]
    harder = dataclasses.replace(ask, proficiency=data.draw(st.integers(ask.proficiency, 5)))
    stricter = case.world.asking({**case.world.asks, key: harder})
    assert score(stricter, case.profile) <= score(case.world, case.profile)


@given(cases(), st.integers(0, 5))
def test_skills_that_count_for_nothing_asked_change_nothing(case: Case, rating: int) -> None:
    counts = {s for r in case.target.requirements for s in oracles.servers(case.dataset, r, case.target)}
    profile = case.profile
    for skill_id in set(case.world.skills) - counts | {"no-such-skill"}:
        profile = profile.rated(skill_id, rating)
    assert readiness(case.dataset, profile, case.target) == readiness(case.dataset, case.profile, case.target)


@given(cases())
def test_skills_new_to_the_data_change_nothing(case: Case) -> None:
    wider = dataclasses.replace(case.world, skills={"aaa": skill(), **case.world.skills, "zzz": skill()})
    profile = case.profile.rated("zzz", 5)
    assert readiness(wider.dataset, profile, wider.target) == readiness(case.dataset, case.profile, case.target)


@given(cases())
def test_readiness_does_not_depend_on_the_order_of_anything(case: Case) -> None:
    other = case.world.reversed()
    profile = dataclasses.replace(case.profile, ratings=dict(reversed(list(case.profile.ratings.items()))))
    assert score(other, profile) == pytest.approx(score(case.world, case.profile), abs=EXACT)


@given(cases(), st.sampled_from([1.1, 1.5, 2.0]))
def test_readiness_does_not_depend_on_the_scale_of_the_weights(case: Case, factor: float) -> None:
    asks: Mapping[str, Ask] = {
        key: dataclasses.replace(ask, weight=ask.weight * factor) for key, ask in case.world.asks.items()
    }
    assert score(case.world.asking(asks), case.profile) == pytest.approx(score(case.world, case.profile), abs=EXACT)


@given(cases())
def test_tiers_never_enter_the_score(case: Case) -> None:
    asks = {key: dataclasses.replace(ask, tier="nice") for key, ask in case.world.asks.items()}
    assert score(case.world.asking(asks), case.profile) == pytest.approx(score(case.world, case.profile), abs=EXACT)


@given(cases(), st.data())
def test_one_proficiency_moves_readiness_by_no_more_than_the_requirements_it_serves(
    case: Case, data: st.DataObject
) -> None:
    skill_id = data.draw(st.sampled_from(list(case.world.skills)))
    have = min(case.profile.ratings.get(skill_id, 0), 4)
    total = sum(r.weight for r in case.target.requirements)
    most = sum(
        float(oracles.servers(case.dataset, r, case.target)[skill_id]) * r.weight / (r.proficiency * total)
        for r in case.target.requirements
        if skill_id in oracles.servers(case.dataset, r, case.target)
    )
    before, after = (score(case.world, case.profile.rated(skill_id, level)) for level in (have, have + 1))
    assert after - before <= most + EXACT


@given(cases())
def test_the_range_holds_the_score(case: Case) -> None:
    report = gap_report(case.dataset, case.profile, case.target)
    if report.readiness is None or report.low is None or report.high is None:
        assert (report.readiness, report.low, report.high) == (None, None, None)
    else:
        assert 0.0 <= report.low <= report.readiness <= report.high <= 1.0


@given(cases())
def test_the_range_is_every_rating_one_lower_and_one_higher_with_unrated_as_none_and_as_met(case: Case) -> None:
    report = gap_report(case.dataset, case.profile, case.target)
    ratings = case.profile.ratings
    lower = {s: max(level - 1, 0) for s, level in ratings.items()}
    upper = {s: min(level + 1, 5) for s, level in ratings.items()}
    total = sum(r.weight for r in case.target.requirements)
    high = sum(
        r.weight
        * (float(oracles.coverage(case.dataset, upper, r, case.target)) if set(r.members) & set(ratings) else 1.0)
        for r in case.target.requirements
    )
    if report.low is not None:
        assert report.low == pytest.approx(float(oracles.readiness(case.dataset, lower, case.target)), abs=EXACT)
        assert report.high == pytest.approx(high / total, abs=EXACT)


@given(cases())
def test_the_rated_share_is_the_weight_of_what_is_rated(case: Case) -> None:
    report = gap_report(case.dataset, case.profile, case.target)
    total = sum(r.weight for r in case.target.requirements)
    rated = sum(r.weight for r in case.target.requirements if set(r.members) & set(case.profile.ratings))
    assert report.rated_share == pytest.approx(rated / total, abs=EXACT)


@given(cases(), st.data())
def test_unrated_is_as_low_as_none_but_leaves_a_wider_range(case: Case, data: st.DataObject) -> None:
    skill_id = data.draw(st.sampled_from(list(case.world.skills)))
    other = data.draw(st.sampled_from([r.members[0] for r in case.target.requirements]))
    base = case.profile.rated(other, 2)
    unrated = gap_report(case.dataset, base.rated(skill_id, None), case.target)
    none = gap_report(case.dataset, base.rated(skill_id, 0), case.target)
    if unrated.low is not None and unrated.high is not None and none.low is not None and none.high is not None:
        assert unrated.readiness == none.readiness
        assert unrated.low == none.low
        assert unrated.high >= none.high
        assert unrated.rated_share <= none.rated_share


def test_rating_a_skill_0_narrows_the_range_that_unrated_left_open() -> None:
    world = World({"sql": skill(), "git": skill()}, {"sql": Ask(4), "git": Ask(2)})
    unrated = gap_report(world.dataset, person({"git": 2}), world.target)
    none = gap_report(world.dataset, person({"git": 2, "sql": 0}), world.target)
    assert (unrated.low, unrated.readiness, unrated.high) == (0.25, 0.5, 1.0)
    assert (none.low, none.readiness, none.high) == (0.25, 0.5, 0.625)
