"""Rows in and out of the database, as frozen records."""
