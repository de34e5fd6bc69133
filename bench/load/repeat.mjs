// Asks for one URL again and again, one request at a time, until it is killed. A process of its own, and a modest one: it
// shares a core with the probe whose latencies are measured. It counts bytes and parses nothing.
import { connect } from 'node:net';
import { setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const [url = '', pauseMs = '0'] = process.argv.slice(2);
const { hostname, port, host, pathname } = new URL(url);
const request = `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/html\r\nConnection: close\r\n\r\n`;
const buffer = Buffer.alloc(256 * 1024);
setPriority(10);

/** Resolves to the bytes of a whole answer. */
function ask() {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    let start = '';
    const callback = (length) => {
      if (bytes === 0) start = buffer.toString('latin1', 0, 12);
      bytes += length;
      return true;
    };
    const socket = connect({ host: hostname, port: Number(port), onread: { buffer, callback } });
    socket.once('error', reject);
    socket.once('close', () => (start === 'HTTP/1.1 200' ? resolve(bytes) : reject(new Error(`${url}: ${start}`))));
    socket.write(request);
  });
}

while (true) {
  await ask();
  await sleep(Number(pauseMs));
}
