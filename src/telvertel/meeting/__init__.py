"""Who talks and what is said: events, and the meeting they add up to. Pure: no disk, no screen."""
