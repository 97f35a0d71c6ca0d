"""The postal network: regulators offices, enterprises, parks, sites, and how they get in and change."""
