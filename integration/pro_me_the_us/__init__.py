"""What travels between the services of the swarm."""
