import { basename } from 'node:path';
import { isPlainObject } from '../../config/plain-object.ts';
import type { ServerConfig } from '../../config/schema.ts';

const HIDDEN = '(hidden)';
/** Names of fields and parts whose values let somebody in. */
const SECRET = /^(password.*|authorization|proxy-authorization|cookie|set-cookie|.*(token|secret|api-?key))$/i;

/** The resolved options as JSON, without what nobody should read over a shoulder. */
export function printableConfig(config: ServerConfig): string {
  const resolved = { ...config, name: config.name || basename(config.root) };
  return `${JSON.stringify(hideSecrets(resolved), null, 2)}\n`;
}

function hideSecrets(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return SECRET.test(key) ? HIDDEN : withoutPassword(value);
  if (Array.isArray(value)) return value.map((item) => hideSecrets(item, key));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hideSecrets(inner, name)]));
}

/** `http://name:password@host/` */
function withoutPassword(text: string): string {
  return text.replace(/^([a-z]+:\/\/[^/@:]*):[^/@]*@/i, `$1:${HIDDEN}@`);
}
