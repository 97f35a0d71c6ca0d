"""The append-only record of every act, sealed in hash-chained batches; no foreign keys, so it can never block live data."""
