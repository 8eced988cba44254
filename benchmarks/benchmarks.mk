# Benchmarks: a table, then one JSON line. Sizes are settings, see docs/benchmarks.md.
#   make bench-register   make bench-scope   make bench-life   make bench-ticks
# Two sites: `bench` holds the million petitions, `bench-empty` those of the measuring alone.
export XF_BENCH_ROWS XF_BENCH_CALLS XF_BENCH_CLIENTS XF_BENCH_WORKERS XF_BENCH_RUNS XF_BENCH_VIEWERS XF_BENCH_LIVES XF_BENCH_REGISTER_CALLS XF_BENCH_DUE

.PHONY: bench-ticks bench-site bench-empty-site bench-register bench-scope bench-life
bench-site:
	@runtime/dev-site bench >/dev/null
bench-empty-site:
	@runtime/dev-site bench-empty >/dev/null
	@runtime/py bench-empty benchmarks/county.py
bench-register: bench-empty-site
	@runtime/py bench-empty benchmarks/register.py
bench-scope: bench-site
	@runtime/py bench benchmarks/scope.py
bench-life: bench-site bench-empty-site
	@runtime/py bench benchmarks/life.py
bench-ticks:
	@runtime/dev-site bench-ticks >/dev/null
	@runtime/py bench-ticks benchmarks/ticks.py
