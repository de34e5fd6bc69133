import type { ServerError } from '../errors.ts';

/** Wrong arguments or options; all that was found. Exit code 2. */
export class UsageError extends Error {
  readonly errors: readonly ServerError[];

  constructor(errors: readonly ServerError[]) {
    super(errors.map(({ message }) => message).join('\n'));
    this.errors = errors;
  }
}
