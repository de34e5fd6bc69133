import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { builtin } from '../../builtin.ts';
import { RunningScript } from './run-script.ts';

const threads: Worker[] = [];
/** To make a thread that fails. */
let more: { source: string; options: WorkerOptions } | undefined;
class Watched extends Worker {
  constructor(source: string, options: WorkerOptions) {
    super(source + (more?.source ?? ''), { ...options, ...more?.options });
    threads.push(this);
  }
}

let root: string;
let errors: string[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'portico-cgi-'));
  errors = [];
  vi.spyOn(builtin, 'workerThreads', 'get').mockReturnValue({ ...builtin.workerThreads, Worker: Watched });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

const path = (name: string) => join(root, name);
function run(text: string, env: Record<string, string> = {}): RunningScript {
  const file = path(`script-${Math.random()}`);
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return runFile(file, undefined, env);
}
function runFile(file: string, interpreter?: string, env: Record<string, string> = {}): RunningScript {
  const script = { kind: 'script', file, documentRoot: root, interpreter, segments: [], below: [] } as const;
  return new RunningScript(script, { PATH: process.env.PATH ?? '', ...env }, (line) => errors.push(line));
}
async function lengthOf(output: AsyncIterable<Buffer>): Promise<number> {
  let length = 0;
  for await (const chunk of output) length += chunk.length;
  return length;
}
async function textOf(output: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of output) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
const pidIn = (name: string) => Number(readFileSync(path(name), 'utf8'));
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

describe.skipIf(process.platform === 'win32')('a script in the thread', () => {
  test('gets its content and gives its output', async () => {
    const script = run('cat; echo "$WORD"', { WORD: 'hi' });
    script.input.end('hello ');
    expect(await textOf(script.output)).toBe('hello hi\n');
    await script.exited;
  });

  test('stops writing when nobody reads, and goes on when somebody does', async () => {
    const script = run(`head -c 100000000 /dev/zero; : > '${path('done')}'`);
    const reader = script.output[Symbol.asyncIterator]();
    const first = await reader.next();
    await delay(300);
    expect(existsSync(path('done'))).toBe(false);
    expect((first.value as Buffer).length + (await lengthOf(reader))).toBe(100_000_000);
    await script.exited;
  });

  test('that does not read stops the upload; when it reads, all of it arrives', async () => {
    const script = run(`while [ ! -e '${path('go')}' ]; do sleep 0.05; done; wc -c`);
    let sent = 0;
    const content = Readable.from(
      (function* () {
        for (let i = 0; i < 1000; i += 1) {
          sent += 60_000;
          yield Buffer.alloc(60_000, 'x');
        }
      })(),
    );
    content.pipe(script.input);
    await delay(300);
    expect(sent).toBeLessThan(4_000_000);
    writeFileSync(path('go'), '');
    expect((await textOf(script.output)).trim()).toBe('60000000');
  });

  test('sees every byte of its content in order, though its memory is used again', async () => {
    const script = run('cat');
    const content = Buffer.alloc(5_000_000);
    for (let i = 0; i < content.length; i += 4) content.writeUInt32LE(i, i);
    const pieces: Buffer[] = [];
    for (let at = 0, size = 1; at < content.length; at += size, size = (size * 7) % 90_001) {
      pieces.push(content.subarray(at, at + size));
    }
    Readable.from(pieces).pipe(script.input);
    const chunks: Buffer[] = [];
    for await (const chunk of script.output) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(content)).toBe(true);
  });

  test('may leave its content unread: the upload ends, without an error', async () => {
    const script = run('exec 0<&-; echo done; sleep 0.3');
    Readable.from(Array.from({ length: 100 }, () => Buffer.alloc(60_000))).pipe(script.input);
    expect(await textOf(script.output)).toBe('done\n');
    await script.exited;
    expect(script.input.destroyed).toBe(true);
  });

  test('may close its output and live on', async () => {
    const script = run('echo out; exec >&-; sleep 0.4');
    const exited = vi.fn();
    void script.exited.then(exited);
    expect(await textOf(script.output)).toBe('out\n');
    expect(exited).not.toHaveBeenCalled();
    await script.exited;
  });

  test('gives no output once it was ended, even if a process that left the group could', async () => {
    const script = run(`setsid sh -c 'echo $$ > "${path('pid')}"; exec sleep 20' & echo out; wait`);
    const reader = script.output[Symbol.asyncIterator]();
    expect(String((await reader.next()).value)).toBe('out\n');
    await vi.waitFor(() => expect(pidIn('pid')).toBeGreaterThan(0));
    script.kill();
    await expect(reader.next()).rejects.toThrow('ended');
    await script.exited;
    process.kill(pidIn('pid'));
  });

  test('is ended even if that is asked for before it was started', async () => {
    const script = run(`echo $$ > '${path('pid')}'; exec sleep 60`);
    script.kill();
    await expect(textOf(script.output)).rejects.toThrow('ended');
    await script.started;
    await script.exited;
    if (existsSync(path('pid'))) expect(isAlive(pidIn('pid'))).toBe(false);
  });

  test('has so much of its error output in the log, line by line', async () => {
    const script = run('echo one >&2; printf "two\\r\\n\\nthr" >&2; printf ee >&2');
    await textOf(script.output);
    await vi.waitFor(() => expect(errors).toEqual(['one', 'two', 'three']));
    const loud = run('seq 1 20000 >&2; echo out');
    expect(await textOf(loud.output)).toBe('out\n');
    await vi.waitFor(() => expect(errors.at(-1)).toBe('(more of its error output was left out)'));
    expect(errors.join('\n').length).toBeLessThan(65_536 + 100);
  });

  test.each([
    ['is not there', () => runFile(path('none')), 'ENOENT'],
    ['has a program that is not there', () => runFile(path('a.foo'), 'no-such-program'), 'ENOENT'],
    ['has a program that is a folder', () => runFile(path('a.foo'), tmpdir()), 'EACCES'],
    ['has more environment than may be', () => run('true', { LONG: 'x'.repeat(10_000_000) }), 'E2BIG'],
  ])('that %s is a fault that says why', async (_, start, code) => {
    const script = start();
    const fault = { status: 500, message: expect.stringMatching(`could not be started: .*${code}`) };
    await expect(script.started).rejects.toMatchObject(fault);
    await expect(textOf(script.output)).rejects.toMatchObject(fault);
    await script.exited;
  });

  test('is one of many that do not disturb each other', async () => {
    const texts = Array.from({ length: 60 }, (_, i) => `${i} `.repeat(20_000));
    const echo = async (text: string) => {
      const script = run('cat');
      script.input.end(text);
      return textOf(script.output);
    };
    expect(await Promise.all(texts.map(echo))).toEqual(texts);
    expect(threads).toHaveLength(1);
  });
});

