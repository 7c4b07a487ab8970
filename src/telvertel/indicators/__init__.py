"""What is monitored: cards as people wrote them, periods, and what may be said of a series."""
