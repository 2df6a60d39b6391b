"""A model of team-based care, as plain values and pure functions."""
