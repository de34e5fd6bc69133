import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli, startCli, tempFolder } from './support/cli.ts';
import { parseAnswer } from './support/raw-request.ts';
import { canSharePort } from './support/shared-port.ts';

test('the first line is Python’s banner, and the server answers by then', async () => {
  const cwd = await tempFolder({ 'a.txt': 'hello' });
  const cli = await startCli([], { cwd });
  expect(cli.stdout().split('\n')[0]).toBe(
    `Serving HTTP on 127.0.0.1 port ${cli.port} (http://127.0.0.1:${cli.port}/) ...`,
  );
  expect(cli.stdout()).toContain('--bind 0.0.0.0');
  expect(await (await cli.fetch('/a.txt')).text()).toBe('hello');
  expect((await cli.stop()).code).toBe(0);
});

test('bound to every interface, each further address has a line of its own', async () => {
  const cli = await startCli(['--bind', '0.0.0.0'], { cwd: await tempFolder() });
  const [first, second] = cli.stdout().split('\n');
  expect(first).toBe(`Serving HTTP on 0.0.0.0 port ${cli.port} (http://0.0.0.0:${cli.port}/) ...`);
  expect(second).toContain(`http://127.0.0.1:${cli.port}/`);
});

test('Ctrl-C ends it as Python does: a new line, a sentence, 0', async () => {
  const cli = await startCli([], { cwd: await tempFolder() });
  const { code, stdout } = await cli.stop('SIGINT');
  expect(code).toBe(0);
  expect(stdout.endsWith('\nKeyboard interrupt received, exiting.\n')).toBe(true);
});

test('a download that is running gets its end before the server stops', async () => {
  const content = Buffer.alloc(30_000_000, 'x');
  const cli = await startCli([], { cwd: await tempFolder({ big: content }) });
  const response = await cli.fetch('/big');
  const reader = response.body?.getReader();
  let received = (await reader?.read())?.value?.length ?? 0;
  const stopped = cli.stop();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) received += part.value.length;
  expect(received).toBe(content.length);
  expect((await stopped).code).toBe(0);
});

