"""Places: the GB/T 2260 tree through time, case series, dated risk tiers by versioned rules, the emergency in force."""
