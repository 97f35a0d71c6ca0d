"""What the norms say, as data and pure functions."""
