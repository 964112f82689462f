"""A camera's packets, untouched, into segments that any player opens; and the index beside them."""
