"""What other projects test with."""
