/**
 * A collection for things that come and go by the ten thousand a second. A `Set` or `Map` rebuilds its table again and
 * again, and V8 links each old table to the next one: once one of them is old, everything that passed through stays in
 * memory until the next full collection.
 */
export class Slots<T> implements Iterable<T> {
  readonly #slots: (T | undefined)[] = [];
  readonly #free: number[] = [];

  get size(): number {
    return this.#slots.length - this.#free.length;
  }

  /** @returns the slot, for `remove` */
  add(item: T): number {
    const slot = this.#free.pop() ?? this.#slots.length;
    this.#slots[slot] = item;
    return slot;
  }

  /** Call it once for each slot that `add` gave. */
  remove(slot: number): void {
    this.#slots[slot] = undefined;
    this.#free.push(slot);
  }

  *[Symbol.iterator](): Iterator<T> {
    for (const item of this.#slots) if (item !== undefined) yield item;
  }
}
