# The same base as debootstrap makes, for machines that reach a registry.
FROM debian:bookworm-slim
ARG PACKAGES
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ${PACKAGES} \
 && rm -rf /var/lib/apt/lists/*
