import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Step } from '../../pipeline/compose.ts';
import { serveSteps, type TestServer } from '../test-server.ts';
import { Attempts } from './attempts.ts';
import { auth } from './auth.ts';
import { challenge, parseCredentials } from './credentials.ts';
import { hashPassword } from './password-hash.ts';
import { Verifier } from './verifier.ts';

const basic = (name: string, password: string) => `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
const answer: Step = (exchange) => exchange.respond(200, {}, `hello ${exchange.user?.name ?? 'stranger'}`);

let users: { name: string; passwordHash: string; access: 'read' | 'write' }[];
let server: TestServer | undefined;

beforeAll(async () => {
  users = [
    { name: 'ann', passwordHash: await hashPassword('päss:wörd'), access: 'write' },
    { name: 'bob', passwordHash: await hashPassword('b'), access: 'read' },
  ];
});
afterEach(() => server?.close());

async function start(anonymous: 'none' | 'read' = 'none') {
  server = await serveSteps(auth({ realm: 'My "files"', users, anonymous }).step, answer);
  return (authorization?: string, init: RequestInit = {}) =>
    fetch(`${server?.url}/x`, { ...init, headers: authorization ? { authorization } : {} });
}

describe('over a real socket', () => {
  test('without credentials the answer is 401 with the challenge', async () => {
    const ask = await start();
    const response = await ask();
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Basic realm="My \\"files\\"", charset="UTF-8"');
  });

  test('UTF-8 credentials with a colon in the password are accepted', async () => {
    const ask = await start();
    expect(await (await ask(basic('ann', 'päss:wörd'))).text()).toBe('hello ann');
  });

  test.each([
    ['a wrong password', basic('ann', 'pass')],
    ['an unknown user', basic('eve', 'päss:wörd')],
    ['another scheme', 'Bearer abc'],
    ['no colon', `Basic ${Buffer.from('ann').toString('base64')}`],
    ['no base64', 'Basic ???'],
  ])('%s is 401', async (_, authorization) => {
    const ask = await start();
    expect((await ask(authorization)).status).toBe(401);
  });

  test('a user who may only read gets 403 on a write, and no other step sees it', async () => {
    const ask = await start();
    expect((await ask(basic('bob', 'b'))).status).toBe(200);
    expect((await ask(basic('bob', 'b'), { method: 'PUT', body: 'x' })).status).toBe(403);
    expect((await ask(basic('ann', 'päss:wörd'), { method: 'PUT', body: 'x' })).status).toBe(200);
  });

  test('anonymous visitors may read where that is allowed, but not write', async () => {
    const ask = await start('read');
    expect(await (await ask()).text()).toBe('hello stranger');
    expect((await ask(undefined, { method: 'DELETE' })).status).toBe(401);
    expect((await ask(basic('ann', 'wrong'))).status).toBe(401);
  });

  test('the 21st wrong try within a minute is 429 with Retry-After, then even the right password waits', async () => {
    const ask = await start();
    const statuses: number[] = [];
    for (let i = 0; i < 21; i++) statuses.push((await ask(basic('ann', `wrong ${i}`))).status);
    expect(statuses).toEqual([...Array<number>(20).fill(401), 429]);
    const blocked = await ask(basic('ann', 'päss:wörd'));
    expect(blocked.status).toBe(429);
    expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask()).status).toBe(401);
  });

  test('many requests at once with one right pair are one try', async () => {
    const ask = await start();
    const responses = await Promise.all(Array.from({ length: 40 }, () => ask(basic('ann', 'päss:wörd'))));
    expect(responses.map(({ status }) => status)).toEqual(Array<number>(40).fill(200));
  });

  test('many wrong guesses at once are stopped at the limit', async () => {
    const ask = await start();
    const responses = await Promise.all(Array.from({ length: 40 }, (_, i) => ask(basic('ann', `guess ${i}`))));
    expect(responses.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(19);
  });
});

describe('the verifier', () => {
  test('a right pair is remembered: a thousand requests do not pay scrypt', async () => {
    const verifier = new Verifier(users);
    expect(verifier.recall('bob', 'b')).toBeUndefined();
    expect(await verifier.verify('bob', 'b')).toMatchObject({ name: 'bob' });
    const startedAt = performance.now();
    for (let i = 0; i < 1000; i++) expect(verifier.recall('bob', 'b')?.name).toBe('bob');
    expect(performance.now() - startedAt).toBeLessThan(500);
    expect(verifier.recall('bob', 'c')).toBeUndefined();
  });

  test('an unknown user costs as much as a known one', async () => {
    const verifier = new Verifier(users);
    const cost = async (name: string) => {
      const startedAt = performance.now();
      for (let i = 0; i < 3; i++) await verifier.verify(name, `wrong ${i}`);
      return performance.now() - startedAt;
    };
    const [known, unknown] = [await cost('ann'), await cost('nobody')];
    expect(unknown).toBeGreaterThan(known / 3);
    expect(unknown).toBeLessThan(known * 3);
  });

  test('a hash that cannot be read is refused at start, naming the user', () => {
    expect(() => new Verifier([{ name: 'eve', passwordHash: '$scrypt$oops', access: 'read' }])).toThrow(/"eve"/);
  });
});

describe('attempts', () => {
  test('are forgotten after a minute', () => {
    let now = 0;
    const attempts = new Attempts(() => now);
    for (let i = 0; i < 21; i++) attempts.begin('a');
    expect(attempts.waitS('a')).toBe(60);
    expect(attempts.waitS('b')).toBe(0);
    now = 60_000;
    expect(attempts.waitS('a')).toBe(0);
  });

  test('that turn out right do not count', () => {
    const attempts = new Attempts();
    for (let i = 0; i < 100; i++) attempts.begin('a')();
    expect(attempts.waitS('a')).toBe(0);
  });
});

test('a realm cannot break out of its quotes', () => {
  expect(challenge('a"b\\')).toBe('Basic realm="a\\"b\\\\", charset="UTF-8"');
});

test('Latin-1 credentials of clients that ignore the charset are understood', () => {
  const token = Buffer.from('ann:pä', 'latin1').toString('base64');
  expect(parseCredentials(`basic ${token}`)).toEqual({ kind: 'basic', name: 'ann', password: 'pä' });
});
