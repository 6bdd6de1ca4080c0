"""The linter for networks: one rule a file, each a function over the finished network."""
