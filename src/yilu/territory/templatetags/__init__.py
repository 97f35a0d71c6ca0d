"""Template words of territory."""
