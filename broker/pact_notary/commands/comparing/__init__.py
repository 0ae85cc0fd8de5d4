"""What `pact-notary compare` reads, and the forms that it tells its verdict in."""
