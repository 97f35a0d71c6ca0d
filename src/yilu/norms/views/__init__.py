"""Pages of the room `norms`."""
