import { HttpError } from '../../errors.ts';
import { type Condition, conditionsOf } from './conditions.ts';

export interface SortKey {
  readonly path: string;
  readonly descending: boolean;
}

/** Part of the result: pages in an envelope (`_per_page`), or a bare slice (`_limit`, `_start`, `_end`). */
export type Window =
  | { readonly kind: 'all' }
  | { readonly kind: 'pages'; readonly page: number; readonly perPage: number }
  | {
      readonly kind: 'slice';
      readonly start: number;
      readonly end: number;
      readonly page?: number;
      readonly limit?: number;
    };

export interface Query {
  readonly conditions: readonly Condition[];
  /** Each must be found somewhere in the item. */
  readonly texts: readonly string[];
  readonly sort: readonly SortKey[];
  readonly window: Window;
  readonly embed: readonly string[];
  readonly expand: readonly string[];
}

const DEFAULT_PER_PAGE = 10;

/** Both dialects of json-server: `_sort=-views` and `_sort=views&_order=desc`. @throws HttpError 400 */
export function parseQuery(query: string): Query {
  const params = new URLSearchParams(query);
  return {
    conditions: conditionsOf(params),
    texts: params.getAll('q').filter((text) => text !== ''),
    sort: sortOf(params),
    window: windowOf(params),
    embed: listOf(params, '_embed'),
    expand: listOf(params, '_expand'),
  };
}

/** Collections that `_dependent` names: their items go with the one that is deleted. */
export const dependentsOf = (query: string): string[] => listOf(new URLSearchParams(query), '_dependent');

const listOf = (params: URLSearchParams, name: string): string[] =>
  params.getAll(name).flatMap((value) => value.split(',').filter((part) => part !== ''));

function sortOf(params: URLSearchParams): SortKey[] {
  const orders = listOf(params, '_order').map((order) => order.toLowerCase());
  const wrong = orders.find((order) => order !== 'asc' && order !== 'desc');
  if (wrong !== undefined) throw new HttpError(400, `_order is "asc" or "desc", not "${wrong}".`);
  return listOf(params, '_sort').map((field, index) => ({
    path: field.replace(/^-/, ''),
    descending: field.startsWith('-') !== (orders[index] === 'desc'),
  }));
}

function windowOf(params: URLSearchParams): Window {
  const page = wholeNumber(params, '_page', 1);
  const perPage = wholeNumber(params, '_per_page', 1);
  const limit = wholeNumber(params, '_limit', 0);
  const start = wholeNumber(params, '_start', 0);
  const end = wholeNumber(params, '_end', 0);
  if (perPage !== undefined || (page !== undefined && limit === undefined)) {
    return { kind: 'pages', page: page ?? 1, perPage: perPage ?? DEFAULT_PER_PAGE };
  }
  if (page !== undefined && limit !== undefined) {
    return { kind: 'slice', start: (page - 1) * limit, end: page * limit, page, limit };
  }
  if (limit === undefined && start === undefined && end === undefined) return { kind: 'all' };
  const first = start ?? 0;
  return { kind: 'slice', start: first, end: end ?? (limit === undefined ? Number.POSITIVE_INFINITY : first + limit) };
}

function wholeNumber(params: URLSearchParams, name: string, least: number): number | undefined {
  const text = params.get(name);
  if (text === null) return undefined;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  if (value < least) throw new HttpError(400, `${name} is a whole number, ${least} or more, not "${text}".`);
  return value;
}
