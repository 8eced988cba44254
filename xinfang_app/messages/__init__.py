"""Messages to the people of an organ: the outbox, what delivers it, quiet hours and digests."""
