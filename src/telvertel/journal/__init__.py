"""The memory: what was said in each meeting, append-only, and a database that follows it."""
