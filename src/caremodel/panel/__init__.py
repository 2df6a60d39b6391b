"""Everyone a team answers for, seen or not."""
