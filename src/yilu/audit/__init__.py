"""The append-only record of every act, sealed in hash-chained batches; without foreign keys, it never blocks live data."""
