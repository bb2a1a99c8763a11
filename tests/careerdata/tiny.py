"""A tiny valid dataset folder as text, and the means to break it on purpose."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from careerdata.dataset import Dataset
from careerdata.loader import examine, load

FILES: dict[str, str] = {
    "dataset.yaml": """\
name: Tiny careers
version: 2026.1.0
released: "2026-01-31"
licence: Free to use in tests.
attribution:
  - Nobody in particular.
""",
    "sources.yaml": """\
sources:
  editorial:
    title: Judgement of the editors
    publisher: null
    kind: editorial
    grade: null
    url: null
    published: null
    licence: null
    note: Written for the tests.
  survey:
    title: A survey among developers
    publisher: Somebody
    kind: survey
    grade: B
    url: "https://example.org/survey"
    published: "2025-06"
    licence: CC BY 4.0
    note: Asked a few people.
""",
    "levels.yaml": "levels:\n"
    + "".join(
        f"""\
  {level}:
    name: {level.title()}
    rank: {rank}
    years: {years}
    years_note: Years differ between companies.
    summary: Works at the {level} rung.
    scope: Owns what fits the rung.
    autonomy: Gets the guidance that fits.
    influence: Reaches those nearby.
    examples: [First example., Second example., Third example.]
    source: editorial
    year_sources: [survey]
"""
        for level, rank, years in (
            ("junior", 1, "[0, 2]"),
            ("mid", 2, "[2, 5]"),
            ("senior", 3, "[5, 9]"),
            ("staff", 4, "[8, 14]"),
            ("principal", 5, "[12, null]"),
        )
    ),
    "groups.yaml": """\
groups:
  relational-database:
    name: One relational database
    why: Either will do.
    members: [postgresql, mysql]
""",
    "core.yaml": """\
requirements:
  sql:
    why: Data sits in tables.
    source: editorial
    levels:
      junior: {proficiency: 1, tier: must, weight: 4}
      senior: {proficiency: 3}
  relational-database:
    why: Tables sit in a database.
    source: editorial
    levels:
      mid: {proficiency: 2, tier: strong, weight: 2}
""",
    "roles/api-developer.yaml": """\
name: API developer
summary: Builds interfaces that other programs call.
occupation_codes:
  - {scheme: onet-soc-2019, code: "15-1252.00", label: Software Developers, note: null}
summary_by_level:
  junior: Adds endpoints.
  mid: Builds services.
  senior: Answers for services.
  staff: Sets how teams build.
  principal: Decides for the company.
responsibilities:
  - {text: Write the logic., skills: [python], sources: [survey], from_level: junior}
  - {text: Store the data., skills: [sql, postgresql], sources: [survey], from_level: mid}
  - {text: Keep it running., skills: [python], sources: [survey], from_level: senior}
day_in_the_life:
  junior: Reads and asks.
  senior: Reads and answers.
day_source: editorial
work_with:
  - {who: Testers, about: What may be released.}
challenges:
  - Old code.
why_not:
  - You like to see what you made.
stack:
  relational-database: postgresql
requirements:
  python:
    why: The code is written in it.
    source: survey
    levels:
      junior: {proficiency: 2, tier: must, weight: 5}
""",
    "skills/languages.yaml": """\
category:
  name: Languages
  summary: What programs are written in.
  kind: technical
skills:
  python:
    name: Python
    what: A general programming language.
    at_work: You write services in it.
    aliases:
      - Python
      - {text: py, strength: weak, case: exact, needs_context: true}
    behaviours:
      - You can change a line of Python.
      - You can write a script in Python.
      - You can keep a Python service alive.
      - You can teach Python to a team.
      - You can change Python itself.
    hours: [[5, 10], [10, 20], [20, 40], [40, 80], [80, 160]]
    hours_source: editorial
    self_checks:
      - {proficiency: 2, ask: What is a list?, look_for: An ordered collection.}
      - {proficiency: 3, ask: What is a generator?, look_for: It yields values lazily.}
    complements:
      - {skill: sql, why: Services read tables.}
  sql:
    name: SQL
    what: The language of tables.
    at_work: You read tables with it.
    aliases: [SQL]
    behaviours:
      - You can read one table.
      - You can join two tables.
      - You can tune a query.
      - You can teach query plans.
      - You can write a query planner.
    hours: [[4, 8], [8, 16], [16, 32], [32, 64], [64, 128]]
    hours_source: editorial
    self_checks:
      - {proficiency: 1, ask: What is a row?, look_for: One record.}
      - {proficiency: 2, ask: What is a join?, look_for: It pairs rows.}
""",
    "skills/storage.yaml": """\
category:
  name: Storage
  summary: Where data rests.
  kind: technical
