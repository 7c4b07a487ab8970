"""Zelfcontrole: is deze laptop klaar voor een gesprek?"""

from telvertel.screen import selfcheck

selfcheck.heading()
selfcheck.show()
