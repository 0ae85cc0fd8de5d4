"""The website's client: what people and the website ask of the coordinator."""
