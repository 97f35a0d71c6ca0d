"""Pages that cross apps: the board, search, exports, the API root, the demo world."""
