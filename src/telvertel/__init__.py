"""Tel & Vertel: counting and telling beside each other in one steering conversation."""
