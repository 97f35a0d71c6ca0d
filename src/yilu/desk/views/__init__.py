"""Pages of the desk: the board, the search, the component sheet."""