describe.skipIf(process.platform === 'win32')('the thread', () => {
  const running = async () => {
    const script = run(`echo $$ > '${path('pid')}'; exec sleep 60`);
    await script.started;
    await vi.waitFor(() => expect(pidIn('pid')).toBeGreaterThan(0));
    return script;
  };
  const isLost = async (script: RunningScript, reason: string) => {
    const fault = { status: 500, message: expect.stringContaining(reason) };
    await expect(textOf(script.output)).rejects.toMatchObject(fault);
    await script.exited;
    await vi.waitFor(() => expect(isAlive(pidIn('pid'))).toBe(false));
  };
  const nextRuns = async () => expect(await textOf(run('echo ok').output)).toBe('ok\n');

  test('takes its scripts with it when it ends, and the next one starts another', async () => {
    const script = await running();
    await threads.at(-1)?.terminate();
    await isLost(script, 'it ended');
    await nextRuns();
  });

  test('that runs out of memory takes its scripts with it, and the next one starts another', async () => {
    await threads.at(-1)?.terminate();
    const source = ';setTimeout(() => { for (const all = []; ; ) all.push(new Array(100_000).fill({})); }, 1000)';
    more = { source, options: { resourceLimits: { maxOldGenerationSizeMb: 24 } } };
    const script = await running();
    more = undefined;
    await isLost(script, 'memory');
    await nextRuns();
  });

  test('that ends before it was given a script leaves it to nobody', async () => {
    await nextRuns();
    const lost = threads.at(-1);
    const script = run(`: > '${path('ran')}'`);
    lost?.emit('exit', 1);
    const next = run('echo ok');
    await expect(textOf(script.output)).rejects.toMatchObject({ status: 500 });
    expect(await textOf(next.output)).toBe('ok\n');
    expect(existsSync(path('ran'))).toBe(false);
    await lost?.terminate();
  });

  test('that cannot be started is a shortage, which passes', async () => {
    await threads.at(-1)?.terminate();
    const shortage = Object.assign(new Error('no threads'), { code: 'ERR_WORKER_INIT_FAILED' });
    vi.spyOn(builtin, 'workerThreads', 'get').mockImplementationOnce(() => {
      throw shortage;
    });
    expect(() => run('true')).toThrow(shortage);
    await nextRuns();
  });

  test('ends when no script has run for half a minute, and the next one starts another', async () => {
    const before = threads.length;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldClearNativeTimers: true });
    await nextRuns();
    const ended = once(threads.at(-1) as Worker, 'exit');
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
    vi.advanceTimersByTime(30_000);
    await ended;
    await nextRuns();
    expect(threads.length).toBe(before + 1);
  });
});
