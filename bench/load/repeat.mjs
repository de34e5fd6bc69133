// Asks for one URL again and again, one request at a time, until it is killed. A process of its own, and a modest one: it
// shares a core with the probe whose latencies are measured.
import { get } from 'node:http';
import { setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const [url = '', pauseMs = '0'] = process.argv.slice(2);
setPriority(10);

function bytesOf(address) {
  return new Promise((resolve, reject) => {
    get(address, { agent: false }, (response) => {
      let bytes = 0;
      response.on('data', (chunk) => {
        bytes += chunk.length;
      });
      response.once('close', () => resolve(bytes));
    }).once('error', reject);
  });
}

while (true) {
  if ((await bytesOf(url)) === 0) throw new Error(`${url} answered nothing`);
  await sleep(Number(pauseMs));
}
