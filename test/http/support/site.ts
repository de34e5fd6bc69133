import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as zlib from 'node:zlib';
import type { ConfigInput } from '../../../src-server/config/schema.ts';
import { tempFolder } from './cli.ts';

export const TEXT = 'The quick brown fox jumps over the lazy dog.\n'.repeat(200);
export const BYTES = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 2_654_435_761) >>> 24));
export const POSTS = [
  { id: 1, title: 'Alpha', views: 10 },
  { id: 2, title: 'beta', views: 30 },
  { id: 3, title: 'Gamma', views: 20 },
];
/** Passwords of the two users of the site: Ann may write, Bob may read. */
export const ANN = basic('ann', 'open sesame');
export const BOB = basic('bob', 'look');

const page = (title: string) => `<!doctype html><title>${title}</title><body>${title}</body>`;
const HANDLERS = `export default { async fetch(request) {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === '/hello') return new Response('handled');
  if (pathname === '/shout') return new Response((await request.text()).toUpperCase(), { status: 202 });
  if (pathname === '/throw') throw new Error('oh no');
  if (pathname === '/url') return Response.json({ url: request.url, method: request.method });
  if (pathname === '/stream') return new Response(new ReadableStream({ async start(out) {
    for (let i = 0; i < 3; i++) { out.enqueue(new TextEncoder().encode('piece ' + i + ';')); await new Promise((r) => setTimeout(r, 5)); }
    out.close();
  } }));
} }`;
const SCRIPTS = {
  'env.pl': '#!/usr/bin/env perl\nprint "Content-Type: text/plain\\n\\n"; print "$_=$ENV{$_}\\n" for sort keys %ENV;\n',
  'echo.pl':
    '#!/usr/bin/env perl\nbinmode STDIN; local $/; my $in = <STDIN>; print "Status: 201 Made\\nContent-Type: application/octet-stream\\n\\n", scalar reverse $in;\n',
  'big.pl': '#!/usr/bin/env perl\nprint "Content-Type: text/plain\\n\\n"; print "0123456789" x 1000 for 1..100;\n',
  'near.pl': '#!/usr/bin/env perl\nprint "Location: /list/a.txt?from=$ENV{QUERY_STRING}\\n\\n";\n',
  'far.pl': '#!/usr/bin/env perl\nprint "Location: http://elsewhere.test/x\\n\\n";\n',
  'seen.pl':
    '#!/usr/bin/env perl\nprint "Status: 303 See\\nLocation: /list/a.txt\\nContent-Type: text/plain\\n\\nsee";\n',
  'bad.pl': '#!/usr/bin/env perl\nprint STDERR "complaint of a script\\n"; print "no head at all";\n',
};

/** The files that all cases are about, in a new folder: `public` is served, `docs` is mounted. */
export async function siteFolder(): Promise<string> {
  const folder = await tempFolder({
    'public/index.html': page('home'),
    'public/about.html': page('about'),
    'public/app.js': TEXT,
    'public/data.foo': 'foo',
    'public/bytes.bin': BYTES,
    'public/empty.txt': '',
    'public/styles/main.css': 'body {}',
    'public/assets/a.1f.css': 'body {}',
    'public/side.svg': `<svg>${TEXT}</svg>`,
    'public/side.svg.gz': zlib.gzipSync(`<svg>${TEXT}</svg>`),
    'public/list/a.txt': 'a',
    'public/list/b10.txt': 'b10',
    'public/list/b9.txt': 'b9',
    'public/list/<i>&"x.txt': 'odd',
    'public/list/sub/x.txt': 'x',
    'public/downloads/notes.txt': 'notes',
    'public/.env': 'SECRET=1',
    'public/.well-known/security.txt': 'Contact: me',
    'public/inbox/there.txt': 'old',
    'public/handlers.mjs': HANDLERS,
    'public/hello.php': '<?php header("X-Php: yes"); echo "PHP says ", $_GET["word"] ?? "nothing", ".";',
    'docs/guide.html': page('guide'),
    'docs/deep/plain.txt': 'plain',
    'db.json': JSON.stringify({ posts: POSTS, profile: { name: 'typicode' } }),
    'secret.txt': 'SECRET',
  });
  await mkdir(join(folder, 'public/cgi-bin'));
  for (const [name, text] of Object.entries(SCRIPTS)) await writeScript(join(folder, 'public/cgi-bin', name), text);
  await symlink('../secret.txt', join(folder, 'public/out.txt'));
  await symlink('list/a.txt', join(folder, 'public/in.txt'));
  await symlink('..', join(folder, 'public/away')); // everything again, without an end
  await symlink('cgi-bin/env.pl', join(folder, 'public/source-of-script.txt'));
  await symlink('hello.php', join(folder, 'public/source-of-page.txt'));
  await symlink('handlers.mjs', join(folder, 'public/source-of-handlers.txt'));
  return folder;
}

