"""Texts, spellings and ranges that only make sense side by side."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from careerdata.checks.context import Context
from careerdata.problems import Problem


def spelling(text: str) -> str:
    """Fold a spelling so that look-alikes coincide: NFKC, case, blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def aliases_have_one_owner(context: Context) -> Iterator[Problem]:
    """One spelling belongs to one skill."""
    owner: dict[str, str] = {}
    for skill_id, skill in context.dataset.skills.items():
        for place, alias in enumerate(skill.aliases):
            first = owner.setdefault(spelling(alias.text), skill_id)
            if first != skill_id:
                found = f"'{alias.text}' already belongs to '{first}'"
                yield context.skill_problem(skill_id, ("aliases", place), found, "Keep it with one of the two.")


def behaviours_begin_alike_and_differ(context: Context) -> Iterator[Problem]:
    """Every behaviour says what 'you can' do, and no sentence serves twice."""
    seen: dict[str, str] = {}
    for skill_id, skill in context.dataset.skills.items():
        for place, sentence in enumerate(skill.behaviours):
            path = ("behaviours", place)
            if not sentence.startswith("You can "):
                yield context.skill_problem(skill_id, path, "does not begin with 'You can '", "Begin so.")
            first = seen.setdefault(spelling(sentence), skill_id)
            if first != skill_id or skill.behaviours.index(sentence) != place:
                yield context.skill_problem(skill_id, path, f"is the same sentence as in '{first}'", "Write its own.")


def hours_rise(context: Context) -> Iterator[Problem]:
    """Low is not above high, and no step costs less than the one before."""
    for skill_id, skill in context.dataset.skills.items():
        for place, (low, high) in enumerate(skill.hours):
            if low > high:
                yield context.skill_problem(
                    skill_id, ("hours", place), f"low {low:g} is above high {high:g}", "Swap them."
                )
        for place, (before, after) in enumerate(pairwise(skill.hours), start=1):
            if after[0] < before[0] or after[1] < before[1]:
                found = f"[{after[0]:g}, {after[1]:g}] costs less than the step before, [{before[0]:g}, {before[1]:g}]"
                yield context.skill_problem(skill_id, ("hours", place), found, "Let each step cost at least as much.")


def self_checks_differ(context: Context) -> Iterator[Problem]:
    """The self-checks of a skill look at more than one proficiency."""
    for skill_id, skill in context.dataset.skills.items():
        if len({check.proficiency for check in skill.self_checks}) < 2:
            found = "all ask about the same proficiency"
            yield context.skill_problem(skill_id, ("self_checks",), found, "Ask about at least two.")


def ranges_rise(context: Context) -> Iterator[Problem]:
    """In hours, years, costs and periods low comes before high."""
    dataset = context.dataset
    for project_id, project in dataset.projects.items():
        if project.hours[0] > project.hours[1]:
            yield context.problem("projects.yaml", ("projects", project_id, "hours"), "low is above high", "Swap them.")
    for figure_id, figure in dataset.pay.items():
        if figure.years and figure.years[1] is not None and figure.years[0] > figure.years[1]:
            yield context.problem("pay.yaml", ("figures", figure_id, "years"), "low is above high", "Swap them.")
    for figure_id, outlook in dataset.outlook.items():
        if outlook.from_year and outlook.to_year and outlook.from_year > outlook.to_year:
            yield context.problem(
                "outlook.yaml", ("figures", figure_id, "to_year"), "lies before from_year", "Swap them."
            )
    for certification_id, certification in dataset.certifications.items():
        if certification.cost and certification.cost.low > certification.cost.high:
            path = ("certifications", certification_id, "cost")
            yield context.problem("certifications.yaml", path, "low is above high", "Swap them.")
