"""The services of the swarm: coordinator, node and container; they speak over the wire only."""
