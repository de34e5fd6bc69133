/**
 * The source text of functions that run in a visitor's browser. They may name each other and nothing else of their module.
 * @param start the one that is called
 */
// biome-ignore lint/complexity/noBannedTypes: any function has a source text
export function functionSource(start: Function, others: readonly Function[]): string {
  // esbuild (tsx) wraps functions in `__name`: it has to exist where the text runs
  const parts = ['const __name=(f)=>f', ...others.map(String), start.toString(), `${start.name}()`];
  return `(()=>{${parts.join(';\n')}})()`;
}