async function writeScript(file: string, text: string): Promise<void> {
  await writeFile(file, text);
  await chmod(file, 0o755);
}

/** Every feature of the option table, as the cases need it. Each feature's own tests take what is theirs. */
export function siteOptions(upstream: string) {
  return {
    mounts: [{ at: '/docs', root: '../docs' }],
    index: ['index.html', 'index.php'],
    cleanUrls: true,
    spa: true,
    mediaTypes: { '.foo': 'text/x-foo' },
    cors: { origins: ['http://app.test'], credentials: true },
    cache: { maxAgeS: 60, immutable: '/assets/**' },
    headers: [
      { match: '/**', set: { 'X-Everything': 'on', 'X-Frame-Options': 'DENY' } },
      { match: '/downloads/**', set: { 'Content-Disposition': 'attachment', 'X-Frame-Options': null } },
    ],
    redirects: [
      { from: '/old/*', to: '/docs/*' },
      { from: '/find/:words', to: 'https://search.test/?q=:words', status: 301 },
    ],
    upload: { at: '/inbox', allowDelete: true, maxBytes: 3_000_000 },
    rest: [{ at: '/api', file: '../db.json' }],
    routes: [
      { path: '/canned/:x', body: 'canned {{params.x}} {{query.y}}' },
      {
        method: 'POST',
        path: '/login',
        status: 201,
        body: { token: 'of {{body.user}}' },
        headers: { 'X-Route': 'yes' },
      },
      { method: '*', path: '/any', status: 418, body: 'any' },
    ],
    handlers: 'handlers.mjs',
    inspect: '/inspect',
    proxy: [
      { at: '/up', target: upstream, stripPrefix: true, headers: { 'X-Added': 'by us' } },
      { at: '/gone', target: 'http://127.0.0.1:1' },
    ],
    cgi: { concurrency: 4, timeoutMs: 10_000 },
    liveReload: true,
    throttle: { latencyMs: 1, downKbps: 8_000_000, upKbps: 8_000_000, errorRate: 0 },
    auth: {
      realm: 'Everything',
      users: [
        {
          name: 'ann',
          passwordHash: '$scrypt$ln=14,r=8,p=1$m6PwU1zRrC8SPQiqvAEk4Q$xQX4oZ0QWM/QQtd0mXjUu0FLb2y7MTWwse1gptKIJ/w',
          access: 'write',
        },
        {
          name: 'bob',
          passwordHash: '$scrypt$ln=14,r=8,p=1$Ecw5F6A8YwFfiq2oDgoRSQ$2vJlNfVXbo7+jlqb+o6TfxdpNU8VfiwHCkWD5AYahiA',
          access: 'read',
        },
      ],
    },
    allowedHosts: ['portico.test'],
    limits: { maxBodyBytes: 100_000, maxConnections: 500, keepAliveTimeoutMs: 30_000 },
    workers: 2,
    log: { format: 'combined' },
  } as const satisfies ConfigInput;
}

export type SiteOption = keyof ReturnType<typeof siteOptions>;

function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}
