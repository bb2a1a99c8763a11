"""Two levels of a role side by side."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from analysis.ladder import CHANGES, compare_levels
from careerdata import loader
from careerdata.dataset import Dataset
from careerdata.models import LEVEL_IDS, LevelId
from tests.builders import CHANCE, ROLE, SKILL_IDS, TIERS, Ask, build, skill

RANK = {"nice": 0, "strong": 1, "must": 2}


@st.composite
def ladders(draw: st.DrawFn) -> Dataset:
    """Draw a role whose requirements begin, rise, harden and end at different levels."""
    chance = draw(CHANCE)
    ids = SKILL_IDS[: draw(st.integers(1, len(SKILL_IDS)))]
    rows: dict[str, Mapping[LevelId, Ask]] = {}
    until: dict[str, LevelId] = {}
    for key in ids:
        levels = sorted(chance.sample(LEVEL_IDS, chance.choice((1, 2, 3))), key=LEVEL_IDS.index)
        rows[key] = {level: Ask(chance.choice((1, 2, 3)), chance.choice(TIERS)) for level in levels}
        if chance.choice((True, False)):
            until[key] = chance.choice(LEVEL_IDS)
    return build({key: skill() for key in ids}, roles={ROLE: rows}, until=until)


def example() -> Dataset:
    return build(
        {key: skill() for key in ("sql", "git", "aws", "java", "http")},
        roles={
            ROLE: {
                "sql": {"junior": Ask(2), "senior": Ask(4)},
                "git": {"junior": Ask(2, "strong"), "senior": Ask(2, "must")},
                "aws": {"senior": Ask(3)},
                "java": {"junior": Ask(1)},
                "http": {"junior": Ask(2)},
            }
        },
        until={"java": "mid"},
    )


def test_what_is_new_comes_first_and_what_is_dropped_last() -> None:
    lines = compare_levels(example(), ROLE, "junior", "senior")
    assert [(line.requirement_id, line.change) for line in lines] == [
        ("aws", "new"),
        ("sql", "raised"),
        ("git", "firmer"),
        ("http", "same"),
        ("java", "dropped"),
    ]


def test_a_line_tells_the_two_levels_apart_in_sentences() -> None:
    line = compare_levels(example(), ROLE, "junior", "senior")[1]
    assert (line.before, line.after) == (2, 4)
    assert (line.sentence_before, line.sentence_after) == ("Does sql at 2.", "Does sql at 4.")


def test_the_weightier_comes_first_among_equal_changes() -> None:
    rows: dict[str, Mapping[LevelId, Ask]] = {
        "sql": {"senior": Ask(1, weight=1.0)},
        "git": {"senior": Ask(1, weight=2.0)},
        "aws": {"senior": Ask(1, weight=1.0)},
    }
    dataset = build({key: skill() for key in rows}, roles={ROLE: rows})
    lines = compare_levels(dataset, ROLE, "junior", "senior")
    assert [line.requirement_id for line in lines] == ["git", "aws", "sql"]


def test_a_shipped_role_asks_for_more_at_senior_than_at_junior() -> None:
    lines = compare_levels(loader.shipped(), "python-backend", "junior", "senior")
    assert {"new", "raised"} <= {line.change for line in lines}


@given(ladders(), st.sampled_from(LEVEL_IDS), st.sampled_from(LEVEL_IDS))
def test_every_requirement_of_either_level_stands_exactly_once(
    dataset: Dataset, lower: LevelId, higher: LevelId
) -> None:
    lines = compare_levels(dataset, ROLE, lower, higher)
    either = {r.id for level in (lower, higher) for r in dataset.role_levels[f"{ROLE}:{level}"].requirements}
    assert sorted(line.requirement_id for line in lines) == sorted(either)


@given(ladders(), st.sampled_from(LEVEL_IDS), st.sampled_from(LEVEL_IDS))
def test_every_line_says_how_its_requirement_changes(dataset: Dataset, lower: LevelId, higher: LevelId) -> None:
    below, above = sorted((lower, higher), key=LEVEL_IDS.index)
    first = {r.id: r for r in dataset.role_levels[f"{ROLE}:{below}"].requirements}
    second = {r.id: r for r in dataset.role_levels[f"{ROLE}:{above}"].requirements}
    for line in compare_levels(dataset, ROLE, lower, higher):
        before, after = first.get(line.requirement_id), second.get(line.requirement_id)
        is_raised = bool(before and after and after.proficiency > before.proficiency)
        is_firmer = bool(before and after and not is_raised and RANK[after.tier] > RANK[before.tier])
        expected = {
            "new": before is None,
            "dropped": after is None,
            "raised": is_raised,
            "firmer": is_firmer,
            "same": bool(before and after) and not is_raised and not is_firmer,
        }
        assert [change for change, holds in expected.items() if holds] == [line.change]
        assert (line.before, line.tier_before) == ((before.proficiency, before.tier) if before else (None, None))
        assert (line.after, line.tier_after) == ((after.proficiency, after.tier) if after else (None, None))


@given(ladders(), st.sampled_from(LEVEL_IDS), st.sampled_from(LEVEL_IDS))
def test_the_order_in_which_the_levels_are_named_does_not_matter(
    dataset: Dataset, lower: LevelId, higher: LevelId
) -> None:
    lines = compare_levels(dataset, ROLE, lower, higher)
    assert lines == compare_levels(dataset, ROLE, higher, lower)
    order = [(CHANGES.index(line.change), -line.weight, line.requirement_id) for line in lines]
    assert order == sorted(order)


@given(ladders(), st.sampled_from(LEVEL_IDS))
def test_a_level_beside_itself_is_all_the_same(dataset: Dataset, level: LevelId) -> None:
    assert {line.change for line in compare_levels(dataset, ROLE, level, level)} <= {"same"}
