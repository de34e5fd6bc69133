/** Runs what is asked of it one after the other, in the order asked. */
export class InOrder {
  #last: Promise<unknown> = Promise.resolve();

  /** What fails is told to whoever asked for it; the next one still gets its turn. */
  run<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#last.then(act);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Resolves when everything that was asked for so far has ended. */
  async settled(): Promise<void> {
    await this.#last;
  }
}
