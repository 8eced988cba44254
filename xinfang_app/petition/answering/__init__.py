"""From hearing the petitioner to the signed opinion, and the extension of the term."""
