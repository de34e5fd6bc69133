import type * as z from 'zod/mini';

/** What the form needs to know of an option's schema: the table says it once, and this reads it out. Pure. */
export type Shape =
  | { readonly kind: 'boolean' | 'text' | 'texts' | 'map' | 'json' | 'password' }
  | { readonly kind: 'number'; readonly unit: 'bytes' | 'ms' | 's' | undefined }
  | { readonly kind: 'choice'; readonly values: readonly (string | number)[] }
  | { readonly kind: 'object'; readonly fields: readonly Field[]; readonly mode?: string }
  | { readonly kind: 'list'; readonly fields: readonly Field[] }
  | Variants;

/** One of several forms, as in `false | true | {…}`. */
export interface Variants {
  readonly kind: 'variants';
  /** `true` alone switches it on. */
  readonly plain: boolean;
  readonly choices: readonly string[];
  readonly text: z.ZodMiniType | undefined;
  readonly objects: readonly Extract<Shape, { kind: 'object' }>[];
}

export interface Field {
  readonly name: string;
  readonly shape: Shape;
  readonly schema: z.ZodMiniType;
  readonly fallback: unknown;
  readonly required: boolean;
}

/** The parts of zod's description of a schema that are used here. */
interface Def {
  readonly type: string;
  readonly innerType?: z.ZodMiniType;
  readonly defaultValue?: unknown;
  readonly options?: readonly z.ZodMiniType[];
  readonly shape?: Readonly<Record<string, z.ZodMiniType>>;
  readonly element?: z.ZodMiniType;
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
}

export function shapeOf(schema: z.ZodMiniType, name = ''): Shape {
  const { inner } = unwrap(schema);
  const { type, options = [], shape = {}, element, entries = {} } = defOf(inner);
  switch (type) {
    case 'boolean':
      return { kind: 'boolean' };
    case 'number':
      return { kind: 'number', unit: unitOf(name) };
    case 'enum':
      return { kind: 'choice', values: Object.values(entries) };
    case 'record':
      return { kind: 'map' };
    case 'object':
      return objectShape(shape);
    case 'array':
      return listShape(element);
    case 'union':
      return unionShape(options);
    case 'string':
      return { kind: name === 'passwordHash' ? 'password' : 'text' };
    default:
      return { kind: 'json' };
  }
}

export function fallbackOf(schema: z.ZodMiniType): unknown {
  return unwrap(schema).fallback;
}

function listShape(element: z.ZodMiniType | undefined): Shape {
  const item = element && defOf(unwrap(element).inner);
  return item?.type === 'object' ? { kind: 'list', fields: fieldsOf(item.shape ?? {}) } : { kind: 'texts' };
}

function unionShape(options: readonly z.ZodMiniType[]): Shape {
  const defs = options.map((option) => ({ option, def: defOf(unwrap(option).inner) }));
  const types = defs.map(({ def }) => def.type);
  const literals = defs.flatMap(({ def }) => (def.type === 'literal' ? (def.values ?? []) : []));
  if (types.every((type) => type === 'literal')) return { kind: 'choice', values: literals as (string | number)[] };
  if (types.every((type) => type === 'string' || type === 'array')) return { kind: 'texts' };
  if (types.includes('null')) return { kind: 'json' }; // whatever JSON can say
  if (!types.some((type) => type === 'boolean' || type === 'literal' || type === 'enum')) return { kind: 'json' };
  return {
    kind: 'variants',
    plain: types.includes('boolean'),
    choices: defs.flatMap(({ def }) => (def.type === 'enum' ? Object.values(def.entries ?? {}) : [])),
    text: defs.find(({ def }) => def.type === 'string')?.option,
    objects: defs.flatMap(({ def }) => (def.type === 'object' ? [objectShape(def.shape ?? {})] : [])),
  };
}

/** `mode` tells several objects of one option apart: it is a choice of its own, not a field. */
function objectShape(shape: Readonly<Record<string, z.ZodMiniType>>): Extract<Shape, { kind: 'object' }> {
  const mode = shape.mode && defOf(shape.mode).values?.[0];
  const { mode: _mode, ...rest } = shape;
  if (typeof mode === 'string') return { kind: 'object', fields: fieldsOf(rest), mode };
  return { kind: 'object', fields: fieldsOf(shape) };
}

function fieldsOf(shape: Readonly<Record<string, z.ZodMiniType>>): readonly Field[] {
  return Object.entries(shape).map(([name, schema]) => {
    const { fallback, optional } = unwrap(schema);
    return { name, schema, shape: shapeOf(schema, name), fallback, required: !optional && fallback === undefined };
  });
}

function unwrap(schema: z.ZodMiniType) {
  let inner = schema;
  let fallback: unknown;
  let optional = false;
  for (;;) {
    const { type, innerType, defaultValue } = defOf(inner);
    if (!innerType || !/^(default|prefault|optional|nullable|lazy)$/.test(type)) return { inner, fallback, optional };
    fallback ??= defaultValue;
    optional ||= type === 'optional';
    inner = innerType;
  }
}

function defOf(schema: z.ZodMiniType): Def {
  const { innerType } = schema._zod as { readonly innerType?: z.ZodMiniType }; // what a lazy one stands for
  return { ...(innerType ? { innerType } : {}), ...(schema.def as unknown as Def) }; // its type differs with every kind of schema
}

function unitOf(name: string): 'bytes' | 'ms' | 's' | undefined {
  if (/Bytes$/.test(name)) return 'bytes';
  if (/Ms$/.test(name)) return 'ms';
  return /[a-z]S$/.test(name) ? 's' : undefined;
}
