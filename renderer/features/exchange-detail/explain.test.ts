import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ShownDetail } from '../../../electron/ipc/contract.ts';
import { createI18n } from '../../i18n/index.ts';
import { record } from '../requests/test-record.ts';
import { explain } from './explain.ts';
import { TRACE_WORDS } from './trace-words.ts';

const ENGINE = join(import.meta.dirname, '../../../src-server');

const { t } = await createI18n('en');
const detail: ShownDetail = {
  record: record({ status: 404, target: '/about.html' }),
  requestFields: [['Accept', 'text/html,*/*']],
  responseFields: [],
  trace: [
    { step: 'static', verdict: 'skipped', code: 'static.none' },
    { step: 'error', verdict: 'refused', code: 'error.404' },
    { step: 'static', verdict: 'skipped', code: 'static.near-case', params: { name: 'About.html' } },
  ],
  timing: { headMs: 1, endMs: 1 },
};

test('says what was tried, why it was refused and what was probably meant', () => {
  const reasons = explain(t, detail, { spa: true });
  expect(reasons.map(({ kind }) => kind)).toEqual(['skipped', 'refused', 'near']);
  expect(reasons[2]?.title).toContain('About.html exists; only the case differs.');
});

test('the sentence that was sent is quoted where the page speaks another language', async () => {
  const params = { reason: 'DELETE is not possible here.' };
  const refused = { ...detail, trace: [{ step: 'error', verdict: 'refused', code: 'error.405', params } as const] };
  const { t: chinese } = await createI18n('zh');
  expect(explain(t, refused, { spa: true })[0]?.detail).toBe(params.reason);
  expect(explain(chinese, refused, { spa: true })[0]).toMatchObject({
    title: '这里不能用这个方法',
    detail: '回应里写着：「DELETE is not possible here.」',
  });
});

test('names the feature that would have answered', () => {
  expect(explain(t, detail, {}).at(-1)).toMatchObject({ kind: 'off', feature: 'spa' });
  const folder = { ...detail, trace: [{ step: 'static', verdict: 'skipped', code: 'static.directory' } as const] };
  expect(explain(t, folder, { listing: false }).at(-1)).toMatchObject({ kind: 'off', feature: 'listing' });
});

test('a script that is missing is no page load: nothing would have answered', () => {
  const script = { ...detail, requestFields: [['Accept', '*/*']] as const };
  expect(explain(t, script, {}).some(({ kind }) => kind === 'off')).toBe(false);
});

test('there are words for every code that the engine writes', () => {
  const sources = readdirSync(ENGINE, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => readFileSync(join(ENGINE, path), 'utf8'));
  const codes = sources.flatMap((text) => [
    ...[...text.matchAll(/decide\(\s*'[\w-]+',\s*'([\w.-]+)'/g)].map(([, code]) => code),
    ...[...text.matchAll(/code: '([\w-]+\.[\w.-]+)'/g)].map(([, code]) => code),
  ]);
  expect(codes.length).toBeGreaterThan(15);
  expect(codes.filter((code) => !Object.hasOwn(TRACE_WORDS, code ?? ''))).toEqual([]);
});

test('an unknown code is shown as it is', () => {
  const odd = { ...detail, trace: [{ step: 'x', verdict: 'decided', code: 'new.thing' } as const] };
  expect(explain(t, odd, { spa: true })[0]?.title).toBe('new.thing');
});
