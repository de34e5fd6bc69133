/** Small choices about how things look, kept by the page itself. Everything that matters is kept by main. */

export function readStored<T>(key: string): Partial<T> | undefined {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') ?? undefined;
  } catch {
    return undefined; // not allowed, or not ours: the default is as good
  }
}

export function store(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // full or not allowed: the choice lasts until the window closes
  }
}
