import { afterAll } from 'vitest';
import { parseConfig } from '../../../src-server/config/parse.ts';
import type { ConfigInput } from '../../../src-server/config/schema.ts';
import type { ExchangeRecord } from '../../../src-server/log/record.ts';
import { FileServer } from '../../../src-server/server.ts';
import { WireClient } from './wire.ts';
import type { WireAnswer } from './wire-answer.ts';

export interface Engine {
  readonly server: FileServer;
  readonly port: number;
  readonly root: string;
  readonly records: readonly ExchangeRecord[];
  /** What would be bugs: texts of `failure` events. */
  readonly failures: readonly string[];
  /** One request on a connection of its own. `fields` are lines as sent, without their end. */
  ask(requestLine: string, fields?: readonly string[], content?: string): Promise<WireAnswer>;
  /** GET of a target with `Host: localhost`. */
  get(target: string, ...fields: string[]): Promise<WireAnswer>;
  /** Bytes as they are on a connection of its own; the first answer. */
  send(bytes: string | Buffer, method?: string): Promise<WireAnswer>;
  connect(): WireClient;
  /** Resolves once a record matches. */
  record(matches: (record: ExchangeRecord) => boolean): Promise<ExchangeRecord>;
}

const running: FileServer[] = [];
afterAll(async () => {
  for (const server of running.splice(0)) await server.stop(0);
});

/** The engine in this process, on a free port: for what needs its records, its live options or many cases quickly. */
export async function serve(root: string, input: ConfigInput = {}): Promise<Engine> {
  const server = new FileServer(configOf(root, input));
  const records: ExchangeRecord[] = [];
  const failures: string[] = [];
  server.on('exchange', (record) => records.push(record));
  server.on('failure', (text) => failures.push(text));
  await server.start();
  running.push(server);
  const { state } = server;
  if (state.kind !== 'running') throw new Error(`the engine is ${state.kind}`);
  const { port } = state;
  const send = async (bytes: string | Buffer, method?: string) => {
    const client = new WireClient(port);
    client.send(bytes);
    try {
      return sound(await client.answer(method ?? methodOf(bytes)), root);
    } finally {
      client.close();
    }
  };
  const ask: Engine['ask'] = (requestLine, fields = ['Host: localhost'], content = '') =>
    send([requestLine, ...fields, '', content].join('\r\n'));
  return {
    server,
    port,
    root,
    records,
    failures,
    ask,
    send,
    get: (target, ...fields) => ask(`GET ${target} HTTP/1.1`, ['Host: localhost', ...fields]),
    connect: () => new WireClient(port),
    record: (matches) => eventually(() => records.find(matches), 'a record'),
  };
}

/** What holds for every answer (DESIGN §5.11). */
function sound(answer: WireAnswer, root: string): WireAnswer {
  const dates = answer.lines.filter(([name]) => name === 'date');
  if (dates.length !== 1 || Number.isNaN(Date.parse(dates[0]?.[1] ?? '')))
    throw new Error(`${dates.length} Date fields`);
  const text = `${JSON.stringify(answer.lines)}${answer.content.subarray(0, 100_000).toString('latin1')}`;
  if (text.includes(root)) throw new Error('the answer shows where the folder lies on this computer');
  if (answer.status >= 500 && /\bat .*:\d+:\d+/.test(text)) throw new Error('the answer shows a stack');
  return answer;
}

export function configOf(root: string, input: ConfigInput = {}) {
  const parsed = parseConfig({ port: 0, root, ...input });
  if (!parsed.ok) throw parsed.errors[0];
  return parsed.config;
}

/** Waits until something is there. */
export async function eventually<T>(look: () => T | undefined, what: string, patienceMs = 5_000): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`${what} did not come within ${patienceMs} ms`);
    await pause(5);
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const methodOf = (bytes: string | Buffer): string => /^[A-Z]+/.exec(bytes.toString('latin1'))?.[0] ?? 'GET';
