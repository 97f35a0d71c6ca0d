"""Protection in every hand: items, stock as a ledger that balances, transfers, days on hand, who is unprotected."""
