"""What each consumer expects of its providers: one folder a consumer, one file a provider."""
