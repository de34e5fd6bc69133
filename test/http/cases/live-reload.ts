import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Subject } from '../support/served.ts';

const PAGE_LOAD = { headers: { Accept: 'text/html', 'Sec-Fetch-Dest': 'document' } };
const SCRIPT = '/.portico/live-reload.js';

export function liveReloadCases(subject: Subject): void {
  test('a page that is loaded has the script, what a script fetches has not', async () => {
    const { fetch } = await subject();
    const page = await fetch('/', PAGE_LOAD);
    expect(await page.text()).toContain(SCRIPT);
    const fetched = await fetch('/', { headers: { Accept: 'text/html', 'Sec-Fetch-Dest': 'empty' } });
    expect(await fetched.text()).not.toContain(SCRIPT);
    expect(page.headers.get('ETag')).not.toBe(fetched.headers.get('ETag'));
    expect(await (await fetch('/app.js', PAGE_LOAD)).text()).not.toContain(SCRIPT);
    expect(await (await fetch('/list/', PAGE_LOAD)).text()).toContain(SCRIPT);
    expect((await fetch(SCRIPT)).headers.get('Content-Type')).toMatch(/^text\/javascript/);
  });

  test('changes in the folder and in a mount are told at once', async () => {
    const { fetch, folder } = await subject();
    const controller = new AbortController();
    const events = await fetch('/.portico/events', { signal: controller.signal });
    expect(events.headers.get('Content-Type')).toBe('text/event-stream');
    let told = '';
    const reading = (async () => {
      for await (const chunk of events.body as unknown as AsyncIterable<Uint8Array>)
        told += Buffer.from(chunk).toString();
    })().catch(() => undefined);
    await expect.poll(() => told).toContain('event: version');
    await writeFile(join(folder, 'public/styles/main.css'), 'body { color: red }');
    await expect.poll(() => told, { timeout: 5000 }).toContain('/styles/main.css');
    const before = told.length;
    await writeFile(join(folder, 'docs/deep/plain.txt'), 'plain');
    await expect.poll(() => told.slice(before), { timeout: 5000 }).toContain('event: change');
    controller.abort();
    await reading;
  });
}
