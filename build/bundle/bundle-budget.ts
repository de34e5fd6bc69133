import type { Plugin, Rolldown } from 'vite';

/** Refuses a build whose page would read more script than this before it can show anything. */
export function bundleBudget(mostBytes: number): Plugin {
  return {
    name: 'bundle-budget',
    applyToEnvironment: ({ name }) => name === 'client',
    generateBundle(_options, bundle) {
      const bytes = initialBytes(Object.values(bundle));
      if (bytes > mostBytes) this.error(tooLarge(bytes, mostBytes));
    },
  };
}

type Part = Pick<Rolldown.OutputChunk, 'type' | 'fileName' | 'code' | 'isEntry' | 'imports'>;

/** Bytes of the entries and of all that they import, without what is loaded later. */
export function initialBytes(bundle: readonly (Part | Rolldown.OutputAsset)[]): number {
  const chunks = new Map(bundle.filter((part) => part.type === 'chunk').map((chunk) => [chunk.fileName, chunk]));
  const initial = new Set<Part>();
  const add = (chunk: Part | undefined): void => {
    if (!chunk || initial.has(chunk)) return;
    initial.add(chunk);
    for (const name of chunk.imports) add(chunks.get(name));
  };
  for (const chunk of chunks.values()) if (chunk.isEntry) add(chunk);
  return [...initial].reduce((sum, { code }) => sum + Buffer.byteLength(code), 0);
}

function tooLarge(bytes: number, most: number): string {
  const kilobytes = (n: number) => `${Math.ceil(n / 1000)} kB`;
  return `the page starts with ${kilobytes(bytes)} of script, and ${kilobytes(most)} are allowed: load what is not needed at start with import()`;
}
