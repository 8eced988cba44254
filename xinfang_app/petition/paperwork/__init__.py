"""What the road's papers are written from, and issuing them."""
