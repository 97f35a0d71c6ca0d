"""The append-only record of every act, sealed in hash-chained batches; no foreign keys: it never blocks live data."""
