FROM node:24-bookworm-slim

ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    SEXTANT_DATA_DIR=/data

WORKDIR /app

# Without install scripts: the only one that matters brings a Node, and the image has its own.
COPY package.json package-lock.json .npmrc ./
COPY client/package.json client/
RUN npm ci --omit=dev --ignore-scripts --workspaces=false && npm cache clean --force

COPY . .

RUN mkdir -p /data && chown node:node /data
USER node
VOLUME ["/data"]
EXPOSE 3000

HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

# Node itself and not npm, so that it receives SIGTERM and closes the database.
CMD ["node", "--max-semi-space-size=4", "main.ts"]
