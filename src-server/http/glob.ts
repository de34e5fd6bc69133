type Token =
  | { readonly kind: 'literal'; readonly character: string }
  | { readonly kind: 'within' } // "*": anything but "/"
  | { readonly kind: 'across' } // "**": anything
  | { readonly kind: 'folders' }; // "**" and "/" after a "/": no folder, or some with their slashes

/**
 * A glob on a decoded path with its leading "/": `*` within a segment, `**` across segments and, between two slashes, also
 * for no segment at all; every other character stands for itself. Never a backtracking regular expression: all positions
 * the pattern could be at are followed at once, so time is at most pattern × path, however hostile (CVE-2026-33671).
 */
export function compileGlob(pattern: string): (path: string) => boolean {
  const wildcard = pattern.indexOf('*');
  if (wildcard === -1) return (path) => path === pattern;
  const prefix = pattern.slice(0, wildcard);
  if (pattern.slice(wildcard) === '**') return (path) => path.startsWith(prefix);
  const suffix = pattern.slice(pattern.lastIndexOf('*') + 1);
  const tokens = tokenize(pattern);
  return (path) => path.startsWith(prefix) && path.endsWith(suffix) && matches(tokens, path);
}

function tokenize(pattern: string): Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern.charAt(i);
    if (character !== '*') tokens.push({ kind: 'literal', character });
    else if (pattern[i + 1] !== '*') tokens.push({ kind: 'within' });
    else {
      const folders = pattern[i - 1] === '/' && pattern[i + 2] === '/';
      tokens.push({ kind: folders ? 'folders' : 'across' });
      i += folders ? 2 : 1;
    }
  }
  return tokens;
}

/** `active[i]`: the path read so far can be matched by the tokens before `i`. */
function matches(tokens: readonly Token[], path: string): boolean {
  let active = new Uint8Array(tokens.length + 1);
  let next = new Uint8Array(tokens.length + 1);
  active[0] = 1;
  skipEmpty(tokens, active, '');
  for (let position = 0; position < path.length; position++) {
    const character = path.charAt(position);
    step(tokens, active, next, character);
    skipEmpty(tokens, next, character);
    [active, next] = [next, active];
  }
  return active[tokens.length] === 1;
}

function step(tokens: readonly Token[], active: Uint8Array, next: Uint8Array, character: string): void {
  next.fill(0);
  tokens.forEach((token, i) => {
    if (!active[i]) return;
    if (token.kind === 'literal') {
      if (token.character === character) next[i + 1] = 1;
    } else if (token.kind !== 'within' || character !== '/') next[i] = 1;
  });
}

/** Every wildcard may stand for nothing more; `folders` only where a folder's name is complete. */
function skipEmpty(tokens: readonly Token[], active: Uint8Array, last: string): void {
  tokens.forEach((token, i) => {
    if (active[i] && token.kind !== 'literal' && (token.kind !== 'folders' || last === '/')) active[i + 1] = 1;
  });
}
