import type { Plugin } from 'vite';

const texts = new Map<string, string>();

/**
 * Keeps a program as text behind the bundle that asks for it.
 * @param name unlike that of any other program
 * @returns an expression that gives the text
 */
export function carriedText(name: string, program: string): string {
  const holder = `carried_${name.replace(/\W/g, '_')}`;
  if (program.includes(END_WITHIN))
    throw new Error(`${name} contains ${END_WITHIN}, which stands for the end of a comment`);
  texts.set(holder, program.replaceAll('*/', END_WITHIN));
  return `${holder}.toString().slice(${head(holder).length}, ${-TAIL.length}).replaceAll('${END_WITHIN}', '*/')`;
}

/**
 * Puts the texts at the end of the bundle, each as a comment that fills a function: V8 passes it over, where a string would be
 * read letter by letter and held a second time.
 */
export function carriedTexts(): Plugin {
  return {
    name: 'portico:carried-texts',
    applyToEnvironment: ({ config }) => config.consumer === 'server',
    renderChunk(code) {
      const held = [...texts].filter(([holder]) => code.includes(`${holder}.toString()`));
      held.sort(([a], [b]) => (a < b ? -1 : 1)); // they are made side by side: the same source shall make the same file
      const functions = held.map(([holder, text]) => `${head(holder)}${text}${TAIL}\n`);
      return { code: code + functions.join(''), map: null };
    },
  };
}

const head = (holder: string): string => `function ${holder}() {/*\n`;
/** Stands for what would end the comment. */
const END_WITHIN = '*~/';
const TAIL = '\n*/}';
