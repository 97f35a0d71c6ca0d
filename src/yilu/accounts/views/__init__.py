"""Pages of accounts: who is appointed to what, roles, and one's own account."""
