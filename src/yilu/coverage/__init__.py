"""Which requirement is proven at which site: the matrix, its sums, the five duties, the blind spots."""
