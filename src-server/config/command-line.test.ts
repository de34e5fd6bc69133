import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCommandLine } from './command-line.ts';
import { parseFlags } from './flags.ts';
import { mergeFlags } from './merge.ts';
import { minimalConfig } from './minimal.ts';
import { parseConfig } from './parse.ts';
import type { ConfigInput, ServerConfig } from './schema.ts';

function config(input: ConfigInput): ServerConfig {
  const parsed = parseConfig(input);
  if (!parsed.ok) throw parsed.errors[0];
  return parsed.config;
}

/** What a shell makes of the line, and the flags of its words. */
function throughShell(line: string): ServerConfig {
  const { stdout } = spawnSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' });
  const [program, ...args] = stdout.split('\0').slice(0, -1);
  expect(program).toBe('portico');
  return config(mergeFlags({}, parseFlags(args, '/').assignments, '/') as ConfigInput);
}

const passwordHash = '$scrypt$ln=14,r=8,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA';
const CONFIGS: readonly ConfigInput[] = [
  { root: '/srv' },
  { root: '/srv/it\'s $HOME `x` \\ "q"\n*', name: '-x' },
  { root: '/srv', port: 0, host: '::', portFallback: false, workers: 4, limits: { maxBodyBytes: 5 } },
  { root: '/srv', listing: false, compression: false, cleanUrls: true, liveReload: true, dotfiles: 'serve' },
  { root: '/srv', index: [], allowedHosts: ['*', '[::1]', '{x'], mediaTypes: { '.foo': 'text/x-foo; a="b"' } },
  { root: '/srv', index: ['a b.html', '-.html'], spa: '/app.html', inspect: '/look', handlers: '/srv/h.mjs' },
  {
    root: '/srv',
    spa: true,
    inspect: '/inspect',
    handlers: '/h.mjs',
    cors: true,
    upload: true,
    cgi: true,
    tls: { mode: 'local-ca' },
  },
  { root: '/srv', cors: {}, upload: {}, cgi: {}, cache: {}, throttle: {}, auth: {} },
  { root: '/srv', cors: { origins: [], headers: ['*'], credentials: true, maxAgeS: 1 }, cache: 'no-store' },
  {
    root: '/srv',
    cache: { maxAgeS: 60, immutable: ['/assets/**'] },
    throttle: { latencyMs: 5, downKbps: 1.5, errorRate: 0.25 },
  },
  {
    root: '/srv',
    cache: { immutable: ['/a/*', '/b'] },
    upload: { at: '/in', conflict: 'refuse', allowDelete: true, maxBytes: 9 },
  },
  { root: '/srv', cgi: { at: ['/a', '/b'], interpreters: { '.py': 'python3 -u' } } },
  {
    root: '/srv',
    cgi: { interpreters: {} },
    tls: { mode: 'files', cert: '/c.pem', key: '/k.pem', passphraseFile: '/p' },
  },
  {
    root: '/srv',
    headers: [
      { set: { A: 'b: c' } },
      { set: { A: ' padded ' } },
      { match: '/x', set: { B: null } },
      { set: { C: '', D: '1' } },
    ],
    redirects: [
      { from: '/a', to: '/b' },
      { from: '/a=b', to: '/c' },
      { from: '/d', to: '/e?f=301' },
      { from: '/g', to: '/h', status: 308 },
    ],
    mounts: [
      { at: '/docs', root: '/d' },
      { at: '/a=b', root: '/c' },
    ],
    rest: [
      { at: '/api', file: '/db.json' },
      { at: '/slow', file: '/db.json', delayMs: 5, persist: false },
    ],
    proxy: [
      { at: '/p', target: 'http://h:1/x?a=b' },
      { at: '/q', target: 'ws://h', headers: { X: 'y' }, stripPrefix: true },
    ],
  },
  {
    root: '/srv',
    routes: [
      { path: '/x', body: 'text' },
      { path: '/y', body: { a: [1, 'b'] } },
      { path: '/z', status: 204 },
      { path: '/w', body: '{"not": "an object"}' },
      { path: '/v', body: '[not json' },
      { path: '/u', method: '*', body: '', headers: { 'X-A': 'b' } },
      { path: '/t', body: [1] },
      { path: '/s', body: 5 },
      { path: '/r', body: null },
    ],
  },
  {
    root: '/srv',
    auth: {
      realm: 'R',
      users: [
        { name: 'a b', passwordHash, access: 'write' },
        { name: 'c', passwordHash },
      ],
      anonymous: 'read',
    },
  },
  { root: '/srv', log: { format: '$client "$target" $$', file: '/l og', keep: 0, maxBytes: 1 } },
];

