import { expect, test } from 'vitest';
import { formatter } from './formats.ts';
import type { ExchangeRecord } from './record.ts';

const record: ExchangeRecord = {
  seq: 1,
  timeMs: new Date(2026, 10, 22, 19, 0, 5).getTime(),
  client: '127.0.0.1',
  method: 'GET',
  target: '/x?y=1',
  httpVersion: '1.1',
  status: 200,
  contentBytes: 5,
  durationMs: 1.23456,
  outcome: 'complete',
  step: 'static',
};

test('python: its own line in local time, the size always "-"', () => {
  expect(formatter('python')(record)).toBe('127.0.0.1 - - [22/Nov/2026 19:00:05] "GET /x?y=1 HTTP/1.1" 200 -\n');
});

test.each<[Partial<ExchangeRecord>, string]>([
  [{ status: 404 }, 'code 404, message File not found'],
  [{ status: 501, method: 'BREW' }, "code 501, message Unsupported method ('BREW')"],
  [{ status: 403 }, 'code 403, message Forbidden'],
])('python: %j has a line with its message before', (change, message) => {
  const lines = formatter('python')({ ...record, ...change }).split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toBe(`127.0.0.1 - - [22/Nov/2026 19:00:05] ${message}`);
});

test.each(['python', 'common', 'combined', '$client - -'])(
  '%s: a client that nobody can name any more is a dash',
  (format) => {
    expect(formatter(format)({ ...record, client: '' })).toMatch(/^- - - ?/);
  },
);

test('an exchange without a status, or without a method, has a dash there', () => {
  expect(formatter('python')({ ...record, status: 0 })).toContain('HTTP/1.1" - -');
  expect(formatter('python')({ ...record, status: 400, method: '-', target: '-' })).toContain('"-" 400 -');
});

test('no request starts a line of its own', () => {
  const wild = { ...record, target: '/a\r\nb\\c\x1b[31m\x9b', userAgent: 'x"\n' };
  for (const format of ['python', 'common', 'combined', '"$target"']) {
    const line = formatter(format)(wild);
    expect(line.trimEnd()).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
    expect(line).toContain('/a\\x0d\\x0ab\\\\c\\x1b[31m\\x9b');
  }
  expect(formatter('json')(wild).trimEnd()).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
  expect(formatter('combined')(wild)).toContain('"x\\"\\x0a"');
});

test('common and combined are the formats every log tool reads', () => {
  const line = /^127\.0\.0\.1 - - \[22\/Nov\/2026:19:00:05 [+-]\d{4}\] "GET \/x\?y=1 HTTP\/1\.1" 200 5/;
  expect(formatter('common')(record)).toMatch(new RegExp(`${line.source}\\n$`));
  expect(formatter('combined')({ ...record, userAgent: 'curl/8' })).toMatch(
    new RegExp(`${line.source} "-" "curl/8"\\n$`),
  );
  expect(formatter('common')({ ...record, contentBytes: 0 })).toMatch(/ 200 -\n$/);
});

test('who was signed in is the third word, and always one word', () => {
  for (const format of ['common', 'combined', '$client - $user [$time]']) {
    expect(formatter(format)({ ...record, user: 'ann' })).toMatch(/^127\.0\.0\.1 - ann \[/);
    const wild = { ...record, user: 'Ann "A"\x9b\u00a0\u2028\\' };
    expect(formatter(format)(wild)).toMatch(/^127\.0\.0\.1 - Ann\\x20\\"A\\"\\x9b\\xa0\\u2028\\\\ \[/);
    expect(formatter(format)(record)).toMatch(/^127\.0\.0\.1 - - \[/);
  }
  expect(formatter('python')({ ...record, user: 'ann' })).toBe(formatter('python')(record));
  expect(JSON.parse(formatter('json')({ ...record, user: 'ann' }))).toMatchObject({ user: 'ann' });
});

test('json is the record with its time in words', () => {
  expect(JSON.parse(formatter('json')(record))).toEqual({ time: new Date(record.timeMs).toISOString(), ...record });
});

test('none is silent', () => {
  expect(formatter('none')(record)).toBe('');
});

test('a pattern is filled from the record', () => {
  const format = formatter('$time $client $method $target $status $contentBytes $durationMs $referer $$5');
  const time = new Date(record.timeMs).toISOString();
  expect(format(record)).toBe(`${time} 127.0.0.1 GET /x?y=1 200 5 1.235 - $5\n`);
});

test('an unknown name or format says which ones there are', () => {
  expect(() => formatter('$client $stauts')).toThrow(/^log\.format: knows no "\$stauts"; known names: \$time, \$seq, /);
  expect(() => formatter('comon')).toThrow('log.format: expects python, common, combined, json, none or a pattern');
});
