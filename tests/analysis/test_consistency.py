"""What ratings say about themselves: doubts, and what they imply."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given

from analysis.consistency import SAME_RATINGS_FLAGGED, Implied, doubts, implied
from tests.analysis import oracles
from tests.builders import Ask, Case, Needs, World, cases, person, skill


def chain() -> World:
    return World(
        {
            "kubernetes": skill(needs=[Needs("docker", 3, 2)]),
            "docker": skill(needs=[Needs("linux", 2, 1), Needs("linux", 3, 4)]),
            "linux": skill(),
        },
        {"kubernetes": Ask(3)},
    )


def naive_implied(case: Case) -> dict[str, int]:
    """Give the highest proficiency that any rating builds on, by unrated skill."""
    rated = [(skill_id, level) for skill_id, level in case.profile.ratings.items() if level]
    found: dict[str, int] = {}
    for skill_id, level in oracles.closure(case.dataset, *rated):
        if skill_id not in case.profile.ratings:
            found[skill_id] = max(level, found.get(skill_id, 0))
    return found


def test_a_rating_that_outgrows_its_prerequisite_is_asked_about() -> None:
    (doubt,) = doubts(chain().dataset, person({"docker": 4, "linux": 1}))
    assert (doubt.skill_id, doubt.other_id) == ("docker", "linux")
    assert doubt.question == "Docker 4, but Linux 1?"
    assert doubt.because == "Docker at 4 builds on Linux at 3: docker builds on linux."


def test_a_prerequisite_of_a_higher_proficiency_is_not_yet_due() -> None:
    assert doubts(chain().dataset, person({"docker": 3, "linux": 2})) == ()


def test_an_unrated_skill_contradicts_nothing() -> None:
    assert doubts(chain().dataset, person({"docker": 5})) == ()


def test_a_skill_two_steps_away_is_no_contradiction_by_itself() -> None:
    assert doubts(chain().dataset, person({"kubernetes": 5, "linux": 0})) == ()


def test_many_ratings_all_alike_are_asked_about() -> None:
    alike = {f"skill-{n}": 3 for n in range(SAME_RATINGS_FLAGGED)}
    (doubt,) = doubts(chain().dataset, person(alike))
    assert (doubt.skill_id, doubt.other_id) == (None, None)
    assert doubt.question == "All 8 ratings are 3. Is that so?"
    assert doubts(chain().dataset, person({**alike, "skill-0": 2})) == ()
    assert doubts(chain().dataset, person(dict(list(alike.items())[1:]))) == ()


def test_a_rating_implies_what_it_builds_on_through_every_step() -> None:
    assert implied(chain().dataset, person({"kubernetes": 2})) == {
        "docker": Implied("docker", 3, "kubernetes", 2),
        "linux": Implied("linux", 2, "kubernetes", 2),
    }


def test_of_several_ratings_the_one_that_builds_on_most_speaks() -> None:
    world = World(
        {"docker": skill(needs=[Needs("linux", 3, 1)]), "git": skill(needs=[Needs("linux", 1, 1)]), "linux": skill()},
        {"docker": Ask(1)},
    )
    assert implied(world.dataset, person({"docker": 1, "git": 1}))["linux"] == Implied("linux", 3, "docker", 1)


def test_a_rating_of_none_implies_nothing() -> None:
    assert implied(chain().dataset, person({"kubernetes": 0})) == {}


@given(cases())
def test_doubts_are_only_about_rated_skills_and_only_along_prerequisites(case: Case) -> None:
    ratings = case.profile.ratings
    contradictions = {
        (owner, need.skill)
        for owner, spec in case.world.skills.items()
        for need in spec.needs
        if need.before <= ratings.get(owner, 0) and ratings.get(need.skill, need.at) < need.at
    }
    found = [d for d in doubts(case.dataset, case.profile) if d.skill_id is not None]
    assert {(d.skill_id, d.other_id) for d in found} == contradictions
    assert len(found) == len(contradictions)


@given(cases())
def test_profiles_without_contradictions_raise_no_doubts_about_pairs(case: Case) -> None:
    rated = {(s, level) for s, level in case.profile.ratings.items() if level}
    whole = person(oracles.learnt({}, oracles.closure(case.dataset, *rated)))
    assert [d for d in doubts(case.dataset, whole) if d.skill_id is not None] == []


@given(cases())
def test_what_is_implied_is_what_graph_search_finds_under_the_ratings(case: Case) -> None:
    found: Mapping[str, Implied] = implied(case.dataset, case.profile)
    assert {key: entry.proficiency for key, entry in found.items()} == naive_implied(case)


@given(cases())
def test_every_implication_names_a_rating_that_builds_on_it(case: Case) -> None:
    for key, entry in implied(case.dataset, case.profile).items():
        assert entry.skill_id == key
        assert case.profile.ratings[entry.by_skill_id] == entry.by_proficiency
        assert (key, entry.proficiency) in oracles.closure(case.dataset, (entry.by_skill_id, entry.by_proficiency))


@given(cases())
def test_doubts_and_implications_do_not_depend_on_the_order_of_the_data(case: Case) -> None:
    other = case.world.reversed()
    assert doubts(other.dataset, case.profile) == doubts(case.dataset, case.profile)
    assert implied(other.dataset, case.profile) == implied(case.dataset, case.profile)
