// http-proxy-3 alone, with connections to the target kept open, as its documentation recommends for speed.
import { Agent, createServer } from 'node:http';
import { createProxyServer } from 'http-proxy-3';

const [port, target] = process.argv.slice(2);
const proxy = createProxyServer({ target, xfwd: true, agent: new Agent({ keepAlive: true }) });
proxy.on('error', (_error, _request, response) => response.destroy());
createServer((request, response) => proxy.web(request, response)).listen(Number(port), '127.0.0.1');
