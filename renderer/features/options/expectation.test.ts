import { expect, test } from 'vitest';
import { OPTIONS, type OptionKey } from '../../../src-server/config/schema.ts';
import { createI18n } from '../../i18n/index.ts';
import { expectation } from './expectation.ts';
import { fromText } from './field-text.ts';
import { type Field, type Shape, shapeOf } from './shape.ts';

const ODD = ['x', 'a b', '0', '2.5', '999999', 'a:b', 'a b: c\u0001', '{', 'é: \u2028', 'x/y', '\u0001'];

function fieldsOf(shape: Shape): readonly Field[] {
  if (shape.kind === 'variants') return shape.objects.flatMap(fieldsOf);
  if (shape.kind !== 'object' && shape.kind !== 'list') return [];
  return shape.fields.flatMap((field) => [field, ...fieldsOf(field.shape)]);
}

const { t: zh } = await createI18n('zh');
/** Kinds that are written into a text field. */
const TYPED = ['text', 'texts', 'number', 'map', 'json'];

test('whatever is typed into a field, what is wrong is said in Chinese', () => {
  const said = (Object.keys(OPTIONS) as OptionKey[]).flatMap((key) => {
    const { schema } = OPTIONS[key];
    const shape = shapeOf(schema);
    const fields = [{ shape, schema }, ...fieldsOf(shape)].filter(({ shape: { kind } }) => TYPED.includes(kind));
    return fields.flatMap(({ shape: typed, schema: wanted }) =>
      ODD.map((text) => fromText(typed, text)).map((parsed) => parsed.ok && expectation(zh, wanted, parsed.value)),
    );
  });
  const words = said.filter((text) => typeof text === 'string');
  expect(words.length).toBeGreaterThan(50);
  expect(words.filter((text) => !/应该[写是]：/.test(text) || /[Ii]nvalid|expected|[a-z] or [a-z]/.test(text))).toEqual(
    [],
  );
});

test('a value is told by what would be right, a name also by what it is', () => {
  expect(expectation(zh, OPTIONS.inspect.schema, 'x')).toBe('应该写：以「/」开头的路径。');
  expect(expectation(zh, OPTIONS.mediaTypes.schema, { foo: 'text/x' })).toBe(
    '名称不能是 "foo"，应该是：扩展名，例如 .foo。',
  );
  expect(expectation(zh, OPTIONS.mediaTypes.schema, { '.foo': 'text/x' })).toBeUndefined();
});
