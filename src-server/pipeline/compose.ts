import type { Exchange } from './exchange.ts';

type Next = () => Promise<void>;
/** A feature's part in an exchange: answers it, or calls `next()` once. */
export type Step = (exchange: Exchange, next: Next) => Promise<void> | void;

/** @throws Error if a step calls `next()` twice: the response would be written twice. */
export function compose(steps: readonly Step[]): (exchange: Exchange) => Promise<void> {
  return (exchange) => {
    let reached = -1;
    const run = async (index: number): Promise<void> => {
      if (index <= reached) throw new Error('next() called twice');
      reached = index;
      await steps[index]?.(exchange, () => run(index + 1));
    };
    return run(0);
  };
}
