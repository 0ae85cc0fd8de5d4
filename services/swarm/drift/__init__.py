"""What a provider that runs, or is in a broker, does not do of what consumers need."""
