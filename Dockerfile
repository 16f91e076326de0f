FROM node:20-bookworm AS build
WORKDIR /assent
COPY package.json package-lock.json tsconfig.json tsconfig.build.json ./
COPY src src
COPY workers workers
RUN npm ci && npm prune --omit=dev --ignore-scripts

FROM node:20-bookworm-slim
WORKDIR /assent
ENV NODE_ENV=production ASSENT_DATA_DIR=/data
COPY --from=build /assent/node_modules node_modules
COPY --from=build /assent/dist dist
COPY package.json ./
COPY drizzle drizzle
COPY templates templates
RUN mkdir /data && chown node /data
USER node
ENTRYPOINT ["node", "dist/src/cli.js"]
