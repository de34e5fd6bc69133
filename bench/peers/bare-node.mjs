// The ceiling: what node:http can do when the answer is a constant. Its fields are as many as ours.
import { createServer } from 'node:http';

const [port, fields = '[]'] = process.argv.slice(2);
const content = Buffer.alloc(1024, 'portico ');
const rawFields = JSON.parse(fields);
if (rawFields.length === 0) rawFields.push('Content-Type', 'text/plain', 'Content-Length', String(content.length));
const server = createServer({ keepAliveTimeout: 60_000 }, (_request, response) => {
  response.writeHead(200, rawFields);
  response.end(content);
});
server.listen(Number(port), '127.0.0.1');
