"""Rules that need more than one entry. Each is a small function that yields the problems it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from careerdata.checks import graph, levels, references, requirements, words
from careerdata.checks.context import Context
from careerdata.problems import Problem

Check = Callable[[Context], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    references.unknown_skills,
    references.unknown_sources,
    references.unknown_roles,
    references.unused_sources,
    references.bad_ids,
    references.ids_shared_by_skills_and_groups,
    levels.exactly_the_ladder,
    levels.ranks_and_years_rise,
    requirements.rows_begin_complete,
    requirements.proficiency_never_falls,
    requirements.something_must_be_had,
    requirements.stacks_choose_members,
    requirements.groups_leave_a_choice,
    graph.no_cycles,
    graph.no_self_relations,
    graph.one_relation_between_two_skills,
    graph.members_stand_once,
    words.aliases_have_one_owner,
    words.behaviours_begin_alike_and_differ,
    words.hours_rise,
    words.self_checks_differ,
    words.ranges_rise,
)


def run_checks(context: Context) -> Iterator[Problem]:
    """Run every check on a dataset whose entries are each well-formed."""
    for check in CHECKS:
        yield from check(context)
