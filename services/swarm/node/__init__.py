"""A node: holds the staking key, drives one container, publishes and audits the work."""
