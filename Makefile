# Two commands do everything: `make demo` shows the product, `make test` proves it.
.PHONY: demo test bench lock format
demo:
	@tools/setup run
	@.venv/bin/xunge demo
test:
	@tools/setup test
	@tools/check
bench:
	@tools/setup run
	@tools/setup bench
	@.venv-bench/bin/python -m bench
lock:
	@tools/lock
format:
	@.venv/bin/ruff check --fix . && .venv/bin/ruff format .
