"""The broker's rules: pure functions over frozen data, no I/O."""
