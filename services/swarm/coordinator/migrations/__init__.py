"""The coordinator's tables, revision by revision."""
