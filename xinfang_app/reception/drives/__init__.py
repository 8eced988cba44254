"""人民建议征集: what the public is asked before something is decided, and what came of it."""
