"""Verkennen: een cijfer kiezen, zien wat het zegt, en lezen wat erover verteld is."""

from telvertel.screen import explore

explore.heading()
explore.board()
