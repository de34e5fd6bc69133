import { z } from 'zod';

/** Reads zod schemas through their public classes: what the command line, messages and "only what differs" are made from. */

/** The schema without default and optionality; a union gives each of its members. */
export function members(schema: z.ZodType): readonly z.ZodType[] {
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable
  ) {
    return members(schema.unwrap() as z.ZodType);
  }
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => members(option as z.ZodType));
  return [schema];
}

/** Named parts of every object among the members; a name that several have comes with each of its schemas. */
export function parts(schema: z.ZodType): ReadonlyMap<string, readonly z.ZodType[]> {
  const found = new Map<string, readonly z.ZodType[]>();
  for (const member of members(schema)) {
    if (!(member instanceof z.ZodObject)) continue;
    for (const [name, part] of Object.entries(member.shape)) {
      found.set(name, [...(found.get(name) ?? []), part as z.ZodType]);
    }
  }
  return found;
}

/** Schemas of the value that stands under `key`: a part, a list's element or a record's value. */
export function below(schema: z.ZodType, key: PropertyKey): readonly z.ZodType[] {
  return members(schema).flatMap((member) => {
    if (member instanceof z.ZodObject) return key in member.shape ? [member.shape[key as string] as z.ZodType] : [];
    if (member instanceof z.ZodArray) return [member.element as z.ZodType];
    if (member instanceof z.ZodRecord) return [member.valueType as z.ZodType];
    return [];
  });
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
