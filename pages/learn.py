"""Leren: wat er door de jaren heen verteld is."""

from telvertel.screen import learn

learn.heading()
told = learn.told_or_stop()
chosen = learn.choose(told)
learn.show(chosen, len(told))
