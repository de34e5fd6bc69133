/** Targets remembered before the older half is forgotten: about as many small files as the hot cache holds. */
const HALF = 8_192;

/**
 * Which targets were asked for lately. To keep an answer costs as much as to make one: it is worth it for what is asked for
 * again, and not for each of a hundred thousand files that somebody copies.
 */
export class AskedLately {
  #young = new Set<number>();
  #old = new Set<number>();

  /** Notes that a target is asked for. @returns whether it was before */
  again(target: string): boolean {
    const hash = hashOf(target); // a clash keeps one answer too early
    if (this.#young.has(hash)) return true;
    const isKnown = this.#old.has(hash);
    if (this.#young.size >= HALF) {
      this.#old = this.#young;
      this.#young = new Set();
    }
    this.#young.add(hash);
    return isKnown;
  }
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
