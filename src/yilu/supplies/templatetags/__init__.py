"""Template words of supplies."""