test('the log escapes what could start a line of its own', async () => {
  const cli = await startCli([], { cwd: await tempFolder() });
  await cli.raw('GET /a\\b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  expect(await cli.logged(/"GET .*\n/)).toContain('"GET /a\\\\b HTTP/1.1"');
});

test.each<[string[], string]>([
  [['-1'], 'port: expects a port from 0 to 65535, but was given -1'],
  [['--lisitng'], 'did you mean --listing?'],
  [['--tls-key', 'k.pem'], '--tls-key: needs --tls-cert'],
  [['no-such-folder'], 'no-such-folder does not exist'],
  [['--rest', '/api=none.json'], 'rest[0].file: '],
  [['--log-format', '$nothing'], 'log.format: knows no "$nothing"'],
  [['--config', 'none.json'], 'none.json does not exist'],
  [['--proxy', '/a=http://127.0.0.1:8000'], "is this server's own address"],
])('%j: exit 2 and a sentence', async (args, message) => {
  const { code, stdout, stderr } = await runCli(args, { cwd: await tempFolder() });
  expect(stderr).toContain(message);
  expect(stderr).toMatch(/^portico: /);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

test('a port that another program holds: exit 3 when it must be that one, else the next with a notice', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  const { port } = blocker.address() as { port: number };
  const cwd = await tempFolder();
  const refused = await runCli([String(port), '--no-port-fallback'], { cwd });
  expect(refused).toMatchObject({ code: 3, stdout: '' });
  expect(refused.stderr).toMatch(
    new RegExp(`^portico: Port ${port} is already in use by node \\(process ${process.pid}\\)`),
  );

  const moved = await startCli([String(port)], { cwd });
  expect(moved.port).toBeGreaterThan(port);
  await moved.logged(/is already in use by node .*; using port \d+ instead/);
  blocker.close();
});

test('an address of another computer: exit 3', async () => {
  const { code, stderr } = await runCli(['--bind', '192.0.2.1'], { cwd: await tempFolder() });
  expect(stderr).toBe('portico: The address 192.0.2.1 does not belong to this computer.\n');
  expect(code).toBe(3);
});

test('help and version go to stdout and end well', async () => {
  const help = await runCli(['--help']);
  expect(help.code).toBe(0);
  expect(help.stdout).toContain('--[no-]listing');
  expect(Math.max(...help.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  expect(await runCli(['--version'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^portico \d+\.\d+\.\d+\n$/),
  });
});

test('--print-config prints everything but secrets', async () => {
  const cwd = await tempFolder();
  const args = ['--print-config', '--auth', 'ann:secret', '--proxy', '/p=http://u:pass@127.0.0.1:1/', '--port', '9'];
  const { code, stdout } = await runCli(args, { cwd });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ root: cwd, port: 9, listing: true, auth: { users: [{ name: 'ann' }] } });
  expect(stdout).not.toMatch(/secret|scrypt|pass@/);
});

test('the log goes to the file alone, or nowhere when it is quiet', async () => {
  const cwd = await tempFolder({ 'a.txt': 'x' });
  const toFile = await startCli(['--log-file', 'access.log', '--log-format', '$method $target $status'], { cwd });
  await toFile.fetch('/a.txt');
  expect(await toFile.stop()).toMatchObject({ code: 0, stderr: '' });
  const quiet = await startCli(['--quiet'], { cwd });
  expect(await (await quiet.fetch('/access.log')).text()).toBe('GET /a.txt 200\n');
  expect(await quiet.stop()).toMatchObject({ code: 0, stderr: '' });
});

test('a single file is served at /', async () => {
  const cwd = await tempFolder({ 'only.txt': 'alone' });
  const cli = await startCli(['only.txt'], { cwd });
  expect(await (await cli.fetch('/')).text()).toBe('alone');
});

test('--protocol HTTP/1.0 closes the connection after each answer', async () => {
  const cli = await startCli(['--protocol', 'HTTP/1.0'], { cwd: await tempFolder({ 'a.txt': 'x' }) });
  for (let i = 0; i < 3; i++) {
    const answer = parseAnswer(await cli.raw('GET /a.txt HTTP/1.1\r\nHost: localhost\r\n\r\n'));
    expect(answer).toMatchObject({ status: 200, fields: { connection: 'close' } });
  }
});

test('--qr draws the address', async () => {
  const cli = await startCli(['--qr'], { cwd: await tempFolder() });
  // the squares in three of the corners, which every code has, whatever it says
  const upperTwo = /█▀▀▀▀▀█ .* █▀▀▀▀▀█ *\n *█ ███ █ .* █ ███ █ *\n *█ ▀▀▀ █ .* █ ▀▀▀ █ *\n/;
  const lowerOne = /\n *█▀▀▀▀▀█ .*\n *█ ███ █ .*\n *█ ▀▀▀ █ .*\n *▀▀▀▀▀▀▀ .*\n *\n/;
  await expect.poll(() => cli.stdout()).toMatch(lowerOne);
  expect(cli.stdout()).toMatch(upperTwo);
});

test('whoever reads the log may go away', async () => {
  const cwd = await tempFolder({ 'a.txt': 'x' });
  const cli = await startCli([], { cwd });
  cli.closeOutputs();
  for (let i = 0; i < 3; i++) {
    expect((await cli.fetch('/a.txt')).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 80));
  }
  expect((await cli.stop()).code).toBe(0);
});

test('whoever reads the log may stop reading: serving goes on, and so does stopping', async () => {
  const cwd = await tempFolder({ 'a.txt': 'x' });
  const cli = await startCli([], { cwd });
  cli.pauseOutputs();
  for (let i = 0; i < 400; i++) expect((await cli.fetch(`/a.txt?${'x'.repeat(2_000)}`)).status).toBe(200);
  expect((await cli.stop()).code).toBe(0);
});

interface Shown {
  readonly banner: string;
  readonly log: readonly string[];
}

/** Without what differs from run to run: port and time. */
function normalized({ banner, log }: Shown): Shown {
  const time = /\[\d\d\/[A-Z][a-z]{2}\/\d{4} \d\d:\d\d:\d\d\]/;
  return { banner: banner.replace(/\d{4,5}/g, 'PORT'), log: log.map((line) => line.replace(time, '[TIME]')) };
}

const REQUESTS = ['/a.txt', '/none', '/a.txt?x=1', '/dir'];

async function pythonShows(cwd: string, host: string): Promise<Shown | undefined> {
  const python = spawn('python3', ['-u', '-m', 'http.server', '0', '--bind', host], { cwd });
  const failed = await Promise.race([once(python, 'spawn').then(() => false), once(python, 'error').then(() => true)]);
  if (failed) return undefined;
  try {
    let log = '';
    python.stderr.on('data', (text) => {
      log += text;
    });
    const [line] = (await once(python.stdout, 'data')) as [Buffer];
    const origin = /\((\S+)\/\)/.exec(String(line))?.[1];
    for (const path of REQUESTS) await fetch(origin + path, { redirect: 'manual' });
    await expect.poll(() => log).toContain('/dir');
    return { banner: String(line).split('\n')[0] ?? '', log: log.trimEnd().split('\n') };
  } finally {
    python.kill();
  }
}

test.for(['127.0.0.1', 'localhost'])(
  'bound to %s, banner and log lines are those of python3 -m http.server',
  async (host, context) => {
    const cwd = await tempFolder({ 'a.txt': 'x', 'dir/b.txt': 'y' });
    const python = await pythonShows(cwd, host);
    if (!python) return context.skip('there is no python3 on this computer');
    const cli = await startCli(['--bind', host], { cwd: join(cwd) });
    for (const path of REQUESTS) await cli.fetch(path);
    const { stdout, stderr } = await cli.stop();
    const portico = { banner: stdout.split('\n')[0] ?? '', log: stderr.trimEnd().split('\n') };
    expect(normalized(portico)).toEqual(normalized(python));
  },
);

describe.runIf(canSharePort)('workers share the port, and every request has one line in one log', () => {
  const REQUESTED = 60;
  async function linesOf(format: string): Promise<string[]> {
    const cwd = await tempFolder({ 'a.txt': 'x' });
    const cli = await startCli(['--workers', '3', '--log-format', format], { cwd });
    const answers = await Promise.all(Array.from({ length: REQUESTED }, (_, i) => cli.raw(request(`/a.txt?${i}`))));
    expect(new Set(answers.map((answer) => parseAnswer(answer).status))).toEqual(new Set([200]));
    const { code, stderr } = await cli.stop();
    expect(code).toBe(0);
    return stderr.trimEnd().split('\n');
  }

  test('numbered by one', async () => {
    const lines = await linesOf('$seq $target');
    expect(lines.map((line) => Number(line.split(' ')[0]))).toEqual(Array.from({ length: REQUESTED }, (_, i) => i + 1));
    expect(new Set(lines.map((line) => line.split(' ')[1])).size).toBe(REQUESTED);
  });

  test('without numbers, each written by the worker that answered', async () => {
    const lines = await linesOf('python');
    expect(lines).toHaveLength(REQUESTED);
    expect(new Set(lines.map((line) => /\?\d+/.exec(line)?.[0])).size).toBe(REQUESTED);
  });
});

test.runIf(!canSharePort)('where the port cannot be shared, workers is named and one listener serves', async () => {
  const cli = await startCli(['--workers', '3'], { cwd: await tempFolder({ 'a.txt': 'x' }) });
  expect(await cli.logged(/workers.*\n/)).toMatch(
    /^workers: it needs Node 22\.12 or newer, this is .*One listener serves all\./,
  );
  expect((await cli.fetch('/a.txt')).status).toBe(200);
});

function request(target: string): string {
  return `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
}

test('the log is never sent, though it lies in the served folder', async () => {
  const root = await tempFolder({ 'a.txt': 'a', 'access.log.1': 'old', 'access.log.txt': 'notes' });
  const server = await startCli(['--log-file', 'access.log'], { cwd: root });
  await server.fetch('/a.txt');
  await expect.poll(() => existsSync(join(root, 'access.log'))).toBe(true);
  const statusOf = async (path: string) => (await server.fetch(path)).status;
  for (const path of ['/access.log', '/access.log.1']) expect([path, await statusOf(path)]).toEqual([path, 404]);
  expect(await statusOf('/access.log.txt')).toBe(200);
  expect(await (await server.fetch('/', { headers: { Accept: 'text/plain' } })).text()).toBe('a.txt\naccess.log.txt\n');
});
