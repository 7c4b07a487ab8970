"""Deelnemen: meedoen met een telefoon."""

from telvertel.screen import join

meeting = join.meeting_or_stop()
join.heading()
join.panel(meeting)
join.to_the_desk(meeting)
