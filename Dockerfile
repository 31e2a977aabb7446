# The production image: dependencies by hash, assets collected, no compiler left behind, no root.
FROM node:22-bookworm-slim AS assets
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund

FROM python:3.11-slim-bookworm
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 DATA_DIR=/data STATIC_ROOT=/app/static
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
COPY --from=assets /app/node_modules node_modules
RUN SECRET_KEY=only-while-collecting-static-files-xxxxx python manage.py collectstatic --noinput \
 && useradd --system --home /data waymark && mkdir -p /data && chown waymark /data
USER waymark
VOLUME /data
EXPOSE 8000 8001
# The second port is where H5P plays if it has no host name of its own (PLAYER_URL).
CMD ["gunicorn", "cms.wsgi:application", "--bind", "0.0.0.0:8000", "--bind", "0.0.0.0:8001", \
     "--worker-class", "gthread", "--workers", "2", "--threads", "8", "--no-control-socket", \
     "--access-logfile", "-"]
