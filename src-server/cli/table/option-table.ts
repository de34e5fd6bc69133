/** All of the command line that needs the option table. Few starts do: see `plain-line.ts`. */
export { helpText } from './help.ts';
export { checkOptions, readCommandLine, resolveOptions } from './options.ts';
export { printableConfig } from './print-config.ts';
