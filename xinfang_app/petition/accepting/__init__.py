"""Which road the law has for the matter: acceptance, refusal, other legal pathways."""
