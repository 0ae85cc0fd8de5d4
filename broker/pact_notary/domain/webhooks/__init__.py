"""What a webhook is, when it fires, what it says and where it may say it: pure rules."""
