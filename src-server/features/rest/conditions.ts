import { HttpError } from '../../errors.ts';
import { type Item, ownValue } from './data.ts';
import { OPERATORS, type Operator } from './operators.ts';

/** A field must fit at least one of the values; with `ne` it must differ from all of them. */
export interface Condition {
  readonly path: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

const NOT_FIELDS = new Set(
  ['_sort', '_order', '_page', '_per_page', '_limit', '_start', '_end', '_embed', '_expand', 'q'].concat('_'), // "_": jQuery
);
/** The older dialect: `views_gte=10`. Not `in`, so that a field such as "check_in" stays a field. */
const SUFFIX = /^(.+)_(eq|ne|gt|gte|lt|lte|like|contains|startsWith|endsWith)$/;

export function conditionsOf(params: URLSearchParams): Condition[] {
  const names = [...new Set(params.keys())].filter((name) => !NOT_FIELDS.has(name));
  return names.map((name) => ({ ...fieldAndOperator(name), values: params.getAll(name) }));
}

function fieldAndOperator(name: string): { path: string; operator: Operator } {
  const colon = name.lastIndexOf(':');
  if (colon > 0) {
    const operator = name.slice(colon + 1);
    if (Object.hasOwn(OPERATORS, operator)) return { path: name.slice(0, colon), operator: operator as Operator };
    const known = Object.keys(OPERATORS).join(', ');
    throw new HttpError(400, `"${operator}" is no operator; there are ${known}.`);
  }
  const [, path, operator] = SUFFIX.exec(name) ?? [];
  if (path !== undefined) return { path, operator: operator === 'like' ? 'contains' : (operator as Operator) };
  return { path: name, operator: 'eq' };
}

/** One test for a whole query, prepared once and run for every item. */
export function compileConditions(conditions: readonly Condition[]): (item: Item) => boolean {
  const all = conditions.map(({ path, operator, values }) => {
    const read = compilePath(path);
    const tests = values.map((operand) => OPERATORS[operator](operand));
    return operator === 'ne'
      ? (item: Item) => tests.every((test) => test(read(item)))
      : (item: Item) => tests.some((test) => test(read(item)));
  });
  return (item) => all.every((fits) => fits(item));
}

/** Reads `a.b` and `tags[0]` from an item; undefined where there is nothing. */
export function compilePath(path: string): (item: Item) => unknown {
  const keys = path.replace(/\[(\d+)\]/g, '.$1').split('.');
  if (keys.length === 1) return (item) => ownValue(item, path);
  return (item) =>
    keys.reduce<unknown>(
      (value, key) => (typeof value === 'object' && value !== null ? ownValue(value, key) : undefined),
      item,
    );
}
