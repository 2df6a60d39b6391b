"""What if: addressed draws, and rules over whole columns."""
