"""Who is calling: keys, tokens made from them, configured tokens, and the deployed signatures."""
