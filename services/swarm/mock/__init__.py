"""A stand-in for one service: what its pacts say, served by the official stub."""
