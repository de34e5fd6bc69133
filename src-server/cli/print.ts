/** Writes to stdout. Resolves when the text has left: the program may end right after. */
export function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}
