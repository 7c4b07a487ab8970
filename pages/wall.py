"""Beamer: what the room sees."""

from telvertel.screen import lead, parts

meeting = lead.meeting_or_stop()
parts.wall(meeting, full=True)
