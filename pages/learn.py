"""Leren: wat er tussen gesprekken blijft, van verteld tot geborgd en gedeeld."""

from telvertel.screen import learn, learn_parts

learn.heading()
learn_parts.show(learn_parts.choose())
