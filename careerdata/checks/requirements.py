"""The matrix of role, level and skill makes sense."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from careerdata.checks.context import Context
from careerdata.dataset import resolve_cell
from careerdata.models import LEVEL_IDS, RequirementRow
from careerdata.problems import Problem


def _tables(
    context: Context,
) -> Iterator[tuple[str, Mapping[str, RequirementRow], Mapping[str, RequirementRow]]]:
    """Yield (file, its rows, the rows it lies over)."""
    yield "core.yaml", context.dataset.core, {}
    for role_id, role in context.dataset.roles.items():
        yield f"roles/{role_id}.yaml", role.requirements, context.dataset.core


def rows_begin_complete(context: Context) -> Iterator[Problem]:
    """The first level a row names is asked, with proficiency, tier and weight; later ones say only what changes."""
    for file, rows, below in _tables(context):
        for key, row in rows.items():
            first = next(level for level in LEVEL_IDS if level in row.levels)
            path = ("requirements", key, "levels", first)
            if resolve_cell(tuple(map(_unended, (below.get(key), row))), first) is None:
                found = "the first level does not say proficiency, tier and weight"
                yield context.problem(file, path, found, "Add what is missing.")
            elif resolve_cell((below.get(key), row), first) is None:
                found = f"the row ends before {first}"
                yield context.problem(file, path, found, "Correct 'until', or remove the row.")


def _unended(row: RequirementRow | None) -> RequirementRow | None:
    return row and row.model_copy(update={"until": None})


def proficiency_never_falls(context: Context) -> Iterator[Problem]:
    """Neither from level to level, nor from the core to a role: use `until` to end a requirement."""
    for file, rows, below in _tables(context):
        for key, row in rows.items():
            asked = 0
            for level in LEVEL_IDS:
                cell = row.levels.get(level)
                shared = resolve_cell((below.get(key),), level)
                if cell and cell.proficiency:
                    floor = max(asked, shared[0] if shared else 0)
                    if cell.proficiency < floor:
                        path = ("requirements", key, "levels", level, "proficiency")
                        found = f"{cell.proficiency} is below the {floor} already asked"
                        yield context.problem(file, path, found, "Raise it, leave it out, or end the row with 'until'.")
                    asked = max(asked, cell.proficiency)


def something_must_be_had(context: Context) -> Iterator[Problem]:
    """Every role-level asks for something, and has a must-have; else its readiness would mean nothing."""
    for role_level in context.dataset.role_levels.values():
        if not any(requirement.tier == "must" for requirement in role_level.requirements):
            file = f"roles/{role_level.role_id}.yaml"
            found = f"{role_level.level_id} has no must-have requirement"
            yield context.problem(file, ("requirements",), found, "Give at least one row the tier 'must'.")


def stacks_choose_members(context: Context) -> Iterator[Problem]:
    """A role's usual stack names groups, and members of them."""
    groups = context.dataset.groups
    for role_id, role in context.dataset.roles.items():
        for group_id, skill_id in role.stack.items():
            file, path = f"roles/{role_id}.yaml", ("stack", group_id)
            if group_id not in groups:
                yield context.problem(file, path, f"unknown group '{group_id}'", f"Use one of {', '.join(groups)}.")
            elif skill_id not in groups[group_id].members:
                remedy = f"Use one of {', '.join(groups[group_id].members)}."
                yield context.problem(file, path, f"'{skill_id}' is no member of {group_id}", remedy)


def groups_leave_a_choice(context: Context) -> Iterator[Problem]:
    """A group that a role asks for keeps a member that the role does not ask for anyway."""
    for role_level in context.dataset.role_levels.values():
        for requirement in role_level.requirements:
            if not requirement.members:
                file = f"roles/{role_level.role_id}.yaml"
                found = f"at {role_level.level_id} every member of '{requirement.id}' is also asked for by itself"
                yield context.problem(file, ("requirements",), found, "Drop the group, or one of those rows.")
