"""The protocol of yesterday's nodes and containers, served over the same use cases and store."""
