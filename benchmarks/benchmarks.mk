# Benchmarks: a table, then one JSON line. Sizes are settings, see docs/benchmarks.md.
#   make bench-register   make bench-scope   make bench-life
export XF_BENCH_ROWS XF_BENCH_CALLS XF_BENCH_CLIENTS XF_BENCH_WORKERS XF_BENCH_RUNS XF_BENCH_VIEWERS XF_BENCH_LIVES XF_BENCH_REGISTER_CALLS

.PHONY: bench-site bench-register bench-scope bench-life
bench-site:
	@runtime/dev-site bench >/dev/null
bench-register: bench-site
	@runtime/py bench benchmarks/register.py
bench-scope: bench-site
	@runtime/py bench benchmarks/scope.py
bench-life: bench-site
	@runtime/py bench benchmarks/life.py
