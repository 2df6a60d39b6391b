"""Running a care model: waves of five times as many."""
