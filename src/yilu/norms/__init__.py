"""What must be fulfilled: requirements as versioned data, settings no text fixes, and the ledger of evidence."""
