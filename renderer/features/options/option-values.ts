import { type ConfigInput, OPTIONS, type OptionKey } from '../../../src-server/config/schema.ts';
import { GROUPS, isSwitchedOn, optionsOf } from './presentation.ts';
import { fallbackOf } from './shape.ts';

/** What an option stands at: as configured, else its default. */
export function currentValue(config: ConfigInput, key: OptionKey): unknown {
  return config[key] ?? fallbackOf(OPTIONS[key].schema);
}

export function isDefault(config: ConfigInput, key: OptionKey): boolean {
  return config[key] === undefined;
}

/** How many features are on, in one group or in all. */
export function countOn(config: ConfigInput, groups: readonly (typeof GROUPS)[number][] = GROUPS): number {
  return groups.flatMap(optionsOf).filter((key) => isSwitchedOn(key, currentValue(config, key))).length;
}

/** True when the table takes the value as it is. */
export function isValid(key: OptionKey, value: unknown): boolean {
  return OPTIONS[key].schema.safeParse(value).success;
}
