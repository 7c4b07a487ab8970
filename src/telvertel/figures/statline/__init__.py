"""Figures fetched from CBS StatLine when somebody asks for them; nothing else here fetches."""
