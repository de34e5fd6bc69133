// @fastify/static in the smallest server that its documentation shows.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [cache, root, port] = process.argv.slice(2);
const require = createRequire(join(cache, 'package.json'));
const fastify = require('fastify')();
fastify.register(require('@fastify/static'), { root });
fastify.listen({ port: Number(port), host: '127.0.0.1' });
