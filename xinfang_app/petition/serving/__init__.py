"""After the signature: service on each recipient, carrying out, rating."""
