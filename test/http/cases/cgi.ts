import { expect, test } from 'vitest';
import { findProgram } from '../../../build/run.ts';
import type { Subject } from '../support/served.ts';

const missing = ['perl', 'php-cgi'].filter((program) => !findProgram(program));
const canRun = process.platform !== 'win32' && missing.length === 0;
if (!canRun) console.warn(`SKIPPED: CGI with everything on, because of what is not installed: ${missing.join(', ')}`);

export function cgiCases(subject: Subject): void {
  test.runIf(canRun)('a script is told its request, and no secrets', async () => {
    const { fetch, isSecure } = await subject();
    const headers = { Proxy: 'http://evil', 'X-Own': 'a', Cookie: 'a=b' };
    const told = await (await fetch('/cgi-bin/env.pl/one%20two?q=a+b', { headers })).text();
    for (const line of [
      'REQUEST_METHOD=GET',
      'QUERY_STRING=q=a+b',
      'PATH_INFO=/one two',
      'SCRIPT_NAME=/cgi-bin/env.pl',
      'HTTP_X_OWN=a',
      'HTTP_COOKIE=a=b',
    ]) {
      expect(told.split('\n')).toContain(line);
    }
    expect(told).toMatch(/^SERVER_PROTOCOL=HTTP\/[\d.]+$/m);
    expect(/^HTTPS=on$/m.test(told)).toBe(isSecure);
    expect(told).not.toMatch(/HTTP_PROXY|HTTP_AUTHORIZATION|PORTICO/);
  });

  test.runIf(canRun)('content goes in and comes out, small and large', async () => {
    const { fetch } = await subject();
    const echoed = await fetch('/cgi-bin/echo.pl', { method: 'POST', body: 'abc' });
    expect([echoed.status, await echoed.text()]).toEqual([201, 'cba']);
    const large = await fetch('/cgi-bin/echo.pl', { method: 'POST', body: `a${'x'.repeat(500_000)}` });
    expect(await large.text()).toBe(`${'x'.repeat(500_000)}a`);
    expect((await (await fetch('/cgi-bin/big.pl')).text()).length).toBe(1_000_000);
    expect(await (await fetch('/hello.php?word=hi')).text()).toBe('PHP says hi.');
  });

  test.runIf(canRun)(
    'a path alone is answered in place of the script; with a status it is for the client',
    async () => {
      const { fetch } = await subject();
      for (const init of [{}, { method: 'POST', body: 'x'.repeat(1000) }]) {
        const near = await fetch('/cgi-bin/near.pl?a=b', init);
        expect([near.status, near.headers.get('Location'), await near.text()]).toEqual([200, null, 'a']);
      }
      const far = await fetch('/cgi-bin/far.pl');
      expect([far.status, far.headers.get('Location')]).toEqual([302, 'http://elsewhere.test/x']);
      const seen = await fetch('/cgi-bin/seen.pl');
      expect([seen.status, seen.headers.get('Location'), await seen.text()]).toEqual([303, '/list/a.txt', 'see']);
    },
  );

  test.runIf(canRun)('no source is ever shown', async () => {
    const { fetch } = await subject();
    for (const path of [
      '/cgi-bin/env.pl',
      '/cgi-bin/bad.pl',
      '/hello.php',
      '/hello.PHP',
      '/hello.php/',
      '/cgi-bin//env.pl',
    ]) {
      for (const method of ['GET', 'HEAD', 'POST']) {
        const answer = await fetch(path, { method, headers: { Range: 'bytes=0-' } });
        expect([path, method, /#!\/usr|<\?php/.test(await answer.text())]).toEqual([path, method, false]);
      }
    }
  });

  test.runIf(canRun)('a script that writes nonsense is 502, and the log says why', async () => {
    const { fetch, logged } = await subject();
    expect((await fetch('/cgi-bin/bad.pl')).status).toBe(502);
    await logged(/complaint of a script/);
    expect((await fetch('/cgi-bin/env.pl')).status).toBe(200);
  });

  test.runIf(canRun)('more at once than may run are answered one after the other', async () => {
    const { fetch } = await subject();
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => fetch(`/cgi-bin/env.pl?${n}`)));
    for (const [n, answer] of answers.entries()) expect(await answer.text()).toContain(`QUERY_STRING=${n}\n`);
  });
}
