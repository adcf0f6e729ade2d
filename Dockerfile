# The app, set up by the same tools/setup as everywhere; the database is the other container's.
FROM debian:12.12-slim

RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates python3 python3-venv \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --home-dir /srv/xunge --shell /usr/sbin/nologin xunge \
    && mkdir -p /var/lib/xunge && chown xunge /var/lib/xunge
WORKDIR /srv/xunge
COPY . .
RUN tools/setup app && chown -R xunge .cache
USER xunge
EXPOSE 8000
CMD [".venv/bin/xunge", "serve"]
