"""What the room sees: a Meeting becomes a scene of words and pictures. Pure data, no screen."""
