"""The facts: roles, levels, skills, pay and their sources, read from `datasets/`, checked and frozen."""
