"""What leaves the house as evidence: copied, hashed and signed, and checked by a script that needs nothing of ours."""
