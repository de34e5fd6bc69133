import { expect, test } from 'vitest';
import { parseConfig } from './parse.ts';

function messages(input: unknown): readonly string[] {
  const result = parseConfig(input);
  return result.ok ? [] : result.errors.map(({ message }) => message);
}

test('nothing given is every default', () => {
  const result = parseConfig({});
  expect(result.ok && result.config).toMatchObject({
    root: '.',
    host: '127.0.0.1',
    port: 8000,
    index: ['index.html', 'index.htm'],
    cors: false,
    limits: { maxBodyBytes: 1_048_576 },
    log: { format: 'python', keep: 5 },
  });
});

test('a switch with parts gets the defaults of its parts, and stays a switch when given as one', () => {
  const result = parseConfig({ upload: {}, cors: true });
  expect(result.ok && [result.config.upload, result.config.cors]).toEqual([
    { at: '/', conflict: 'rename', allowDelete: false },
    true,
  ]);
});

test.each<[unknown, string]>([
  [{ cors: { maxAgeS: '60' } }, 'cors.maxAgeS: expects a whole number of seconds, but was given "60"'],
  [
    { allowedHosts: ['http://a.example'] },
    'allowedHosts[0]: expects a host name without a port, or "*", but was given "http://a.example"',
  ],
  [{ root: 'a\0b' }, 'root: expects a folder or a file, but was given "a\\u0000b"'],
  [{ port: 70_000 }, 'port: expects a port from 0 to 65535, but was given 70000'],
  [{ port: 'http' }, 'port: expects a port number, but was given "http"'],
  [{ listing: 'yes' }, 'listing: expects true or false, but was given "yes"'],
  [{ dotfiles: 'show' }, 'dotfiles: expects "hide" or "serve", but was given "show"'],
  [{ cors: 5 }, 'cors: expects true or false or an object, but was given 5'],
  [{ cache: 'never' }, 'cache: expects "revalidate" or "no-store" or an object, but was given "never"'],
  [{ rest: [{ at: '/api' }] }, 'rest[0].file: expects a JSON file, but is missing'],
  [{ mounts: [{ at: 'docs', root: 'd' }] }, 'mounts[0].at: expects a path that starts with "/", but was given "docs"'],
  [{ mediaTypes: { foo: 'text/x' } }, 'mediaTypes: expects an extension such as ".foo" as a name, but was given "foo"'],
  [{ mediaTypes: { '.foo': 'x' } }, 'mediaTypes[".foo"]: expects a media type such as "text/x-foo", but was given "x"'],
  [
    { redirects: [{ from: '/a', to: '/b', status: 200 }] },
    'redirects[0].status: expects 301, 302, 303, 307 or 308, but was given 200',
  ],
  [{ tls: { mode: 'files' } }, 'tls.cert: expects a certificate file, but is missing'],
  [{ tls: { mode: 'auto' } }, 'tls.mode: expects "local-ca" or "files", but was given "auto"'],
  [{ log: { format: '' } }, 'log.format: expects a format name or a pattern, but was given ""'],
  ['site', 'options: expects an object, but was given "site"'],
])('%j is refused in words', (input, message) => {
  expect(messages(input)).toEqual([message]);
});

test.each<[unknown, string]>([
  [{ lisitng: false }, 'lisitng: there is no such option; did you mean "listing"?'],
  [{ liveReloads: true }, 'liveReloads: there is no such option; did you mean "liveReload"?'],
  [{ 'clean-urls': true }, 'clean-urls: there is no such option; did you mean "cleanUrls"?'],
  [{ cors: { maxAge: 5 } }, 'cors.maxAge: there is no such option; did you mean "maxAgeS"?'],
  [{ log: { formt: 'json' } }, 'log.formt: there is no such option; did you mean "format"?'],
  [
    { rest: [{ at: '/a', file: 'f', deley: 1 }] },
    'rest[0].deley: there is no such option; known here: at, file, persist, delayMs',
  ],
])('%j: what was meant is named', (input, message) => {
  expect(messages(input).map((text) => text.replace('["clean-urls"]', 'clean-urls'))).toEqual([message]);
});

test('every wrong option is named, not only the first', () => {
  expect(messages({ port: -1, spa: 5, nonsense: 1 })).toHaveLength(3);
});

test('a password that was put where its hash belongs is not repeated', () => {
  const [message] = messages({ auth: { users: [{ name: 'a', passwordHash: 'hunter2' }] } });
  expect(message).toContain('auth.users[0].passwordHash');
  expect(message).not.toContain('hunter2');
});
