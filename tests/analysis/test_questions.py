"""Which skills to ask about, most informative first."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.consistency import Implied
from analysis.questions import SHORT_ASSESSMENT, questions
from careerdata.dataset import Requirement
from tests.analysis import oracles
from tests.builders import Ask, Case, Needs, World, cases, person, skill


def open_requirements(case: Case) -> list[Requirement]:
    return [r for r in case.target.requirements if not set(r.members) & set(case.profile.ratings)]


def naive_information(case: Case, requirement: Requirement) -> Fraction:
    """Add to the weight a question settles, half when implied already, half of what its answer would imply."""
    total = sum(Fraction(r.weight) for r in case.target.requirements)
    rated = [(s, level) for s, level in case.profile.ratings.items() if level]
    under_ratings = oracles.closure(case.dataset, *rated)
    is_settled = any((member, requirement.proficiency) in under_ratings for member in requirement.members)
    under_answer = oracles.closure(case.dataset, (requirement.members[0], requirement.proficiency))
    spread = Fraction()
    for other in open_requirements(case):
        reached = max((level for skill_id, level in under_answer if skill_id in other.members), default=0)
        if other.id != requirement.id:
            spread += Fraction(other.weight) * min(Fraction(reached, other.proficiency), Fraction(1)) / 2
    return (Fraction(requirement.weight) / (2 if is_settled else 1) + spread) / total


def test_the_weightiest_is_asked_first() -> None:
    world = World({"sql": skill(), "git": skill()}, {"sql": Ask(3, weight=1.0), "git": Ask(2, weight=2.0)})
    assert [q.requirement.id for q in questions(world.dataset, person(), world.target)] == ["git", "sql"]


def test_a_skill_that_speaks_for_others_is_asked_before_a_weightier_one() -> None:
    world = World(
        {"docker": skill(needs=[Needs("linux", 3, 2)]), "linux": skill(), "sql": skill()},
        {"docker": Ask(2, weight=1.0), "linux": Ask(3, weight=1.0), "sql": Ask(2, weight=1.3)},
    )
    asked = questions(world.dataset, person(), world.target)
    assert [q.requirement.id for q in asked] == ["docker", "sql", "linux"]


def test_what_other_ratings_imply_is_asked_later_and_says_by_which() -> None:
    world = World(
        {"docker": skill(needs=[Needs("linux", 3, 2)]), "linux": skill(), "sql": skill()},
        {"docker": Ask(2), "linux": Ask(3, weight=1.0), "sql": Ask(2, weight=0.75)},
    )
    first, second = questions(world.dataset, person({"docker": 2}), world.target)
    assert (first.requirement.id, first.implied) == ("sql", None)
    assert (second.requirement.id, second.implied) == ("linux", Implied("linux", 3, "docker", 2))


def test_one_rated_member_answers_for_its_group() -> None:
    world = World(
        {"mysql": skill(), "postgresql": skill()}, {"one-store": Ask(3)}, groups={"one-store": ("mysql", "postgresql")}
    )
    assert questions(world.dataset, person({"mysql": 0}), world.target) == ()


def test_a_short_assessment_is_the_usual_length() -> None:
    skills = {f"skill-{n}": skill() for n in range(SHORT_ASSESSMENT + 5)}
    world = World(skills, {key: Ask(2) for key in skills})
    assert len(questions(world.dataset, person(), world.target)) == SHORT_ASSESSMENT


@given(cases())
def test_every_unrated_requirement_is_asked_once_and_no_rated_one(case: Case) -> None:
    asked = [q.requirement.id for q in questions(case.dataset, case.profile, case.target)]
    assert sorted(asked) == sorted(r.id for r in open_requirements(case))


@given(cases())
def test_the_most_informative_come_first_and_what_was_put_aside_last(case: Case) -> None:
    def place(requirement: Requirement) -> tuple[bool, float, str]:
        information = round(float(naive_information(case, requirement)), 9)
        return requirement.id in case.profile.passed, -information, requirement.id

    asked = [q.requirement for q in questions(case.dataset, case.profile, case.target)]
    assert asked == sorted(open_requirements(case), key=place)


@given(cases())
def test_information_and_share_are_those_of_the_method(case: Case) -> None:
    total = sum(r.weight for r in case.target.requirements)
    for question in questions(case.dataset, case.profile, case.target):
        assert question.share == pytest.approx(question.requirement.weight / total)
        assert question.information == pytest.approx(float(naive_information(case, question.requirement)), abs=1e-12)


@given(cases(), st.integers(0, 6))
def test_no_more_than_wanted_are_asked_and_they_are_the_first(case: Case, count: int) -> None:
    some = questions(case.dataset, case.profile, case.target, count=count)
    assert some == questions(case.dataset, case.profile, case.target)[:count]


@given(cases())
def test_answering_every_question_leaves_none(case: Case) -> None:
    profile = case.profile
    for question in questions(case.dataset, profile, case.target):
        profile = profile.rated(question.requirement.members[0], 1)
    assert questions(case.dataset, profile, case.target) == ()
