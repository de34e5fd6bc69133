import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pinned } from '../support/cores.ts';
import type { Load, LoadResult } from './load.ts';

const runFile = promisify(execFile);

const DONE = `
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('RESULT {"requests":%d,"micros":%d,"bytes":%d,"errors":%d,"p50":%d,"p99":%d}\\n',
    summary.requests, summary.duration, summary.bytes, e.connect + e.read + e.write + e.timeout,
    latency:percentile(50), latency:percentile(99)))
end
`;

export async function wrkLoad(wrk: string, load: Load): Promise<LoadResult> {
  const script = join(load.workFolder, 'wrk.lua');
  writeFileSync(script, scriptFor(load));
  const args = ['-t1', `-c${load.connections}`, `-d${load.seconds}s`, '--timeout', '10s', '-s', script, load.url];
  const { stdout } = await runFile(...pinned('client', wrk, args));
  return parseResult(stdout);
}

function scriptFor({ requests = [] }: Load): string {
  if (requests.length === 0) return DONE;
  if (requests.length === 1) {
    const [{ path, fields = {} } = { path: '/' }] = requests;
    const set = Object.entries(fields).map(([name, value]) => `wrk.headers[${lua(name)}] = ${lua(value)}`);
    return [`wrk.path = ${lua(path)}`, ...set, DONE].join('\n');
  }
  // Formatted once: formatting one anew for each request would make wrk the slower side.
  const formats = requests.map(({ path, fields = {} }) => {
    const table = Object.entries(fields).map(([name, value]) => `[${lua(name)}] = ${lua(value)}`);
    return `  add(${lua(path)}, {${table.join(', ')}})`;
  });
  return `
local all, turn, host = {}, 0, ''
local function add(path, fields)
  fields['Host'] = host
  all[#all + 1] = wrk.format('GET', path, fields)
end
function init()
  host = wrk.headers['Host']
${formats.join('\n')}
end
function request()
  turn = turn % #all + 1
  return all[turn]
end
${DONE}`;
}

/** JSON's escapes are Lua's, for the plain ASCII that stands here. */
const lua = (text: string): string => JSON.stringify(text);

function parseResult(stdout: string): LoadResult {
  const text = /^RESULT (.*)$/m.exec(stdout)?.[1];
  if (text === undefined) throw new Error(`wrk said nothing that can be read: ${stdout.slice(0, 300)}`);
  const { requests, micros, bytes, errors, p50, p99 } = JSON.parse(text) as Record<string, number>;
  const seconds = (micros ?? 0) / 1e6;
  return {
    requests: requests ?? 0,
    perSecond: (requests ?? 0) / seconds,
    bytesPerSecond: (bytes ?? 0) / seconds,
    p50Ms: (p50 ?? 0) / 1_000,
    p99Ms: (p99 ?? 0) / 1_000,
    errors: errors ?? 0,
  };
}
