"""From the bytes of a list to rows of values: nothing here knows a petition, a site or a database."""
