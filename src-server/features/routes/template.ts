import { escapeHtml } from '../../http/escape.ts';

/** What `{{params.x}}`, `{{query.x}}` and `{{body.x}}` stand for in one request. */
export interface TemplateValues {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Parsed content of the request. */
  readonly body: unknown;
}

const PLACEHOLDER = /\{\{\s*(params|query|body)\.([^{}\s]+)\s*\}\}/g;

export const usesBody = (template: unknown): boolean => /\{\{\s*body\./.test(JSON.stringify(template) ?? '');

/** Replaces the placeholders of a text; what a request does not have becomes nothing. `encode` suits the media type. */
export function fillText(text: string, values: TemplateValues, encode: (value: string) => string): string {
  return text.replace(PLACEHOLDER, (_, source: string, name: string) => encode(textOf(lookUp(values, source, name))));
}

/** Fills every string inside a JSON value. Encoding it as JSON afterwards escapes what was filled in. */
export function fillJson(template: unknown, values: TemplateValues): unknown {
  if (typeof template === 'string') return fillText(template, values, (value) => value);
  if (Array.isArray(template)) return template.map((item) => fillJson(item, values));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, fillJson(value, values)]));
}

/** How a value is written inside a text of this media type, so that it stays a value there. */
export function encoderFor(mediaType: string): (value: string) => string {
  if (/\bjson\b/i.test(mediaType)) return (value) => JSON.stringify(value).slice(1, -1);
  if (/\b(?:html|xml|svg)/i.test(mediaType)) return escapeHtml; // a link with a script in its query must stay text
  return (value) => value;
}

function lookUp(values: TemplateValues, source: string, name: string): unknown {
  if (source === 'query') return values.query.get(name);
  if (source === 'params') return Object.hasOwn(values.params, name) ? values.params[name] : undefined;
  return name.split('.').reduce<unknown>((value, key) => {
    const isObject = typeof value === 'object' && value !== null;
    return isObject && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  }, values.body);
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
