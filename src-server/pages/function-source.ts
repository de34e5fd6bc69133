/**
 * The source text of functions that run elsewhere: in a visitor's browser, or in a thread that must start without a file of
 * its own (the command line is one built file). They may name each other and nothing else of their module.
 * @param start the one that is called, with `argument` (source text) if it takes one
 */
// biome-ignore lint/complexity/noBannedTypes: any function has a source text
export function functionSource(start: Function, others: readonly Function[], argument = ''): string {
  // esbuild (tsx) wraps functions in `__name`: it has to exist where the text runs
  const parts = ['const __name=(f)=>f', ...others.map(String), start.toString(), `${start.name}(${argument})`];
  return `(()=>{${parts.join(';\n')}})()`;
}
