"""The gate: exact counts are protected once; only ``Released`` figures go further. Pure."""
