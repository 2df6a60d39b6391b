"""The shipped defaults, each number with its source; a host may replace any."""
