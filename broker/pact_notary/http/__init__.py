"""HTTP as the broker speaks it: targets, negotiation, bodies, links and pages; no pacts."""
