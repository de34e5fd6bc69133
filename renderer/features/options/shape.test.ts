import { expect, test } from 'vitest';
import { OPTIONS, type OptionKey } from '../../../src-server/config/schema.ts';
import { en } from '../../i18n/en.ts';
import { countOn, currentValue, isValid } from './option-values.ts';
import { GROUPS, isSwitchedOn, optionsOf, SWITCHES } from './presentation.ts';
import { type Field, type Shape, shapeOf } from './shape.ts';

const keys = GROUPS.flatMap(optionsOf);

test('an option that is off, plain, or an object is one of several forms', () => {
  expect(shapeOf(OPTIONS.upload.schema)).toMatchObject({ kind: 'variants', plain: true });
  expect(shapeOf(OPTIONS.tls.schema)).toMatchObject({ objects: [{ mode: 'local-ca' }, { mode: 'files' }] });
  expect(shapeOf(OPTIONS.cache.schema)).toMatchObject({ choices: ['revalidate', 'no-store'] });
  expect(shapeOf(OPTIONS.proxy.schema).kind).toBe('list');
  expect(shapeOf(OPTIONS.dotfiles.schema)).toEqual({ kind: 'choice', values: ['hide', 'serve'] });
});

test('a field that takes any JSON is one text', () => {
  const routes = shapeOf(OPTIONS.routes.schema);
  const fields = routes.kind === 'list' ? routes.fields : [];
  expect(fields.find(({ name }) => name === 'body')?.shape).toEqual({ kind: 'json' });
});

test('units come from the names of the fields', () => {
  const upload = shapeOf(OPTIONS.upload.schema);
  const fields = upload.kind === 'variants' ? upload.objects[0]?.fields : [];
  expect(fields?.find(({ name }) => name === 'maxBytes')?.shape).toEqual({ kind: 'number', unit: 'bytes' });
});

test('every option of the page has a title and a sentence, every field a label', () => {
  const missing = keys.flatMap((key) => {
    const shape = shapeOf(OPTIONS[key].schema);
    const names = [...fieldNames(shape), ...(shape.kind === 'variants' && shape.text ? ['value'] : [])];
    const labels = names.map((name) => `field.${key}.${name}`);
    return [`option.${key}`, `option.${key}.text`, ...labels].filter((word) => !(word in en));
  });
  expect(missing).toEqual([]);
});

function fieldNames(shape: Shape): readonly string[] {
  const names = (fields: readonly Field[]): readonly string[] =>
    fields.flatMap(({ name, shape: inner }) => [name, ...(inner.kind === 'list' ? names(inner.fields) : [])]);
  if (shape.kind === 'variants') return [...new Set(shape.objects.flatMap(({ fields }) => names(fields)))];
  return shape.kind === 'object' || shape.kind === 'list' ? names(shape.fields) : [];
}

test('what switching on and off sets is accepted by the table', () => {
  for (const [key, { on, off }] of Object.entries(SWITCHES) as [OptionKey, { on: unknown; off: unknown }][]) {
    expect([key, isValid(key, off), on === undefined || isValid(key, on)]).toEqual([key, true, true]);
    expect([key, isSwitchedOn(key, off), on === undefined || isSwitchedOn(key, on)]).toEqual([key, false, true]);
  }
});

test('defaults count as on where they are', () => {
  expect(currentValue({}, 'listing')).toBe(true);
  expect(countOn({})).toBe(3); // listing, compression, the next free port
  expect(countOn({ listing: false, upload: true, proxy: [{ at: '/api', target: 'http://127.0.0.1:4000' }] })).toBe(4);
});
