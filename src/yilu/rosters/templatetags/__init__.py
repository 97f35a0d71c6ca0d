"""Template words of shifts."""
