import { expect, test } from 'vitest';
import { OPTIONS, type OptionKey } from '../../../src-server/config/schema.ts';
import { EXAMPLES } from './examples.ts';
import { fromText } from './field-text.ts';
import { type Field, type Shape, shapeOf } from './shape.ts';

/** The field that an example is for, as the form has it. */
function fieldOf(name: string): Pick<Field, 'shape' | 'schema'> | undefined {
  const [option = '', inner] = name.split('.');
  const { schema } = OPTIONS[option as OptionKey];
  const shape: Shape = shapeOf(schema);
  if (inner !== undefined) {
    const objects = shape.kind === 'variants' ? shape.objects : [shape];
    const fields = objects.flatMap((one) => (one.kind === 'object' || one.kind === 'list' ? one.fields : []));
    return fields.find((field) => field.name === inner);
  }
  if (shape.kind !== 'variants') return { shape, schema };
  return shape.text && { shape: { kind: 'text' }, schema: shape.text };
}

test.each(Object.entries(EXAMPLES))('the example of %s, %s, is right', (name, text) => {
  const field = fieldOf(name);
  if (!field) throw new Error(`there is no field ${name}`);
  const parsed = fromText(field.shape, text);
  if (!parsed.ok) throw new Error(parsed.hint);
  expect(field.schema.safeParse(parsed.value)).toMatchObject({ success: true });
});
