"""How long everything is kept, what goes when its time is over, and how one stops and keeps."""
