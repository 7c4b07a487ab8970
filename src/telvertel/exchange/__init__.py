"""Leren van elkaar: what may leave a municipality, the file it leaves in, and those of others."""
