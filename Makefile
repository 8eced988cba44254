# xinfang_app on a Frappe bench of its own. Debian 12, as root or with sudo.
#
#   make demo      build everything, load the demo county, start, print the logins
#   make test      linters and all tests;  make test T="tests/unit -k name"  for some
#   make stop      stop what runs           make logs    end of the logs
#   make sync      copy the working tree into the bench
#   make migrate   migrate the demo and test sites
#   make clean     remove the bench and its data (downloads stay)
#   make bundle    one file for machines without a network;  make bundle OUT=/folder
#   make backup    back a site up now;  make restore FILE=… SITE=… KEYS=…  into a new site, compared
#
# Settings: environment, `make NAME=value`, or runtime/settings.env. The important ones:
#   XF_HTTP_PORT=8000        web; the other ports lie next to it
#   XF_BENCH_DIR=            where the bench goes (default: bench in the home of XF_USER)
#   XF_CACHE_DIR=/var/cache/xinfang    downloads
#   XF_USER=xinfang          the unprivileged user who owns and runs the bench
#   XF_FRAPPE_REPO=          git address of Frappe, where one can be reached
#   XF_FRAPPE_BRANCH=version-15        its branch
# All of them: runtime/README.md

SHELL := /bin/sh
RUN := /usr/bin/python3 -B -m runtime
export T

.PHONY: help demo test stop clean logs sync migrate web
help:
	@sed -n 's/^# \{0,1\}//p' Makefile | sed -n '1,22p'

demo:
	@$(RUN) demo
test:
	@$(RUN) test-all
stop:
	@$(RUN) stop
clean:
	@$(RUN) clean
logs:
	@$(RUN) logs
sync:
	@$(RUN) sync
migrate:
	@$(RUN) migrate
web:
	@$(RUN) web

# Operations: docs/operations.md
.PHONY: bundle backup restore restore-drop use up
bundle:
	@$(RUN) bundle --out "$(OUT)"
backup:
	@$(RUN) backup "$(SITE)"
restore:
	@$(RUN) restore --file "$(FILE)" --site "$(SITE)" --keys "$(KEYS)" --keep "$(KEEP)"
restore-drop:
	@$(RUN) restore-drop "$(SITE)"
use:
	@$(RUN) use "$(SITE)"
up:
	@$(RUN) up

-include benchmarks/*.mk
