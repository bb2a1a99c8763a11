"""Every rule between entries: broken once on purpose, it answers with file, line, field, finding and remedy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from careerdata.checks import CHECKS, Check, graph, levels, references, requirements, run_checks, words
from careerdata.checks.context import Context
from careerdata.loader import examine
from careerdata.yaml_reader import read
from tests.careerdata.tiny import FILES, Folder

LANGUAGES, STORAGE, ROLE = "skills/languages.yaml", "skills/storage.yaml", "roles/api-developer.yaml"


@dataclass(frozen=True)
class Case:
    """A change to one file of the tiny folder, and the one problem that follows."""

    check: Check
    file: str
    old: str
    new: str
    at: str
    """A text on the line of the problem, in the changed file."""
    message: str
    """What follows `file:line: `."""


CASES: dict[str, Case] = {
    "an unknown prerequisite": Case(
        references.unknown_skills,
        STORAGE,
        "{skill: sql, proficiency: 1",
        "{skill: sqll, proficiency: 1",
        "sqll",
        "skills.postgresql.requires[0].skill: unknown skill 'sqll'. Did you mean 'sql'?",
    ),
    "an unknown skill in a role's duty": Case(
        references.unknown_skills,
        ROLE,
        "skills: [sql, postgresql]",
        "skills: [sql, postgre]",
        "postgre]",
        "responsibilities[1].skills[1]: unknown skill 'postgre'. Did you mean 'postgresql'?",
    ),
    "an unknown member of a group": Case(
        references.unknown_skills,
        "groups.yaml",
        "[postgresql, mysql]",
        "[postgresql, mysql, zzz]",
        "zzz",
        "groups.relational-database.members[2]: unknown skill 'zzz'. Add that skill, or name another.",
    ),
    "an unknown skill in a requirement": Case(
        references.unknown_skills,
        ROLE,
        "  python:\n    why",
        "  pythn:\n    why",
        "pythn:",
        "requirements.pythn: unknown skill or group 'pythn'. Did you mean 'python'?",
    ),
    "an unknown skill or group in the core": Case(
        references.unknown_skills,
        "core.yaml",
        "  relational-database:",
        "  relation-database:",
        "relation-database:",
        "requirements.relation-database: unknown skill or group 'relation-database'."
        " Did you mean 'relational-database'?",
    ),
    "an unknown skill in a track": Case(
        references.unknown_skills,
        "tracks.yaml",
        "skill: python",
        "skill: pyton",
        "pyton",
        "tracks.management.skills[0].skill: unknown skill 'pyton'. Did you mean 'python'?",
    ),
    "an unknown skill in a project": Case(
        references.unknown_skills,
        "projects.yaml",
        "skill: python",
        "skill: pyton",
        "pyton",
        "projects.url-shortener.proves[0].skill: unknown skill 'pyton'. Did you mean 'python'?",
    ),
    "an unknown skill in a certification": Case(
        references.unknown_skills,
        "certifications.yaml",
        "skill: sql",
        "skill: sq",
        "skill: sq,",
        "certifications.sql-certificate.closes[0].skill: unknown skill 'sq'. Did you mean 'sql'?",
    ),
    "an unknown source of hours": Case(
        references.unknown_sources,
        "projects.yaml",
        "hours_source: editorial",
        "hours_source: editoral",
        "editoral",
        "projects.url-shortener.hours_source: unknown source 'editoral'. Did you mean 'editorial'?",
    ),
    "an unknown source of a price": Case(
        references.unknown_sources,
        "certifications.yaml",
        "source: survey}",
        "source: rumour}",
        "rumour",
        "certifications.sql-certificate.cost.source: unknown source 'rumour'. Add that source, or name another.",
    ),
    "an unknown role in a pay figure": Case(
        references.unknown_roles,
        "pay.yaml",
        "[api-developer]",
        "[api-developer, api-devloper]",
        "api-devloper",
        "figures.de-survey.roles[1]: unknown role 'api-devloper'. Did you mean 'api-developer'?",
    ),
    "a source that nothing names": Case(
        references.unused_sources,
        "sources.yaml",
        "sources:\n",
        "sources:\n  dusty: {title: Dusty, publisher: null, kind: claim, grade: C, url: null, published: null,"
        " licence: null, note: Unused.}\n",
        "dusty",
        "sources.dusty: is used by no entry. Name it in an entry, or remove it.",
    ),
    "an id in capitals": Case(
        references.bad_ids,
        "projects.yaml",
        "  url-shortener:",
        "  URL_shortener:",
        "URL_shortener",
        "projects.URL_shortener: 'URL_shortener' is not an id. Use lower-case words joined by hyphens.",
    ),
    "an id that climbs out of its folder": Case(
        references.bad_ids,
        "tracks.yaml",
        "  management:",
        "  ../management:",
        "../management",
        "tracks.../management: '../management' is not an id. Use lower-case words joined by hyphens.",
    ),
    "a missing level": Case(
        levels.exactly_the_ladder,
        "levels.yaml",
        FILES["levels.yaml"][FILES["levels.yaml"].index("  principal:") :],
        "",
        "levels:",
        "levels: level 'principal' is missing. Add it.",
    ),
    "a level beside the ladder": Case(
        levels.exactly_the_ladder,
        "levels.yaml",
        "levels:\n",
        "levels:\n"
        + FILES["levels.yaml"][len("levels:\n") : FILES["levels.yaml"].index("  mid:")].replace("junior:", "juniors:"),
        "juniors:",
        "levels.juniors: is not a level of the ladder. Did you mean 'junior'?",
    ),
    "a rank that does not rise": Case(
        levels.ranks_and_years_rise,
        "levels.yaml",
        "rank: 3",
        "rank: 2",
        "name: Senior",
        "levels.senior.rank: rank 2 is not above the 2 of mid. Number the levels upwards.",
    ),
    "years that begin before the level below": Case(
        levels.ranks_and_years_rise,
        "levels.yaml",
        "[8, 14]",
        "[4, 14]",
        "[4, 14]",
        "levels.staff.years: begins at 4 years, before senior. Let it begin later.",
    ),
    "years that end before they begin": Case(
        levels.ranks_and_years_rise,
        "levels.yaml",
        "[5, 9]",
        "[5, 3]",
        "[5, 3]",
        "levels.senior.years: ends (3) before it begins (5). Swap the two.",
    ),
    "a first level without weight": Case(
        requirements.rows_begin_complete,
        ROLE,
        "junior: {proficiency: 2, tier: must, weight: 5}",
        "junior: {proficiency: 2, tier: must}\n      mid: {weight: 5}",
        "junior: {proficiency: 2, tier: must}",
        "requirements.python.levels.junior: the first level does not say proficiency, tier and weight."
        " Add what is missing.",
    ),
    "a first level without weight in a row that ends": Case(
        requirements.rows_begin_complete,
        "core.yaml",
        "mid: {proficiency: 2, tier: strong, weight: 2}",
        "mid: {proficiency: 2, tier: strong}\n    until: staff",
        "mid: {",
        "requirements.relational-database.levels.mid: the first level does not say proficiency, tier and weight."
        " Add what is missing.",
    ),
    "a row that ends before it begins": Case(
        requirements.rows_begin_complete,
        "core.yaml",
        "mid: {proficiency: 2, tier: strong, weight: 2}",
        "mid: {proficiency: 2, tier: strong, weight: 2}\n    until: junior",
        "mid: {",
        "requirements.relational-database.levels.mid: the row ends before mid. Correct 'until', or remove the row.",
    ),
    "a proficiency that falls with the levels": Case(
        requirements.proficiency_never_falls,
        ROLE,
        "junior: {proficiency: 2, tier: must, weight: 5}",
        "junior: {proficiency: 2, tier: must, weight: 5}\n      staff: {proficiency: 1}",
        "staff: {proficiency",
        "requirements.python.levels.staff.proficiency: 1 is below the 2 already asked."
        " Raise it, leave it out, or end the row with 'until'.",
    ),
    "a role that asks less than the core": Case(
        requirements.proficiency_never_falls,
        ROLE,
        "requirements:\n",
        "requirements:\n  sql:\n    why: Less.\n    source: survey\n    levels:\n      senior: {proficiency: 2}\n",
        "senior: {proficiency: 2}",
        "requirements.sql.levels.senior.proficiency: 2 is below the 3 already asked."
        " Raise it, leave it out, or end the row with 'until'.",
    ),
    "a stack with an unknown group": Case(
        requirements.stacks_choose_members,
        ROLE,
        "  relational-database: postgresql",
        "  database: postgresql",
        "database: postgresql",
        "stack.database: unknown group 'database'. Use one of relational-database.",
    ),
    "a stack that chooses a stranger": Case(
        requirements.stacks_choose_members,
        ROLE,
        "  relational-database: postgresql",
        "  relational-database: python",
        "relational-database: python",
        "stack.relational-database: 'python' is no member of relational-database. Use one of postgresql, mysql.",
    ),
    "a skill that requires itself": Case(
        graph.no_self_relations,
        STORAGE,
        "{skill: sql, why",
        "{skill: mysql, why",
        "{skill: mysql, why",
        "skills.mysql.part_of[0]: names the skill itself. Remove it.",
    ),
    "a companion that is also a prerequisite": Case(
        graph.one_relation_between_two_skills,
        STORAGE,
        "    alternative_to:\n",
        "    complements:\n      - {skill: sql, why: Twice.}\n    alternative_to:\n",
        "why: Twice.",
        "skills.postgresql.complements[0]: 'sql' and this skill are also prerequisites. Keep one of the two.",
    ),
    "a companion named from both sides": Case(
        graph.one_relation_between_two_skills,
        LANGUAGES,
        "    aliases: [SQL]\n",
        "    aliases: [SQL]\n    complements:\n      - {skill: python, why: Again.}\n",
        "{skill: sql, why: Services",
        "skills.python.complements[0]: 'sql' says the same from its side. Keep it on one side.",
    ),
    "a relation said twice": Case(
        graph.one_relation_between_two_skills,
        STORAGE,
        "      - {skill: mysql, credit: 0.7, why: Both are relational.}\n",
        "      - {skill: mysql, credit: 0.7, why: Both.}\n      - {skill: mysql, credit: 0.6, why: Both.}\n",
        "    alternative_to:",
        "skills.postgresql.alternative_to: names 'mysql' 2 times. Keep one.",
    ),
    "a prerequisite said twice for one step": Case(
        graph.one_relation_between_two_skills,
        STORAGE,
        "    requires:\n",
        "    requires:\n      - {skill: sql, proficiency: 2, for: 2, why: Again.}\n",
        "    requires:",
        "skills.postgresql.requires: names 'sql' 2 times for proficiency 2. Keep the higher one.",
    ),
    "a member that stands twice": Case(
        graph.members_stand_once,
        "groups.yaml",
        "[postgresql, mysql]",
        "[postgresql, mysql, mysql]",
        "members",
        "groups.relational-database.members: 'mysql' stands 2 times. Keep one.",
    ),
    "a spelling with two owners": Case(
        words.aliases_have_one_owner,
        STORAGE,
        "[MySQL]",
        "[MySQL, ＰＯＳＴＧＲＥＳ]",  # noqa: RUF001  full-width letters are the point
        "aliases: [MySQL",
        "skills.mysql.aliases[1]: 'ＰＯＳＴＧＲＥＳ' already belongs to 'postgresql'. Keep it with one of the two.",  # noqa: RUF001
    ),
    "a behaviour that begins otherwise": Case(
        words.behaviours_begin_alike_and_differ,
        STORAGE,
        "You can tune MySQL for others.",
        "Tunes MySQL for others.",
        "Tunes MySQL",
        "skills.mysql.behaviours[3]: does not begin with 'You can '. Begin so.",
    ),
    "a behaviour of another skill": Case(
        words.behaviours_begin_alike_and_differ,
        STORAGE,
        "You can tune MySQL for others.",
        "You can  JOIN two tables.",
        "JOIN two",
        "skills.mysql.behaviours[3]: is the same sentence as in 'sql'. Write its own.",
    ),
    "hours that run backwards": Case(
        words.hours_rise,
        LANGUAGES,
        "[5, 10], [10, 20]",
        "[10, 5], [10, 20]",
        "[10, 5]",
        "skills.python.hours[0]: low 10 is above high 5. Swap them.",
    ),
    "a step that costs less than the one before": Case(
        words.hours_rise,
        LANGUAGES,
        "[40, 80], [80, 160]",
        "[40, 80], [39, 160]",
        "[39, 160]",
        "skills.python.hours[4]: [39, 160] costs less than the step before, [40, 80]."
        " Let each step cost at least as much.",
    ),
    "self-checks at one proficiency": Case(
        words.self_checks_differ,
        STORAGE,
        "{proficiency: 3, ask: What is a replica?",
        "{proficiency: 1, ask: What is a replica?",
        "look_for: It stores the rows.",
        "skills.mysql.self_checks: all ask about the same proficiency. Ask about at least two.",
    ),
    "a project whose hours run backwards": Case(
        words.ranges_rise,
        "projects.yaml",
        "[10, 20]",
        "[20, 10]",
        "[20, 10]",
        "projects.url-shortener.hours: low is above high. Swap them.",
    ),
    "a pay figure whose years run backwards": Case(
        words.ranges_rise,
        "pay.yaml",
        "[2, 5]",
        "[5, 2]",
        "[5, 2]",
        "figures.de-survey.years: low is above high. Swap them.",
    ),
    "a period that runs backwards": Case(
        words.ranges_rise,
        "outlook.yaml",
        "to_year: 2034",
        "to_year: 2014",
        "to_year",
        "figures.us-growth.to_year: lies before from_year. Swap them.",
    ),
    "a price that runs backwards": Case(
        words.ranges_rise,
        "certifications.yaml",
        "low: 100",
        "low: 300",
        "cost:",
        "certifications.sql-certificate.cost: low is above high. Swap them.",
    ),
}
#: Where the line of the problem is not the line of the text but so many lines below it.
BELOW = {"a rank that does not rise": 1, "self-checks at one proficiency": -1}


@pytest.mark.parametrize("name", CASES)
def test_a_broken_rule_is_reported_with_file_line_field_finding_and_remedy(tiny: Folder, name: str) -> None:
    case = CASES[name]
    tiny.change(case.file, case.old, case.new)
    line = tiny.line(case.file, case.at) + BELOW.get(name, 0)
    assert tiny.problems() == [f"{case.file}:{line}: {case.message}"]


@pytest.mark.parametrize("name", CASES)
def test_each_case_is_found_by_the_check_it_is_listed_for(tiny: Folder, name: str) -> None:
    case = CASES[name]
    tiny.change(case.file, case.old, case.new)
    assert any(str(problem).endswith(case.message) for problem in case.check(context_of(tiny)))


@dataclass(frozen=True)
class Wide:
    """Rules whose one mistake shows in several places, or needs more than one change."""

    check: Check
    break_it: Callable[[Folder], None]
    message: str


def two_that_require_each_other(folder: Folder) -> None:
    folder.change(
        LANGUAGES, "[SQL]\n", "[SQL]\n    requires: [{skill: postgresql, proficiency: 2, for: 1, why: A loop.}]\n"
    )


def a_group_named_like_a_skill(folder: Folder) -> None:
    folder.change(
        "groups.yaml", "groups:\n", "groups:\n  sql: {name: A language, why: Any will do., members: [python, sql]}\n"
    )


def no_must(folder: Folder) -> None:
    folder.change("core.yaml", "tier: must", "tier: strong")
    folder.change(ROLE, "tier: must", "tier: nice")
    folder.change(ROLE, "weight: 5}", "weight: 5}\n      mid: {tier: must}")


def every_member_by_itself(folder: Folder) -> None:
    row = "    why: By itself.\n    source: survey\n    levels: {staff: {proficiency: 1, tier: nice, weight: 1}}\n"
    folder.change(ROLE, "requirements:\n", f"requirements:\n  postgresql:\n{row}  mysql:\n{row}")


def file_name(folder: Folder) -> None:
    (folder.path / STORAGE).rename(folder.path / "skills/Data_Storage.yaml")


WIDE = {
    "two skills that require each other": Wide(
        graph.no_cycles,
        two_that_require_each_other,
        f"{STORAGE}:22: skills.postgresql.requires: prerequisites form a cycle:"
        " postgresql 2 <- sql 1 <- postgresql 2. Remove or lower one of them.",
    ),
    "a group with a skill's id": Wide(
        references.ids_shared_by_skills_and_groups,
        a_group_named_like_a_skill,
        "groups.yaml:2: groups.sql: is also a skill's id. Rename the group.",
    ),
    "a level without a must-have": Wide(
        requirements.something_must_be_had,
        no_must,
        f"{ROLE}:27: requirements: junior has no must-have requirement. Give at least one row the tier 'must'.",
    ),
    "a group without a choice": Wide(
        requirements.groups_leave_a_choice,
        every_member_by_itself,
        f"{ROLE}:27: requirements: at mid every member of 'relational-database' is also asked for by itself."
        " Drop the group, or one of those rows.",
    ),
    "a file name that is no id": Wide(
        references.bad_ids,
        file_name,
        "skills/Data_Storage.yaml:1: file: the name 'Data_Storage' is not an id."
        " Use lower-case words joined by hyphens.",
    ),
}


@pytest.mark.parametrize("name", WIDE)
def test_a_rule_broken_in_several_places_is_reported(tiny: Folder, name: str) -> None:
    case = WIDE[name]
    case.break_it(tiny)
    assert case.message in tiny.problems()
    assert case.message in [str(problem) for problem in case.check(context_of(tiny))]


def test_every_check_has_a_case_that_trips_it() -> None:
    covered = {*(case.check for case in CASES.values()), *(case.check for case in WIDE.values())}
    assert [check.__name__ for check in CHECKS if check not in covered] == []


def test_a_valid_folder_passes_every_check(tiny: Folder) -> None:
    assert list(run_checks(context_of(tiny))) == []
    assert tiny.problems() == []


def context_of(folder: Folder) -> Context:
    dataset, _ = examine(folder.path)
    assert dataset is not None
    files = {}
    for path in sorted(folder.path.rglob("*.yaml")):
        name = path.relative_to(folder.path).as_posix()
        content, _ = read(path, name)
        assert content is not None
        files[name] = content
    return Context(dataset, files)


def test_a_spelling_in_two_unicode_forms_is_one_spelling(tiny: Folder) -> None:
    tiny.change(LANGUAGES, "aliases: [SQL]", 'aliases: [SQL, "Caf\u00e9"]')
    tiny.change(STORAGE, "aliases: [MySQL]", 'aliases: [MySQL, "Cafe\u0301"]')
    found = "skills.mysql.aliases[1]: 'Cafe\u0301' already belongs to 'sql'. Keep it with one of the two."
    assert tiny.problems() == [f"{STORAGE}:{tiny.line(STORAGE, '[MySQL')}: {found}"]


def test_a_skill_that_needs_its_own_next_step_is_a_cycle(tiny: Folder) -> None:
    tiny.change(STORAGE, "{skill: sql, proficiency: 1, for: 2", "{skill: postgresql, proficiency: 3, for: 2")
    line = tiny.line(STORAGE, "    requires:")
    cycle = "prerequisites form a cycle: postgresql 2 <- postgresql 3 <- postgresql 2"
    assert tiny.problems() == [
        f"{STORAGE}:{line}: skills.postgresql.requires: {cycle}. Remove or lower one of them.",
        f"{STORAGE}:{line + 1}: skills.postgresql.requires[0]: names the skill itself. Remove it.",
    ]


def chain(folder: Folder, length: int, *, is_closed: bool) -> None:
    """Write skills that each require the next; a closed chain also leads back to the first."""
    text = FILES[STORAGE].split("skills:\n")[0].replace("Storage", "Chain") + "skills:\n"
    mysql = FILES[STORAGE][FILES[STORAGE].index("    name: MySQL") : FILES[STORAGE].index("    part_of:")]
    for step in range(length):
        following = (step + 1) % length
        text += f"  link-{step:04}:\n" + mysql.replace("MySQL", f"Link {step}")
        if is_closed or following:
            text += f"    requires: [{{skill: link-{following:04}, proficiency: 1, for: 1, why: The chain.}}]\n"
    folder.write("skills/chain.yaml", text)


def test_a_cycle_of_5000_skills_is_reported_once_without_a_recursion_error(tiny: Folder) -> None:
    chain(tiny, 5000, is_closed=True)
    (message,) = tiny.problems()
    assert message.startswith(
        "skills/chain.yaml:22: skills.link-0000.requires: prerequisites form a cycle: link-0000 1 <-"
    )
    assert message.endswith(" <- link-4989 1 <- and so on. Remove or lower one of them.")
    assert len(message) < 400


def test_a_chain_of_500_skills_without_a_loop_is_no_problem(tiny: Folder) -> None:
    chain(tiny, 500, is_closed=False)
    assert tiny.problems() == []
    assert len(tiny.load().skills) == 504


def test_all_mistakes_of_all_files_are_listed_at_once_and_sorted(tiny: Folder) -> None:
    for name in (
        "an unknown prerequisite",
        "hours that run backwards",
        "a missing level",
        "a stack that chooses a stranger",
    ):
        case = CASES[name]
        tiny.change(case.file, case.old, case.new)
    problems = tiny.problems()
    assert [message.split(":")[0] for message in problems] == ["levels.yaml", ROLE, LANGUAGES, STORAGE]
