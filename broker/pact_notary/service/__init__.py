"""Use cases: an open transaction and frozen data in, frozen data out or a refusal raised."""
