import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Groups to run; all if empty. */
  readonly only: readonly string[];
  /** Times each contestant has its turn. */
  readonly rounds: number;
  /** How long a turn under load lasts. */
  readonly seconds: number;
  /** Files in the tree that is served for the start-up row. */
  readonly bigTree: number;
  /** The Node.js that runs the row of several workers: it must know `reusePort`. */
  readonly workersNode: string;
  /** Write `bench/results.md` and its picture; left out by default when only some groups run. */
  readonly write: boolean;
}

const FLAGS = {
  only: { type: 'string', default: '' },
  rounds: { type: 'string', default: '5' },
  seconds: { type: 'string', default: '3' },
  'big-tree': { type: 'string', default: '100000' },
  'workers-node': { type: 'string', default: process.execPath },
  write: { type: 'boolean' },
} as const;

/** @throws Error naming what was wrong and what would be right */
export function readOptions(args: readonly string[], groups: readonly string[]): BenchOptions {
  const { values } = parseArgs({ args: [...args], options: FLAGS, allowNegative: true });
  const only = values.only.split(',').filter((name) => name !== '');
  const unknown = only.filter((name) => !groups.includes(name));
  if (unknown.length > 0) throw new Error(`no group "${unknown.join('", "')}"; there are: ${groups.join(', ')}`);
  return {
    only,
    rounds: positive('rounds', values.rounds),
    seconds: positive('seconds', values.seconds),
    bigTree: positive('big-tree', values['big-tree']),
    workersNode: values['workers-node'],
    write: values.write ?? only.length === 0,
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} expects 1 or more, but was given "${text}"`);
  return value;
}
