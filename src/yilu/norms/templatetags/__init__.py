"""Template words of the room `norms`."""
