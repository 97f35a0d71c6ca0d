"""What the network does each day: service classes, daily site reports, rosters, five rates, read from rollups."""
