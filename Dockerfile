# scopectl as its binary, without Node, a shell or a package manager. Build the binary first: docs/ci.md.
FROM gcr.io/distroless/cc-debian12:nonroot
ARG BINARY=dist/bin/scopectl-linux-x64
COPY --chmod=755 ${BINARY} /usr/local/bin/scopectl
WORKDIR /work
USER 65532:65532
ENTRYPOINT ["/usr/local/bin/scopectl"]
