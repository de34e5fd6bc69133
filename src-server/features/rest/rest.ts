import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerConfig } from '../../config/schema.ts';
import { HttpError } from '../../errors.ts';
import { prefixSegments, segmentsBelow } from '../../http/prefix.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import type { Feature, FeatureContext } from '../../pipeline/feature.ts';
import { assertOwnOrigin } from '../../pipeline/own-origin.ts';
import { closeIfContentPending, contentInHand } from '../../pipeline/pending-content.ts';
import { type Answer, answerResource } from './resources.ts';
import { acquireStores } from './shared-stores.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * REST APIs over JSON files, each below its own path; the longest path that fits answers.
 * @throws ServerError `OPTION_INVALID` for a file that is no such data
 */
export function rest(slice: ServerConfig['rest'], { config, report }: FeatureContext): Feature {
  const stores = acquireStores(
    slice.map(({ file, persist }) => ({ file: resolve(config.root, file), persist, report })),
  );
  const apis = slice
    .flatMap(({ at, delayMs }, i) => (stores[i] ? [{ at, prefix: prefixSegments(at), delayMs, ...stores[i] }] : []))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  const { maxBodyBytes } = config.limits;
  return {
    step: async (exchange, next) => {
      for (const { at, prefix, delayMs, store } of apis) {
        const below = segmentsBelow(at, exchange.target.segments);
        if (!below) continue;
        exchange.decide('rest', 'rest.resource', { at });
        if (delayMs > 0) await sleep(delayMs, undefined, { signal: exchange.signal });
        return respondJson(exchange, async () => {
          if (!SAFE_METHODS.has(exchange.method)) assertOwnOrigin(exchange, config.cors, 'any-origin-counts');
          return answerResource({ exchange, store, base: prefix, below, maxBodyBytes });
        });
      }
      return next();
    },
    close: async () => {
      for (const { release } of apis) await release();
    },
  };
}

/** Refusals are JSON here whatever the client accepts: these are programs. */
async function respondJson(exchange: Exchange, answer: () => Promise<Answer>): Promise<void> {
  const { status, fields, value } = await answer().catch(asAnswer);
  await contentInHand(exchange);
  if (status >= 400) closeIfContentPending(exchange);
  const content = value === undefined ? '' : `${JSON.stringify(value, null, 2)}\n`;
  const type = value === undefined ? {} : { 'Content-Type': 'application/json; charset=utf-8' };
  const always = { 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' };
  exchange.respond(status, { ...always, ...type, ...fields }, content);
}

function asAnswer(error: unknown): Answer {
  if (!(error instanceof HttpError)) throw error;
  return { status: error.status, fields: error.fields, value: { error: error.reason ?? error.message } };
}
