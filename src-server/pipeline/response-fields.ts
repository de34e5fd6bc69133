/** The fields of a response before they are sent: ordered, names compared without regard to case. */
export class ResponseFields {
  /** name, value, name, value …: the form that `response.writeHead` takes. */
  readonly flat: string[] = [];

  constructor(init: Readonly<Record<string, string | readonly string[] | number | undefined>> = {}) {
    for (const [name, value] of Object.entries(init)) {
      if (Array.isArray(value)) for (const item of value) this.append(name, item);
      else if (value !== undefined) this.append(name, String(value));
    }
  }

  /** @param flat name, value, name, value … */
  static of(flat: readonly unknown[]): ResponseFields {
    const fields = new ResponseFields();
    for (const item of flat) fields.flat.push(String(item));
    return fields;
  }

  #indexOf(name: string, from = 0): number {
    const wanted = name.toLowerCase();
    for (let i = from; i < this.flat.length; i += 2) if (this.flat[i]?.toLowerCase() === wanted) return i;
    return -1;
  }

  get(name: string): string | undefined {
    const index = this.#indexOf(name);
    return index < 0 ? undefined : this.flat[index + 1];
  }

  has(name: string): boolean {
    return this.#indexOf(name) >= 0;
  }

  set(name: string, value: string): void {
    const index = this.#indexOf(name);
    if (index < 0) {
      this.append(name, value);
      return;
    }
    this.flat[index + 1] = value;
    for (let i = this.#indexOf(name, index + 2); i >= 0; i = this.#indexOf(name, i)) this.flat.splice(i, 2);
  }

  append(name: string, value: string): void {
    this.flat.push(name, value);
  }

  delete(name: string): void {
    for (let i = this.#indexOf(name); i >= 0; i = this.#indexOf(name, i)) this.flat.splice(i, 2);
  }

  /** Adds members to a list field (`Vary`, `Cache-Control` …) unless they are there. */
  addToList(name: string, ...members: readonly string[]): void {
    const present =
      this.get(name)
        ?.split(',')
        .map((member) => member.trim()) ?? [];
    const missing = members.filter((member) => !present.some((p) => p.toLowerCase() === member.toLowerCase()));
    if (missing.length > 0) this.set(name, [...present, ...missing].join(', '));
  }

  entries(): [name: string, value: string][] {
    const pairs: [string, string][] = [];
    for (let i = 0; i < this.flat.length; i += 2) pairs.push([this.flat[i] ?? '', this.flat[i + 1] ?? '']);
    return pairs;
  }
}
