import { once } from 'node:events';
import { expect, test } from 'vitest';
import type { Subject } from '../support/served.ts';
import { ANN } from '../support/site.ts';

export function proxyCases(subject: Subject): void {
  const asked = async (target: string, init?: RequestInit) =>
    (await (await (await subject()).fetch(target, init)).json()) as {
      method: string;
      url: string;
      headers: Record<string, string>;
      length: number;
      content: string;
    };

  test('method, target and content go up as they were sent', async () => {
    const sent = await asked('/up//a%2fb;v=1/%7Ex?q=[1]&q=%20', {
      method: 'PATCH',
      body: 'hi',
      headers: { 'X-Own': 'a' },
    });
    expect(sent).toMatchObject({ method: 'PATCH', url: '//a%2fb;v=1/%7Ex?q=[1]&q=%20', content: 'hi' });
    expect(sent.headers).toMatchObject({ 'x-own': 'a', 'x-added': 'by us', 'content-length': '2' });
  });

  test('the way is told, credentials and fields of one hop are not', async () => {
    const { fetch, isSecure, origin } = await subject();
    const headers = { 'X-Forwarded-For': '6.6.6.6', 'Proxy-Authorization': 'Basic eA==' };
    const sent = await asked('/up/x', { headers });
    expect(sent.headers['x-forwarded-for']).toMatch(/127\.0\.0\.1$/);
    expect(sent.headers).toMatchObject({
      'x-forwarded-proto': isSecure ? 'https' : 'http',
      host: new URL(origin).host,
    });
    expect(sent.headers).not.toHaveProperty('proxy-authorization');
    const dirty = await fetch('/up/dirty');
    expect([dirty.headers.get('X-Hop'), dirty.headers.get('X-End'), await dirty.text()]).toEqual([null, '1', 'dirty']);
  });

  test('content of megabytes goes up whole', async () => {
    expect(await asked('/up/big', { method: 'POST', body: new Uint8Array(2_000_000) })).toMatchObject({
      length: 2_000_000,
    });
  });

  test('addresses and cookies of the target become ours', async () => {
    const { fetch, origin } = await subject();
    expect((await fetch('/up/moved')).headers.get('Location')).toBe(`${origin}/up/there?x=1`);
    expect((await fetch('/up/cookie')).headers.getSetCookie()).toEqual(['a=1; Path=/up', 'b=2; Path=/up/deep']);
  });

  test('events come while the answer goes on; an answer that breaks is seen to break', async () => {
    const { fetch } = await subject();
    const controller = new AbortController();
    const events = await fetch('/up/events', { signal: controller.signal });
    const first = await events.body?.getReader().read();
    expect(Buffer.from(first?.value ?? []).toString()).toBe('data: first\n\n');
    controller.abort();
    await expect(fetch('/up/cut').then((answer) => answer.text())).rejects.toThrow();
  });

  test('nobody there is 502', async () => {
    const { fetch, logged } = await subject();
    expect((await fetch('/gone/x')).status).toBe(502);
    await logged(/ECONNREFUSED/);
  });

  test('a WebSocket passes, text and bytes', async () => {
    const socket = (await subject()).webSocket('/up/chat?room=1');
    await once(socket, 'open');
    socket.send('hello');
    expect(String((await once(socket, 'message'))[0])).toBe('/chat?room=1 hello');
    socket.send(Buffer.alloc(300_000, 7));
    expect(((await once(socket, 'message'))[0] as Buffer).equals(Buffer.alloc(300_000, 7))).toBe(true);
    const closed = once(socket, 'close');
    socket.close(1000);
    await closed;
  });

  test('a page of another origin opens no WebSocket', async () => {
    const served = await subject();
    const socket = served.webSocket('/up/chat', { Authorization: ANN, Origin: 'http://evil.test' });
    const [error] = (await once(socket, 'error')) as [Error];
    expect(error.message).toContain('403');
  });
}
