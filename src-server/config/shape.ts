import * as z from 'zod/mini';

/** Reads zod schemas through their public classes: what the command line, messages and "only what differs" are made from. */

/** The schema without default and optionality; a union gives each of its members. */
export function members(schema: z.ZodMiniType): readonly z.ZodMiniType[] {
  if (
    schema instanceof z.ZodMiniDefault ||
    schema instanceof z.ZodMiniPrefault ||
    schema instanceof z.ZodMiniOptional ||
    schema instanceof z.ZodMiniNullable
  ) {
    return members(schema.def.innerType as z.ZodMiniType);
  }
  if (schema instanceof z.ZodMiniLazy) return members(schema._zod.innerType as z.ZodMiniType);
  if (schema instanceof z.ZodMiniUnion) return schema.def.options.flatMap((option) => members(option as z.ZodMiniType));
  return [schema];
}

/** Named parts of every object among the members; a name that several have comes with each of its schemas. */
export function parts(schema: z.ZodMiniType): ReadonlyMap<string, readonly z.ZodMiniType[]> {
  const found = new Map<string, readonly z.ZodMiniType[]>();
  for (const member of members(schema)) {
    if (!(member instanceof z.ZodMiniObject)) continue;
    for (const [name, part] of Object.entries(member.shape)) {
      found.set(name, [...(found.get(name) ?? []), part as z.ZodMiniType]);
    }
  }
  return found;
}

/** Schemas of the value that stands under `key`: a part, a list's element or a record's value. */
export function below(schema: z.ZodMiniType, key: PropertyKey): readonly z.ZodMiniType[] {
  return members(schema).flatMap((member) => {
    if (member instanceof z.ZodMiniObject)
      return key in member.shape ? [member.shape[key as string] as z.ZodMiniType] : [];
    if (member instanceof z.ZodMiniArray) return [member.def.element as z.ZodMiniType];
    if (member instanceof z.ZodMiniRecord) return [member.def.valueType as z.ZodMiniType];
    return [];
  });
}
