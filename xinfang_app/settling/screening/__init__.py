"""矛盾纠纷排查: rounds, disputes and their causes, what was settled where."""
