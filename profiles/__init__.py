"""The person: what they say of themselves, kept in their own store and nowhere else."""
