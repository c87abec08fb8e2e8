.DEFAULT_GOAL := help
BUILD := build/need-sdk.sh && dotnet run --project build --

.PHONY: help
help: ## these lines
	@sed -n 's/^\([a-z-]*\): ##/  make \1 \t/p' $(MAKEFILE_LIST) | expand -t 20

.PHONY: deb
deb: ## dist/ecr-credential-provider_VERSION_ARCH.deb and dist/linux-*/ecr-credential-provider (ARCH=amd64 or arm64)
	@$(BUILD) deb

.PHONY: demo
demo: ## a node here, in one screen: install, pull a private image, remove (VERBOSE=1 for the rest)
	@$(BUILD) demo

.PHONY: test
test: ## everything that is tested, but what test-long is for
	@$(BUILD) test

.PHONY: test-long
test-long: ## only the tests that take minutes by their nature
	@$(BUILD) test-long

.PHONY: lint
lint: ## lintian, shellcheck, man, systemd-analyze over what was built (make test has them too)
	@$(BUILD) lint

.PHONY: check-install
check-install: ## installs, asks and purges the package of dist/ in a container (IMAGE=ubuntu:20.04; needs docker)
	@docker run --rm --volume "$(CURDIR)":/src:ro $(IMAGE) /src/build/check-install.sh

.PHONY: check-packer
check-packer: ## the Packer template, by Packer itself
	@packer init examples/packer && packer fmt -check examples/packer && packer validate examples/packer

.PHONY: verify
verify: ## a released package (DEB=FILE) built again from its .buildinfo, and compared
	@$(BUILD) verify

.PHONY: bench
bench: ## figures, side by side (PEER=/path: another credential provider too)
	@$(BUILD) bench

.PHONY: simulate
simulate: ## a fleet that boots at once, with the token cache and without
	@$(BUILD) simulate

.PHONY: mutation
mutation: ## changes of Registries, Tokens, Kubelet and Settings that the unit tests do not notice (FOLDER=Tokens: one alone)
	@$(BUILD) mutation

.PHONY: fuzz
fuzz: ## every reader of others' bytes, a million inputs each (FUZZ_RUNS=N, FUZZ_READER=NAME, FUZZ_SEED=N)
	@$(BUILD) fuzz

.PHONY: release
release: ## what a version is released with, in dist/: packages, binaries, tarballs, SBOM, checksums (SIGNING_KEY=FILE)
	@$(BUILD) debs release

.PHONY: sign
sign: ## dist/SHA256SUMS of a release that was made where the key is not (SIGNING_KEY=FILE)
	@$(BUILD) sign

.PHONY: repo
repo: ## dist/repo: a signed apt repository of the packages in dist/ and its own pool (SIGNING_KEY=FILE, REPO_URL=https://...)
	@$(BUILD) repo

.PHONY: clean
clean: ## delete artifacts/ and dist/
	@$(BUILD) clean