test.each(CONFIGS.map((input) => [input]))('%j: the command starts the same server', (input) => {
  const wanted = config(input);
  const line = toCommandLine(wanted);
  // A bare switch and one with all its defaults are the same option; flags know only the former.
  expect(minimalConfig(throughShell(line)), line).toEqual(bare(minimalConfig(wanted)));
});

function bare(input: ConfigInput): ConfigInput {
  const switches = Object.entries(input).map(([key, value]) => {
    const isBare =
      ['cors', 'upload', 'cgi'].includes(key) && typeof value === 'object' && Object.keys(value).length === 0;
    return [key, isBare ? true : value];
  });
  return Object.fromEntries(switches);
}

test('whatever the texts are, a shell and the flags give them back', () => {
  const text = fc.string({
    unit: fc.constantFrom(...'ab =:,/\\\'"`$!#&*?~-[]{}()<>|;%\t\nü'),
    minLength: 1,
    maxLength: 12,
  });
  const visible = text.map((value) => value.replace(/[\n\tü]/g, '_'));
  const path = visible.map((value) => `/${value}`);
  const inputs = fc.record<ConfigInput>({
    root: path.map((value) => `/srv${value.replace(/[/.]/g, '')}x`),
    name: text,
    index: fc.array(
      text.map((value) => value.replace(/[/\\]/g, '_')),
      { maxLength: 3 },
    ),
    allowedHosts: fc.array(
      text.map((value) => value.replace(/[\s/:@*]/g, '_')),
      { maxLength: 2 },
    ),
    headers: fc.array(fc.record({ set: fc.dictionary(fc.constantFrom('A', 'X-B'), visible) }), { maxLength: 2 }),
    redirects: fc.array(fc.record({ from: path, to: visible }), { maxLength: 2 }),
    routes: fc.array(
      fc.record({
        path,
        body: fc.oneof(text, fc.integer(), fc.constant(null), fc.array(text), fc.dictionary(text, text)),
      }),
      { maxLength: 2 },
    ),
    cors: fc.record({ origins: fc.array(text, { maxLength: 2 }) }),
    cgi: fc.record({ interpreters: fc.dictionary(fc.constantFrom('.a', '.=b', '.-c'), text) }),
  });
  fc.assert(
    fc.property(inputs, (input) => {
      const wanted = config(input);
      expect(minimalConfig(throughShell(toCommandLine(wanted)))).toEqual(bare(minimalConfig(wanted)));
    }),
    { numRuns: 150 },
  );
});

test('a command is as short as a person would write it', () => {
  const input: ConfigInput = {
    root: '/home/ann/site',
    port: 8080,
    cors: true,
    headers: [{ set: { 'X-Frame-Options': 'DENY' } }],
    proxy: [{ at: '/api', target: 'http://127.0.0.1:3000' }],
    cache: { maxAgeS: 60 },
  };
  expect(toCommandLine(config(input))).toBe(
    "portico /home/ann/site --port 8080 --cors --cache-max-age-s 60 --header 'X-Frame-Options: DENY' --proxy /api=http://127.0.0.1:3000",
  );
});

test('only what differs from the defaults is kept, also within lists and parts', () => {
  const input: ConfigInput = {
    port: 8000,
    upload: { at: '/', conflict: 'refuse' },
    rest: [{ at: '/api', file: 'db.json', persist: true }],
    log: { keep: 5 },
    limits: { maxBodyBytes: 7 },
    index: ['index.html', 'index.htm'],
    tls: { mode: 'local-ca' },
  };
  expect(minimalConfig(config(input))).toEqual({
    upload: { conflict: 'refuse' },
    rest: [{ at: '/api', file: 'db.json' }],
    limits: { maxBodyBytes: 7 },
    tls: { mode: 'local-ca' },
  });
  expect(minimalConfig(config({}))).toEqual({});
});