skills:
  postgresql:
    name: PostgreSQL
    what: A relational database.
    at_work: You keep business data in it.
    aliases: [PostgreSQL, Postgres]
    behaviours:
      - You can start PostgreSQL.
      - You can create a table in PostgreSQL.
      - You can restore PostgreSQL from a backup.
      - You can tune PostgreSQL for others.
      - You can change how PostgreSQL plans.
    hours: [[3, 6], [6, 12], [12, 24], [24, 48], [48, 96]]
    hours_source: editorial
    self_checks:
      - {proficiency: 1, ask: What is a role?, look_for: A user or a set of users.}
      - {proficiency: 3, ask: What is vacuum for?, look_for: It frees dead rows.}
    requires:
      - {skill: sql, proficiency: 1, for: 2, why: Tables are made in SQL.}
    alternative_to:
      - {skill: mysql, credit: 0.7, why: Both are relational.}
    resources:
      - {title: Manual, url: "https://www.postgresql.org/docs/", kind: documentation, free: true, last_checked: null}
  mysql:
    name: MySQL
    what: Another relational database.
    at_work: You keep web data in it.
    aliases: [MySQL]
    behaviours:
      - You can start MySQL.
      - You can create a table in MySQL.
      - You can restore MySQL from a backup.
      - You can tune MySQL for others.
      - You can change how MySQL plans.
    hours: [[3, 6], [6, 12], [12, 24], [24, 48], [48, 96]]
    hours_source: editorial
    self_checks:
      - {proficiency: 1, ask: What is an engine?, look_for: It stores the rows.}
      - {proficiency: 3, ask: What is a replica?, look_for: A copy that follows.}
    part_of:
      - {skill: sql, why: It speaks a dialect of it.}
""",
    "tracks.yaml": """\
tracks:
  management:
    name: Engineering management
    after: senior
    summary: Answers for people.
    what_changes:
      - {before: You write code., after: You write plans.}
    week: Mostly conversations.
    skills:
      - {skill: python, proficiency: 2, why: You still read it.}
    suits: [You like people.]
    think_twice: [You like quiet.]
    way_back: Open for two years.
    source: editorial
""",
    "pay.yaml": """\
figures:
  de-survey:
    country: DE
    region: null
    covers: Backend developers.
    roles: [api-developer]
    level: mid
    years: [2, 5]
    currency: EUR
    period: year
    year: 2025
    kind: survey
    values: {p25: 50000, median: 60000, p75: 70000}
    sample: 120
    grade: B
    source: survey
    note: null
""",
    "outlook.yaml": """\
figures:
  us-growth:
    country: US
    covers: Software developers.
    measure: Growth of employment
    value: 15.5
    unit: percent
    from_year: 2024
    to_year: 2034
    openings_per_year: 1000
    jobs: 20000
    kind: survey
    grade: B
    source: survey
    note: null
""",
    "projects.yaml": """\
projects:
  url-shortener:
    name: A URL shortener
    stage: junior
    summary: Shortens addresses.
    hours: [10, 20]
    hours_source: editorial
    proves:
      - {skill: python, proficiency: 2}
    reviewers_look_for: [Tests.]
    resume_bullet: Built a URL shortener.
    source: editorial
""",
    "certifications.yaml": """\
certifications:
  sql-certificate:
    name: SQL certificate
    issuer: Somebody
    url: "https://example.org/certificate"
    closes:
      - {skill: sql, proficiency: 2}
    helps_most_when: Nobody knows you yet.
    cost: {currency: EUR, low: 100, high: 200, year: 2025, source: survey}
    valid_years: 3
    source: editorial
    note: null
""",
}


@dataclass(frozen=True)
class Folder:
    """A dataset folder that a test may change."""

    path: Path

    def write(self, file: str, text: str) -> None:
        """Write a file anew."""
        path = self.path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, file: str) -> str:
        """Read a file."""
        return (self.path / file).read_text(encoding="utf-8")

    def change(self, file: str, old: str, new: str) -> None:
        """Replace a piece of text that stands in the file exactly once."""
        text = self.read(file)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        self.write(file, text.replace(old, new))

    def line(self, file: str, text: str) -> int:
        """Find the line on which a piece of text stands, exactly once."""
        found = [number for number, line in enumerate(self.read(file).splitlines(), 1) if text in line]
        assert len(found) == 1, f"{text!r} stands on lines {found} of {file}"
        return found[0]

    def problems(self) -> list[str]:
        """List what the checks say."""
        return [str(problem) for problem in examine(self.path)[1]]

    def load(self) -> Dataset:
        """Load it; it must be valid."""
        return load(self.path)


def tiny_folder(path: Path) -> Folder:
    """Write the tiny dataset into a folder."""
    folder = Folder(path)
    for file, text in FILES.items():
        folder.write(file, text)
    return folder
