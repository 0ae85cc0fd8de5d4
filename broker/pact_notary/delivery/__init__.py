"""How the requests of webhooks leave the broker: checked, sent once at a time, and recorded."""
