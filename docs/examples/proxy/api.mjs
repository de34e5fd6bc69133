// The other server: node api.mjs [PORT]
import { createServer } from 'node:http';

createServer((request, response) => {
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Set-Cookie', 'seen=1; Path=/');
  response.end(JSON.stringify({ path: request.url, client: request.headers['x-forwarded-for'] }));
}).listen(Number(process.argv[2] ?? 3000), '127.0.0.1', function () {
  console.log(`http://127.0.0.1:${this.address().port}`);
});
