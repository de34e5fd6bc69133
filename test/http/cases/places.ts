import { expect, test } from 'vitest';
import type { Subject } from '../support/served.ts';

const PLAIN = { headers: { Accept: 'text/plain' } };

export function dotfileCases(subject: Subject, dotfiles: 'hide' | 'serve'): void {
  const status = async (path: string) => (await (await subject()).fetch(path)).status;

  test('what everybody may know is shown, dot or not', async () => {
    expect(await (await (await subject()).fetch('/.well-known/security.txt')).text()).toBe('Contact: me');
  });

  if (dotfiles === 'serve') {
    test('names with a dot in front are names as any other', async () => {
      const { fetch } = await subject();
      for (const path of ['/.env', '/%2eenv']) expect(await (await fetch(path)).text()).toBe('SECRET=1');
      expect(await (await fetch('/?list', PLAIN)).text()).toContain('.env\n');
    });
  } else {
    test('names with a dot in front are neither shown nor listed', async () => {
      const { fetch } = await subject();
      for (const method of ['GET', 'HEAD', 'PUT', 'DELETE']) {
        for (const path of ['/.env', '/%2eenv', '/inbox/.env']) {
          const refused = await fetch(path, { method, ...(method === 'PUT' ? { body: 'x' } : {}) });
          expect([method, path, refused.status >= 400 && refused.status < 500]).toEqual([method, path, true]);
          expect(await refused.text()).not.toContain('SECRET');
        }
      }
      expect(await (await fetch('/?list', PLAIN)).text()).not.toContain('.env');
    });
  }

  test("what is the server's own stays hidden, dotfiles or not", async () => {
    for (const path of ['/.portico', '/.portico/', '/inbox/.portico-upload-1', '/..', '/...%2f'])
      expect([path, await status(path)]).toEqual([path, expect.toSatisfy((code: number) => code >= 400 && code < 500)]);
  });
}

const ONTO_A_LINK = {
  inside: { inner: 200, outer: 404 },
  follow: { inner: 200, outer: 200 },
  refuse: { inner: 404, outer: 404 },
};

export function symlinkCases(subject: Subject, symlinks: keyof typeof ONTO_A_LINK): void {
  const { inner, outer } = ONTO_A_LINK[symlinks];
  test.runIf(process.platform !== 'win32')(`links: within the folder ${inner}, out of it ${outer}`, async () => {
    const { fetch } = await subject();
    const within = await fetch('/in.txt');
    expect([within.status, (await within.text()) === 'a']).toEqual([inner, inner === 200]);
    const out = await fetch('/out.txt');
    expect([out.status, (await out.text()) === 'SECRET']).toEqual([outer, outer === 200]);
    expect((await fetch('/away/secret.txt')).status).toBe(outer);
  });

  test.runIf(process.platform !== 'win32')('a link is no way around what must stay hidden', async () => {
    const { fetch } = await subject();
    for (const path of ['/source-of-script.txt', '/source-of-page.txt', '/source-of-handlers.txt']) {
      expect([path, (await fetch(path)).status]).toEqual([path, 404]);
    }
  });
}
