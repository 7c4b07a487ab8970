"""The self-check: is this laptop fit to hold a meeting, as far as can be seen from here."""
