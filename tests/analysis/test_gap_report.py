"""The table behind the readiness number: every point, blocker, credit and hour of it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.readiness import Range, gap_report
from tests.analysis import oracles
from tests.builders import Ask, Case, Needs, World, cases, person, skill


def two_stores(**stack: str) -> World:
    return World(
        {"mysql": skill(10), "postgresql": skill(30)},
        {"one-store": Ask(3)},
        groups={"one-store": ("postgresql", "mysql")},
        stack=stack,
    )


def test_the_table_accounts_for_every_missing_point() -> None:
    world = World({"sql": skill(), "git": skill()}, {"sql": Ask(4, weight=3.0), "git": Ask(2, weight=1.0)})
    report = gap_report(world.dataset, person({"sql": 3, "git": 1}), world.target)
    assert [(line.skill_id, line.have, line.need, line.points) for line in report.lines] == [
        ("sql", 3, 4, 18.75),
        ("git", 1, 2, 12.5),
    ]


def test_an_empty_profile_has_a_whole_table_but_no_score() -> None:
    world = World({"sql": skill(), "git": skill()}, {"sql": Ask(4), "git": Ask(2)})
    report = gap_report(world.dataset, person(), world.target)
    assert report.is_empty
    assert report.rated_share == 0.0
    assert [(line.skill_id, line.have, line.is_rated) for line in report.gaps] == [
        ("git", None, False),
        ("sql", None, False),
    ]


def test_lines_of_equal_points_stand_in_the_order_of_their_ids() -> None:
    world = World({"b": skill(), "c": skill(), "a": skill()}, {"b": Ask(2), "c": Ask(2), "a": Ask(2)})
    report = gap_report(world.dataset, person({"a": 1, "b": 1, "c": 1}), world.target)
    assert [line.requirement_id for line in report.lines] == ["a", "b", "c"]


def test_a_must_have_one_short_is_a_blocker_and_a_strong_one_is_not() -> None:
    world = World({"sql": skill(), "git": skill()}, {"sql": Ask(3, "must"), "git": Ask(3, "strong")})
    report = gap_report(world.dataset, person({"sql": 2, "git": 2}), world.target)
    assert [line.skill_id for line in report.blockers] == ["sql"]


def test_credit_never_opens_the_gate() -> None:
    world = World({"java": skill(stands_in_for={"python": 0.9}), "python": skill()}, {"python": Ask(3, "must")})
    report = gap_report(world.dataset, person({"java": 5}), world.target)
    assert report.readiness == 0.9
    assert [line.skill_id for line in report.blockers] == ["python"]
    assert report.strengths == ()


def test_credit_stands_on_its_own_beside_what_was_earned_directly() -> None:
    world = World({"java": skill(stands_in_for={"python": 0.5}), "python": skill()}, {"python": Ask(4)})
    (line,) = gap_report(world.dataset, person({"java": 4, "python": 1}), world.target).lines
    assert line.credit is not None
    assert (line.credit.skill_id, line.credit.have, line.credit.credit) == ("java", 4, 0.5)
    assert (line.earned, line.credit.points) == (50.0, 25.0)
    assert line.credit.why == "java is like python."


def test_a_better_own_rating_leaves_nothing_to_credit() -> None:
    world = World({"java": skill(stands_in_for={"python": 0.5}), "python": skill()}, {"python": Ask(4)})
    report = gap_report(world.dataset, person({"java": 5, "python": 3}), world.target)
    assert report.credits == ()
    assert report.credit_points == 0


def test_a_met_group_shows_the_member_that_meets_it() -> None:
    world = two_stores(**{"one-store": "postgresql"})
    (line,) = gap_report(world.dataset, person({"mysql": 3}), world.target).lines
    assert (line.skill_id, line.is_met, line.points) == ("mysql", True, 0.0)


def test_an_open_group_shows_the_usual_member_to_a_person_who_knows_none() -> None:
    world = two_stores(**{"one-store": "postgresql"})
    (line,) = gap_report(world.dataset, person(), world.target).lines
    assert (line.skill_id, line.chosen_because) == ("postgresql", "the usual choice in this role")


def test_an_open_group_shows_the_member_that_the_person_knows_best() -> None:
    world = two_stores(**{"one-store": "mysql"})
    profile = person({"postgresql": 2, "mysql": 1}).choosing("one-store", "mysql")
    (line,) = gap_report(world.dataset, profile, world.target).lines
    assert (line.skill_id, line.have, line.hours) == ("postgresql", 2, Range(30, 30))


def test_an_open_group_is_the_shortest_way_from_what_one_knows() -> None:
    world = two_stores(**{"one-store": "postgresql"})
    (line,) = gap_report(world.dataset, person({"mysql": 2}), world.target).lines
    assert (line.skill_id, line.chosen_because) == ("mysql", "the shortest way from what you know")


def test_an_open_group_shows_the_own_choice_before_the_usual_one() -> None:
    world = two_stores(**{"one-store": "mysql"})
    profile = person().choosing("one-store", "postgresql")
    (line,) = gap_report(world.dataset, profile, world.target).lines
    assert (line.skill_id, line.chosen_because) == ("postgresql", "your choice")


def test_an_open_group_without_any_hint_shows_the_cheapest_member() -> None:
    (line,) = gap_report(two_stores().dataset, person(), two_stores().target).lines
    assert (line.skill_id, line.chosen_because) == ("mysql", "the least hours")


def test_a_prerequisite_of_two_skills_is_counted_once() -> None:
    world = World(
        {
            "linux": skill(8),
            "docker": skill(10, needs=[Needs("linux", 2, 1)]),
            "nginx": skill(20, needs=[Needs("linux", 1, 1)]),
        },
        {"docker": Ask(1), "nginx": Ask(1)},
    )
    report = gap_report(world.dataset, person(), world.target)
    assert report.hours_left == Range(46, 46)
    assert report.prerequisite_hours == Range(16, 16)


def test_what_a_rating_presupposes_is_not_planned_again_unless_the_role_asks_for_it() -> None:
    skills = {"linux": skill(8), "docker": skill(10, needs=[Needs("linux", 2, 1)])}
    unasked = World(skills, {"docker": Ask(3)})
    asked = World(skills, {"docker": Ask(3), "linux": Ask(2)})
    assert gap_report(unasked.dataset, person({"docker": 1}), unasked.target).hours_left == Range(20, 20)
    assert gap_report(asked.dataset, person({"docker": 1}), asked.target).hours_left == Range(36, 36)


def test_strengths_begin_with_what_exceeds_the_requirement_most() -> None:
    world = World(
        {"sql": skill(), "git": skill(), "aws": skill()}, {"sql": Ask(3, weight=2.0), "git": Ask(1), "aws": Ask(5)}
    )
    report = gap_report(world.dataset, person({"sql": 3, "git": 4, "aws": 4}), world.target)
    assert [line.skill_id for line in report.strengths] == ["git", "sql"]


def test_a_skill_asked_for_by_itself_earns_nothing_in_a_group_as_well() -> None:
    world = World(
        {"java": skill(stands_in_for={"go": 0.5}), "go": skill(), "rust": skill()},
        {"java": Ask(2), "second-language": Ask(2)},
        groups={"second-language": ("java", "go", "rust")},
    )
    report = gap_report(world.dataset, person({"java": 5}), world.target)
    assert (report.readiness, report.credits) == (0.5, ())


def test_two_groups_that_share_a_member_hide_no_prerequisite_hours() -> None:
    world = World(
        {"x": skill(10, needs=[Needs("linux", 1, 1)]), "y": skill(90), "z": skill(90), "linux": skill(5)},
        {"any-queue": Ask(1), "one-store": Ask(2)},
        groups={"any-queue": ("x", "y"), "one-store": ("x", "z")},
    )
    report = gap_report(world.dataset, person(), world.target)
    assert (report.hours_left, report.prerequisite_hours) == (Range(25, 25), Range(5, 5))


@given(cases())
def test_every_requirement_has_exactly_one_line(case: Case) -> None:
    report = gap_report(case.dataset, case.profile, case.target)
    assert sorted(line.requirement_id for line in report.lines) == sorted(case.world.asks)


@given(cases())
def test_missing_points_add_up_to_what_readiness_lacks(case: Case) -> None:
    report = gap_report(case.dataset, case.profile, case.target)
    lacking = 1 - (report.readiness or 0.0)
    assert math.fsum(line.points for line in report.lines) == pytest.approx(100 * lacking, abs=1e-9)
    assert math.fsum(line.points for line in report.lines) / 100 == pytest.approx(lacking, rel=1e-12, abs=1e-13)
    assert math.fsum(line.worth for line in report.lines) == pytest.approx(100, rel=1e-12)


@given(cases())
def test_each_line_earns_its_coverage(case: Case) -> None:
    covered = {
        r.id: oracles.coverage(case.dataset, case.profile.ratings, r, case.target) for r in case.target.requirements
    }
    for line in gap_report(case.dataset, case.profile, case.target).lines:
        assert line.earned == pytest.approx(line.worth * float(covered[line.requirement_id]), rel=1e-12)


@given(cases())
def test_gaps_are_the_lines_that_miss_points_and_most_come_first(case: Case) -> None:
    report = gap_report(case.dataset, case.profile, case.target)
    assert {line.requirement_id for line in report.gaps} == {
        r.id
        for r in case.target.requirements
        if oracles.coverage(case.dataset, case.profile.ratings, r, case.target) < 1
    }
    order = [(-line.points, line.requirement_id) for line in report.lines]
    assert order == sorted(order)


@given(cases())
def test_blockers_are_exactly_the_must_haves_not_met(case: Case) -> None:
    report = gap_report(case.dataset, case.profile, case.target)
    assert {line.requirement_id for line in report.blockers} == {
        r.id for r in case.target.requirements if r.tier == "must" and not oracles.is_met(case.profile.ratings, r)
    }


@given(cases())
def test_strengths_are_exactly_what_own_ratings_meet(case: Case) -> None:
    report = gap_report(case.dataset, case.profile, case.target)
    assert {line.requirement_id for line in report.strengths} == {
        r.id for r in case.target.requirements if oracles.is_met(case.profile.ratings, r)
    }


@given(cases())
def test_a_line_shows_a_member_of_its_requirement_as_the_person_rated_it(case: Case) -> None:
    for line in gap_report(case.dataset, case.profile, case.target).lines:
        assert line.skill_id in case.world.members(line.requirement_id)
        assert line.have == case.profile.ratings.get(line.skill_id)
        assert line.is_met == any(
            case.profile.ratings.get(s, -1) >= line.need for s in case.world.members(line.requirement_id)
        )


@given(cases())
def test_a_line_is_rated_exactly_when_any_of_its_members_is(case: Case) -> None:
    for line in gap_report(case.dataset, case.profile, case.target).lines:
        assert line.is_rated == bool(set(case.world.members(line.requirement_id)) & set(case.profile.ratings))


@given(cases())
def test_credit_stays_below_full_and_meets_nothing(case: Case) -> None:
    report = gap_report(case.dataset, case.profile, case.target)
    for line in report.credits:
        assert line.credit is not None
        assert 0 < line.credit.points <= line.earned < line.worth
        assert line.credit.have == case.profile.ratings[line.credit.skill_id] > 0
        assert line.credit.skill_id not in case.world.members(line.requirement_id)
        assert not line.is_met
        assert line.is_blocker == (line.tier == "must")


@given(cases())
def test_readiness_without_alternatives_is_readiness_less_the_credit(case: Case) -> None:
    report = gap_report(case.dataset, case.profile, case.target)
    alone = World(
        {s: skill(spec.hours, needs=spec.needs) for s, spec in case.world.skills.items()},
        case.world.asks,
        case.world.groups,
        case.world.stack,
    )
    without = gap_report(alone.dataset, case.profile, alone.target)
    assert without.credit_points == 0
    assert 100 * (without.readiness or 0.0) + report.credit_points == pytest.approx(
        100 * (report.readiness or 0.0), abs=1e-9
    )


@given(cases())
def test_hours_left_are_those_of_all_missing_nodes_counted_once(case: Case) -> None:
    report = gap_report(case.dataset, case.profile, case.target)
    wanted = [(line.skill_id, line.need) for line in report.lines if not line.is_met]
    held = oracles.planned(case.dataset, case.profile.ratings, case.target)
    low, high = oracles.hours(case.dataset, oracles.missing(case.dataset, held, *wanted))
    assert report.hours_left == Range(float(low), float(high))


@given(cases())
def test_must_hours_are_those_of_all_missing_nodes_under_the_blockers(case: Case) -> None:
    report = gap_report(case.dataset, case.profile, case.target)
    wanted = [(line.skill_id, line.need) for line in report.blockers]
    held = oracles.planned(case.dataset, case.profile.ratings, case.target)
    low, high = oracles.hours(case.dataset, oracles.missing(case.dataset, held, *wanted))
    assert report.must_hours == Range(float(low), float(high))


@given(cases())
def test_nothing_is_left_to_learn_exactly_when_all_is_met(case: Case) -> None:
    report = gap_report(case.dataset, case.profile, case.target)
    assert (report.hours_left.high == 0) == all(line.is_met for line in report.lines)


@given(cases())
def test_prerequisite_hours_are_those_of_skills_no_open_line_plans(case: Case) -> None:
    report = gap_report(case.dataset, case.profile, case.target)
    planned = {(line.skill_id, level) for line in report.lines for level in range(1, line.need + 1)}
    wanted = [(line.skill_id, line.need) for line in report.lines if not line.is_met]
    held = oracles.planned(case.dataset, case.profile.ratings, case.target)
    extra = oracles.missing(case.dataset, held, *wanted) - planned
    low, high = oracles.hours(case.dataset, extra)
    assert report.prerequisite_hours == Range(float(low), float(high))


@given(cases(), st.data())
def test_learning_more_never_leaves_more_hours_when_no_group_changes_its_member(
    case: Case, data: st.DataObject
) -> None:
    skill_id = data.draw(st.sampled_from(list(case.world.skills)))
    held = oracles.planned(case.dataset, case.profile.ratings, case.target)
    more = case.profile.rated(skill_id, data.draw(st.integers(held.get(skill_id, 0), 5)))
    before, after = (gap_report(case.dataset, profile, case.target) for profile in (case.profile, more))
    if {x.requirement_id: x.skill_id for x in before.lines} == {x.requirement_id: x.skill_id for x in after.lines}:
        assert after.hours_left.low <= before.hours_left.low
        assert after.hours_left.high <= before.hours_left.high


@given(cases())
def test_the_report_does_not_depend_on_the_order_of_the_data(case: Case) -> None:
    other = case.world.reversed()
    report, again = (gap_report(w.dataset, case.profile, w.target) for w in (case.world, other))
    assert [(x.requirement_id, x.hours, x.credit) for x in report.lines] == [
        (x.requirement_id, x.hours, x.credit) for x in again.lines
    ]
    assert report.hours_left == again.hours_left
