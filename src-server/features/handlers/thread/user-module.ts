import { data } from './parent.ts';

export type Handler = (request: Request) => unknown;
type Exports = Record<string, unknown> & { readonly default?: { fetch?: unknown } };

/** HTTP/2 takes any word for a method: helpers that the module exports must not be called by their names. */
const METHOD = /^[A-Z-]+$/;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** The module's answer to a method; undefined if it has none. */
export const handlerOf: Promise<(method: string) => Handler | undefined> = load();

async function load(): Promise<(method: string) => Handler | undefined> {
  const module: Exports = await import(data.url);
  const object = module.default;
  const whole = typeof object?.fetch === 'function' ? (object.fetch.bind(object) as Handler) : undefined;
  const named = (method: string) => {
    const exported = METHOD.test(method) ? module[method] : undefined;
    return typeof exported === 'function' ? (exported as Handler) : undefined;
  };
  if (!whole && !METHODS.some(named)) {
    throw new Error(
      'It exports neither "default { fetch(request) }" nor a function that is named after a method, such as GET.',
    );
  }
  return (method) => named(method) ?? (method === 'HEAD' ? named('GET') : undefined) ?? whole;
}
