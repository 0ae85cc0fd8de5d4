"""Each provider, started for real and verified against every pact it owes something."""
