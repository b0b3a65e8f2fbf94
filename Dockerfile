# Kebang as one static binary in an empty image: no shell, no package manager, no user but 65532.
#   docker build --build-arg BUILD=$(git rev-parse --short HEAD) -t kebang:0.1.0 .
# GOPROXY and NPM_CONFIG_REGISTRY may be given as build arguments where the default registries are slow.

FROM node:22-bookworm-slim AS pages
ARG NPM_CONFIG_REGISTRY
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend/ ./
RUN npm run build

FROM golang:1.26-bookworm AS program
ARG GOPROXY
ARG BUILD=
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=pages /src/frontend/dist/app/ frontend/dist/app/
RUN CGO_ENABLED=0 go build -buildvcs=false -trimpath -ldflags "-s -w -X main.build=${BUILD}" -o /out/kebang ./cmd/kebang
# COPY keeps the modes of what a folder holds, never its own: both folders go over inside another one.
RUN mkdir /out/folders && mkdir -m 0700 /out/folders/data && mkdir -m 1777 /out/folders/tmp

FROM scratch
# To check the certificates of mongodb+srv://, https:// and OTLP; zone files are inside the program.
COPY --from=program /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=program --chown=65532:65532 /out/folders/ /
COPY --from=program /out/kebang /kebang
USER 65532:65532
ENV KEBANG_ADDR=:8080 KEBANG_DATA=/data
EXPOSE 8080
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --retries=3 CMD ["/kebang", "health"]
ENTRYPOINT ["/kebang"]
CMD ["serve"]
