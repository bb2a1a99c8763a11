"""Side-by-side measurements, run by hand. Never part of the tests: a timed test fails on a busy machine."""
