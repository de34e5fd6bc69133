import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { heldBy, listeningInodes, parseLsof, parseNetstat, portHolder } from './port-holder.ts';

test.runIf(process.platform === 'linux')('another program is found by name and process', async () => {
  const program = `require('net').createServer().listen(0,'127.0.0.1',function(){console.log(this.address().port)})`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    expect(await portHolder(Number(line))).toEqual({ program: 'node', pid: child.pid });
  } finally {
    child.kill();
  }
});

test('a free port is held by nobody', async () => {
  expect(await portHolder(1)).toBeUndefined();
  expect(heldBy(undefined)).toBe('');
});

test('only listening rows of the port count', () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1 0 100 0 0 10 0',
    '   1: 0100007F:1F40 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 222 1 0 100 0 0 10 0',
    '   2: 0100007F:1F41 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 333 1 0 100 0 0 10 0',
  ].join('\n');
  expect(listeningInodes(table, 8000)).toEqual(['111']);
});

test('lsof tells process and program', () => {
  expect(parseLsof('p4711\ncPython\n')).toEqual({ program: 'Python', pid: 4711 });
  expect(parseLsof('')).toBeUndefined();
});

test('netstat tells the process of the listening row, in any language', () => {
  const text = [
    '  TCP    127.0.0.1:50000        127.0.0.1:8000         HERGESTELLT     9',
    '  TCP    0.0.0.0:18000          0.0.0.0:0              ABHÖREN         8',
    '  TCP    0.0.0.0:8000           0.0.0.0:0              ABHÖREN         4711',
  ].join('\r\n');
  expect(parseNetstat(text, 8000)).toBe(4711);
  expect(parseNetstat(text, 80)).toBeUndefined();
});
