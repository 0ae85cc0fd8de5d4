"""A Pact Broker: stores contracts and verification results, answers can-i-deploy."""
