# infoview in a container. Its code is root's and cannot be changed by the app, which runs as a user of its own and
# writes to /data alone. Nothing is compiled, so no compiler is in it. docs/hosting.md says how to use it.
FROM python:3.13-slim-trixie

WORKDIR /opt/infoview
COPY . .
# The pinned packages, each checked against its hash.
RUN PIP_NO_CACHE_DIR=1 ./run setup \
    && groupadd --gid 10001 infoview \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin infoview \
    && install -d -o infoview -g infoview -m 0700 /data

ENV HOST=0.0.0.0 PORT=8000 INFOVIEW_DATA=/data
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --start-period=30s --timeout=5s \
    CMD [".venv/bin/python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health')"]
CMD [".venv/bin/python", "-m", "gunicorn", "-c", "gunicorn.conf.py", "infoview:create_app()"]
