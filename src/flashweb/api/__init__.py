"""HTTP only: requests in, responses out, every rule of the wire and none of the product."""
