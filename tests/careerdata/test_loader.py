"""A folder becomes one frozen dataset, or the full list of what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from pydantic import ValidationError

from careerdata.dataset import Dataset
from careerdata.loader import DatasetError, examine, load
from careerdata.models import LEVEL_IDS
from tests.careerdata.tiny import FILES, Folder

LANGUAGES, STORAGE, ROLE = "skills/languages.yaml", "skills/storage.yaml", "roles/api-developer.yaml"


def test_a_valid_folder_loads_with_every_entry(tiny_dataset: Dataset) -> None:
    assert list(tiny_dataset.skills) == ["python", "sql", "postgresql", "mysql"]
    assert dict(tiny_dataset.category_of) == {
        "python": "languages",
        "sql": "languages",
        "postgresql": "storage",
        "mysql": "storage",
    }
    assert list(tiny_dataset.roles) == ["api-developer"]
    assert list(tiny_dataset.role_levels) == [f"api-developer:{level}" for level in LEVEL_IDS]
    assert tiny_dataset.pay["de-survey"].values.median == 60000
    assert tiny_dataset.skills["python"].aliases[1].needs_context


def test_a_loaded_dataset_cannot_be_changed(tiny_dataset: Dataset) -> None:
    with pytest.raises(TypeError):
        tiny_dataset.skills["python"] = tiny_dataset.skills["sql"]  # type: ignore[index]
    with pytest.raises(ValidationError, match="frozen"):
        tiny_dataset.skills["python"].name = "Other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        tiny_dataset.core["sql"].levels["mid"] = tiny_dataset.core["sql"].levels["junior"]


def test_what_a_level_leaves_unsaid_carries_over_from_the_level_below(tiny_dataset: Dataset) -> None:
    asked = {
        level: {
            r.id: (r.proficiency, r.tier, r.weight)
            for r in tiny_dataset.role_levels[f"api-developer:{level}"].requirements
        }
        for level in LEVEL_IDS
    }
    assert asked["junior"] == {"python": (2, "must", 5), "sql": (1, "must", 4)}
    assert asked["mid"] == asked["junior"] | {"relational-database": (2, "strong", 2)}
    assert asked["principal"] == asked["mid"] | {"sql": (3, "must", 4)}


def test_a_role_raises_the_core_from_its_level_on_and_until_ends_a_row(tiny: Folder) -> None:
    tiny.change(
        ROLE,
        "requirements:\n",
        "requirements:\n  sql:\n    why: More of it.\n    source: survey\n    levels:\n      mid: {proficiency: 4}\n"
        "    until: staff\n",
    )
    levels = tiny.load().role_levels
    found = {
        level: next((r.proficiency for r in levels[f"api-developer:{level}"].requirements if r.id == "sql"), None)
        for level in LEVEL_IDS
    }
    assert found == {"junior": 1, "mid": 4, "senior": 4, "staff": 4, "principal": None}


def test_requirements_stand_weightiest_first_and_a_group_names_its_members(tiny_dataset: Dataset) -> None:
    mid = tiny_dataset.role_levels["api-developer:mid"]
    assert [requirement.id for requirement in mid.requirements] == ["python", "sql", "relational-database"]
    assert [requirement.members for requirement in mid.requirements] == [("python",), ("sql",), ("postgresql", "mysql")]
    assert [requirement.is_core for requirement in mid.requirements] == [False, True, True]
    assert [requirement.is_group for requirement in mid.requirements] == [False, False, True]


def test_names_for_people_and_spellings_for_machines(tiny_dataset: Dataset) -> None:
    mid = tiny_dataset.role_levels["api-developer:mid"]
    assert mid.id == "api-developer:mid"
    assert tiny_dataset.role_level_name(mid) == "API developer, mid"
    assert tiny_dataset.name("relational-database") == "One relational database"
    assert tiny_dataset.skill_by_alias["postgres"] == "postgresql"
    assert tiny_dataset.skill_by_alias["mysql"] == "mysql"


def test_a_blocked_spelling_names_no_skill(tiny: Folder) -> None:
    tiny.change(LANGUAGES, "aliases: [SQL]", "aliases: [SQL, {text: sequel, strength: blocked}]")
    assert "sequel" not in tiny.load().skill_by_alias


def test_the_digest_names_the_bytes_of_all_files(tiny: Folder) -> None:
    first = tiny.load().digest
    assert tiny.load().digest == first
    tiny.change("projects.yaml", "Tests.", "Tests!")
    assert tiny.load().digest != first


def test_loading_a_broken_folder_raises_with_every_problem(tiny: Folder) -> None:
    tiny.change(LANGUAGES, "name: SQL", "nam: SQL")
    tiny.change("projects.yaml", "stage: junior", "stage: intern")
    with pytest.raises(DatasetError, match=r"3 problem\(s\) in the data") as caught:
        load(tiny.path)
    assert [str(problem) for problem in caught.value.problems] == tiny.problems()
    assert all(message in str(caught.value) for message in tiny.problems())


WHOLE_NEEDED = "where a whole number is needed. Write plain digits, such as 3."
LADDER = "'junior', 'mid', 'senior', 'staff' or 'principal'"
#: name -> file, old, new, the text on the line of the problem, and what the message says after the line
SHAPES: dict[str, tuple[str, str, str, str, str]] = {
    "a typo in a field": (
        "projects.yaml",
        "    summary: S",
        "    sumary: S",
        "sumary",
        "projects.url-shortener.sumary: unknown field. Did you mean 'summary'?",
    ),
    "a typo in a nested field": (
        STORAGE,
        "credit: 0.7",
        "credits: 0.7",
        "credits",
        "skills.postgresql.alternative_to[0].credits: unknown field. Did you mean 'credit'?",
    ),
    "a typo in a top field": (
        LANGUAGES,
        "skills:\n",
        "skils:\n",
        "skils",
        "skils: unknown field. Did you mean 'skills'?",
    ),
    "a missing field": (
        LANGUAGES,
        "    what: The language of tables.\n",
        "",
        "  sql:",
        "skills.sql.what: missing field. Add it; docs/adding-data.md shows an example.",
    ),
    "an empty entry": (
        "projects.yaml",
        "projects:\n",
        "projects:\n  nothing:\n",
        "nothing",
        "projects.nothing: is missing or empty. Add it; see docs/adding-data.md.",
    ),
    "a text where a mapping is needed": (
        "projects.yaml",
        "projects:\n",
        "projects:\n  words: only words\n",
        "words",
        "projects.words: 'only words' where a mapping of fields is needed. Write 'field: value' lines.",
    ),
    "a list where a mapping of entries is needed": (
        "projects.yaml",
        FILES["projects.yaml"],
        "projects: [a]\n",
        "[a]",
        "projects: is missing or is not a mapping of entries. Write 'projects:' and the entries below it.",
    ),
    "no truth value in yaml 1.1 manner": (
        STORAGE,
        "free: true",
        "free: yes",
        "free: yes",
        "skills.postgresql.resources[0].free: 'yes' where true or false is needed. Write true or false.",
    ),
    "a country that other readers take for false": (
        "pay.yaml",
        "country: DE",
        "country: no",
        "country",
        "figures.de-survey.country: 'no' has the wrong form. It must match ^[A-Z]{2}$.",
    ),
    "a version that other readers shorten": (
        "dataset.yaml",
        "2026.1.0",
        "1.10",
        "1.10",
        "version: 1.1 where text is needed. Write text; put it in double quotes if it looks like a number or a date.",
    ),
    "an octal number": (
        "pay.yaml",
        "year: 2025",
        "year: 02025",
        "02025",
        "figures.de-survey.year: '02025' where a whole number is needed. Write plain digits, such as 3.",
    ),
    "a number in base 60": (
        "pay.yaml",
        "median: 60000",
        "median: 12:30:45",
        "12:30:45",
        "figures.de-survey.values.median: '12:30:45' where a number is needed. Write plain digits, such as 12 or 0.5.",
    ),
    "an abbreviated salary": (
        "pay.yaml",
        "median: 60000",
        "median: 60k",
        "60k",
        "figures.de-survey.values.median: '60k' where a number is needed. Write plain digits, such as 12 or 0.5.",
    ),
    "a salary that is not a number": (
        "pay.yaml",
        "median: 60000",
        "median: .nan",
        ".nan",
        "figures.de-survey.values.median: '.nan' where a number is needed. Write plain digits, such as 12 or 0.5.",
    ),
    "an infinite salary": (
        "pay.yaml",
        "median: 60000",
        "median: .inf",
        ".inf",
        "figures.de-survey.values.median: '.inf' where a number is needed. Write plain digits, such as 12 or 0.5.",
    ),
    "an absurd salary": (
        "pay.yaml",
        "median: 60000",
        "median: 1e308",
        "1e308",
        "figures.de-survey.values.median: '1e308' where a number is needed. Write plain digits, such as 12 or 0.5.",
    ),
    "a salary beyond all measure": (
        "pay.yaml",
        "median: 60000",
        "median: 1000000000000",
        "median",
        "figures.de-survey.values.median: 1000000000000 must be less than or equal to 1000000000. Correct the value.",
    ),
    "a salary that is a truth value": (
        "pay.yaml",
        "median: 60000",
        "median: true",
        "median",
        "figures.de-survey.values.median: True where a number is needed. Write plain digits, such as 12 or 0.5.",
    ),
    "a negative salary": (
        "pay.yaml",
        "p25: 50000",
        "p25: -50000",
        "-50000",
        "figures.de-survey.values.p25: -50000 must be greater than 0. Correct the value.",
    ),
    "percentiles that fall": (
        "pay.yaml",
        "p75: 70000",
        "p75: 55000",
        "p75",
        "figures.de-survey.values: percentiles fall instead of rising. Correct the text or the numbers.",
    ),
    "a salary range that runs backwards": (
        "pay.yaml",
        "{p25: 50000, median: 60000, p75: 70000}",
        "{low: 9000, high: 800}",
        "low: 9000",
        "figures.de-survey.values: low 9000 is above high 800. Correct the text or the numbers.",
    ),
    "a figure without a number": (
        "pay.yaml",
        "{p25: 50000, median: 60000, p75: 70000}",
        "{}",
        "values",
        "figures.de-survey.values: names no statistic. Correct the text or the numbers.",
    ),
    "a currency as a sign": (
        "pay.yaml",
        "currency: EUR",
        "currency: €",
        "currency",
        "figures.de-survey.currency: '€' has the wrong form. It must match ^[A-Z]{3}$.",
    ),
    "a currency in small letters": (
        "pay.yaml",
        "currency: EUR",
        "currency: eur",
        "currency",
        "figures.de-survey.currency: 'eur' has the wrong form. It must match ^[A-Z]{3}$.",
    ),
    "two currencies in one": (
        "pay.yaml",
        "currency: EUR",
        "currency: EUR/USD",
        "currency",
        "figures.de-survey.currency: 'EUR/USD' has the wrong form. It must match ^[A-Z]{3}$.",
    ),
    "an odd period": (
        "pay.yaml",
        "period: year",
        "period: fortnight",
        "fortnight",
        "figures.de-survey.period: 'fortnight' is not one of the choices. Use 'year', 'month' or 'hour'.",
    ),
    "a day that no calendar has": (
        "sources.yaml",
        '"2025-06"',
        '"2025-13"',
        "2025-13",
        "sources.survey.published: month must be in 1..12. Correct the text or the numbers.",
    ),
    "a proficiency out of range": (
        ROLE,
        "junior: {proficiency: 2,",
        "junior: {proficiency: 6,",
        "proficiency: 6",
        "requirements.python.levels.junior.proficiency: 6 must be less than or equal to 5. Correct the value.",
    ),
    "a proficiency between two": (
        ROLE,
        "junior: {proficiency: 2,",
        "junior: {proficiency: 2.5,",
        "proficiency: 2.5",
        f"requirements.python.levels.junior.proficiency: 2.5 {WHOLE_NEEDED}",
    ),
    "a weight of nothing": (
        ROLE,
        "weight: 5}",
        "weight: 0}",
        "weight: 0",
        "requirements.python.levels.junior.weight: 0 must be greater than or equal to 0.5. Correct the value.",
    ),
    "an unknown tier": (
        ROLE,
        "tier: must",
        "tier: mst",
        "mst",
        "requirements.python.levels.junior.tier: 'mst' is not one of the choices. Use 'must', 'strong' or 'nice'.",
    ),
    "an unknown level": (
        ROLE,
        "      junior: {proficiency: 2,",
        "      intern: {proficiency: 2,",
        "intern",
        f"requirements.python.levels.intern: 'intern' is not one of the choices. Use {LADDER}.",
    ),
    "a requirement without levels": (
        "core.yaml",
        "    levels:\n      mid: {proficiency: 2, tier: strong, weight: 2}\n",
        "    levels: {}\n",
        "levels: {}",
        "requirements.relational-database.levels: {} must have at least 1 item, not 0. Correct the value.",
    ),
    "a role without requirements": (
        ROLE,
        FILES[ROLE][FILES[ROLE].index("requirements:") :],
        "requirements: {}\n",
        "requirements",
        "requirements: {} must have at least 1 item, not 0. Correct the value.",
    ),
    "a credit of everything": (
        STORAGE,
        "credit: 0.7",
        "credit: 1.0",
        "credit",
        "skills.postgresql.alternative_to[0].credit: 1.0 must be less than 1. Correct the value.",
    ),
    "hours below nothing": (
        "projects.yaml",
        "[10, 20]",
        "[-10, 20]",
        "-10",
        "projects.url-shortener.hours[0]: -10 must be greater than 0. Correct the value.",
    ),
    "an empty name": (
        LANGUAGES,
        "name: SQL",
        'name: ""',
        'name: ""',
        "skills.sql.name: '' must have at least 1 character. Correct the value.",
    ),
    "a name of 100 000 characters": (
        LANGUAGES,
        "name: SQL",
        f"name: {'x' * 100_000}",
        "name: xx",
        f"skills.sql.name: '{'x' * 56}... must have at most 90 characters. Correct the value.",
    ),
    "HTML in a text": (
        LANGUAGES,
        "The language of tables.",
        "The <img src=x onerror=alert(1)> of tables.",
        "onerror",
        "skills.sql.what: holds HTML. Correct the text or the numbers.",
    ),
    "a spreadsheet formula": (
        LANGUAGES,
        "The language of tables.",
        "'=HYPERLINK(\"http://example.org\")'",
        "HYPERLINK",
        "skills.sql.what: starts like a spreadsheet formula. Correct the text or the numbers.",
    ),
    "a spreadsheet formula behind a minus": (
        LANGUAGES,
        "The language of tables.",
        "-SUM(A1)",
        "SUM",
        "skills.sql.what: starts like a spreadsheet formula. Correct the text or the numbers.",
    ),
    "an invisible character": (
        LANGUAGES,
        "The language of tables.",
        "The lan\u200bguage of tables.",
        "of tables",
        "skills.sql.what: holds a control or invisible character. Correct the text or the numbers.",
    ),
    "a text that turns its direction": (
        LANGUAGES,
        "The language of tables.",
        "The \u202elanguage of tables.",
        "of tables",
        "skills.sql.what: holds a control or invisible character. Correct the text or the numbers.",
    ),
    "blanks around a text": (
        LANGUAGES,
        "The language of tables.",
        '"The language of tables. "',
        "of tables",
        "skills.sql.what: has blanks at its start or end. Correct the text or the numbers.",
    ),
    "a link that runs a script": (
        "sources.yaml",
        '"https://example.org/survey"',
        '"javascript:alert(1)"',
        "javascript",
        "sources.survey.url: 'javascript:alert(1)' has the wrong form. It must match ^https?://[^\\s<>\\\"']+$.",
    ),
    "an id that is no id": (
        STORAGE,
        "{skill: sql, proficiency: 1",
        "{skill: ../sql, proficiency: 1",
        "../sql",
        "skills.postgresql.requires[0].skill: '../sql' has the wrong form. It must match ^[a-z0-9]+(-[a-z0-9]+)*$.",
    ),
    "a key of the stack that is no id": (
        ROLE,
        "  relational-database: postgresql",
        "  Database: postgresql",
        "Database",
        "stack.Database: 'Database' has the wrong form. It must match ^[a-z0-9]+(-[a-z0-9]+)*$.",
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_malformed_entry_is_reported_with_file_line_field_finding_and_remedy(tiny: Folder, name: str) -> None:
    file, old, new, at, message = SHAPES[name]
    tiny.change(file, old, new)
    expected = f"{file}:{tiny.line(file, at)}: {message}"
    assert expected in tiny.problems()
    assert {problem.split(":")[0] for problem in tiny.problems()} == {file}


def test_a_list_that_is_too_short_is_reported_at_its_key(tiny: Folder) -> None:
    tiny.change(STORAGE, "      - You can change how MySQL plans.\n", "")
    line = tiny.line(STORAGE, "You can start MySQL.") - 1
    found = "skills.mysql.behaviours[4]: missing field. Add it; docs/adding-data.md shows an example."
    assert tiny.problems() == [f"{STORAGE}:{line}: {found}"]


def test_a_skill_in_two_files_is_reported_at_the_second(tiny: Folder) -> None:
    tiny.write(STORAGE, FILES[STORAGE].replace("  mysql:", "  python:"))
    assert tiny.problems() == [
        f"{STORAGE}:{tiny.line(STORAGE, '  python:')}: skills.python: is also in skills/languages.yaml. Keep one."
    ]


def test_a_skill_twice_in_one_file_is_reported_with_both_lines(tiny: Folder) -> None:
    tiny.change(STORAGE, "  mysql:", "  postgresql:")
    first, second = 6, 28
    found = f"{STORAGE}:{second}: postgresql: written twice; first on line {first}. Keep one of the two."
    assert found in tiny.problems()


def test_every_missing_file_is_named_once(tiny: Folder) -> None:
    for file in ("dataset.yaml", "sources.yaml", "core.yaml"):
        (tiny.path / file).unlink()
    assert tiny.problems() == [
        "core.yaml:1: file: is missing. Add it; see docs/adding-data.md.",
        "dataset.yaml:1: file: is missing or empty. Add it; see docs/adding-data.md.",
        "sources.yaml:1: file: is missing. Add it; see docs/adding-data.md.",
    ]


def test_files_that_may_be_missing_may_be_missing(tiny: Folder) -> None:
    for file in ("tracks.yaml", "pay.yaml", "outlook.yaml", "projects.yaml", "certifications.yaml"):
        (tiny.path / file).unlink()
    assert tiny.problems() == []
    assert dict(tiny.load().pay) == {}


def test_folders_without_a_file_are_named(tiny: Folder) -> None:
    (tiny.path / ROLE).unlink()
    assert "roles:1: folder: holds no .yaml file. Add at least one; see docs/adding-data.md." in tiny.problems()


def test_a_broken_file_is_reported_once_and_not_also_as_missing(tiny: Folder) -> None:
    tiny.write("sources.yaml", "sources: [\n")
    tiny.write("dataset.yaml", "name: *x\n")
    tiny.write(ROLE, "name: !role x\n")
    assert [problem.split(": ")[0] for problem in tiny.problems()] == ["dataset.yaml:1", f"{ROLE}:1", "sources.yaml:2"]


def test_a_stranger_among_the_files_is_reported_with_the_name_it_resembles(tiny: Folder) -> None:
    tiny.write("project.yaml", "projects: {}\n")
    tiny.write("skills/notes.txt", "words")
    tiny.write(".hidden", "not looked at")
    assert tiny.problems() == [
        "project.yaml:1: file: is no file of a dataset. Did you mean 'projects.yaml'?",
        "skills/notes.txt:1: file: does not end in .yaml. Rename it to ID.yaml.",
    ]


def test_a_folder_that_is_not_there_is_the_only_problem(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    dataset, problems = examine(gone)
    assert dataset is None
    assert [str(problem) for problem in problems] == [
        f"{gone}:1: folder: is not a folder. Name a folder laid out as in docs/adding-data.md."
    ]


def test_a_folder_in_the_place_of_a_file_is_a_problem_not_an_exception(tiny: Folder) -> None:
    (tiny.path / "tracks.yaml").unlink()
    (tiny.path / "tracks.yaml").mkdir()
    assert tiny.problems() == [
        "tracks.yaml:1: file: cannot be read (Is a directory). Check that it is a readable file."
    ]


def test_mistakes_of_shape_in_all_files_are_listed_at_once(tiny: Folder) -> None:
    for name in (
        "a typo in a field",
        "a missing field",
        "an absurd salary",
        "a credit of everything",
        "an unknown tier",
    ):
        file, old, new, _, _ = SHAPES[name]
        tiny.change(file, old, new)
    tiny.write("stranger.yaml", "a: 1\n")
    assert [problem.split(":")[0] for problem in tiny.problems()] == [
        "pay.yaml",
        "projects.yaml",
        "projects.yaml",
        ROLE,
        LANGUAGES,
        STORAGE,
        "stranger.yaml",
    ]


def test_a_stranger_or_a_second_key_does_not_hide_the_rules_between_entries(tiny: Folder) -> None:
    tiny.write("zzz.yaml", "a: 1\n")
    tiny.change("pay.yaml", "note: null", "note: null\n    note: null")
    tiny.change("groups.yaml", "[postgresql, mysql]", "[postgresql, mysq]")
    assert tiny.problems() == [
        "groups.yaml:5: groups.relational-database.members[1]: unknown skill 'mysq'. Did you mean 'mysql'?",
        "pay.yaml:18: note: written twice; first on line 17. Keep one of the two.",
        "zzz.yaml:1: file: is no file of a dataset. Remove it, or see docs/adding-data.md.",
    ]


def test_no_entry_is_skipped_silently(tiny: Folder) -> None:
    """One bad entry stops the whole load: a dataset is complete or it is not there."""
    tiny.change(LANGUAGES, "name: SQL", "nam: SQL")
    dataset, problems = examine(tiny.path)
    assert dataset is None
    assert len(problems) == 2


def test_every_field_of_every_model_refuses_a_stranger(tiny_dataset: Dataset) -> None:
    entries: Mapping[str, object] = {**tiny_dataset.skills, **tiny_dataset.roles, **tiny_dataset.pay}
    for entry in entries.values():
        assert type(entry).model_config["extra"] == "forbid"  # type: ignore[attr-defined]
