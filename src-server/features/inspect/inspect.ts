import { acceptsExplicitly } from '../../http/accept.ts';
import { segmentsBelow } from '../../http/prefix.ts';
import { preferredLanguage } from '../../pages/language.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import type { Feature, FeatureContext } from '../../pipeline/feature.ts';
import { readContent } from '../../pipeline/read-content.ts';
import { delay } from './delay.ts';
import { describeRequest, requestFields } from './describe-request.ts';
import { echo } from './echo.ts';
import { inspectPage, pagePolicy } from './page.ts';
import { answerStatus } from './status.ts';

/** Answers any request with what it was: for building and testing clients. */
export function inspect(at: string, { config }: FeatureContext): Feature {
  const { maxBodyBytes } = config.limits;
  return {
    step: async (exchange, next) => {
      const below = segmentsBelow(at, exchange.target.segments);
      if (!below) return next();
      const [tool = '', argument = ''] = below;
      exchange.decide('inspect', `inspect.${TOOLS.has(tool) ? tool : 'request'}`);
      exchange.onHead(({ fields }) => fields.set('Cache-Control', 'no-store'));
      if (tool === 'echo') return echo(exchange, maxBodyBytes);
      if (tool === 'delay') await delay(argument, exchange.signal);
      const content = await readContent(exchange, maxBodyBytes);
      if (tool === 'status') return answerStatus(exchange, argument, at);
      if (tool === 'headers') return answer(exchange, { headers: requestFields(exchange) });
      if (tool === 'ip') return answer(exchange, { client: exchange.client });
      answer(exchange, await describeRequest(exchange, content));
    },
  };
}

const TOOLS = new Set(['status', 'delay', 'echo', 'headers', 'ip']);

/** JSON for programs, a page for a browser that loads one. */
function answer(exchange: Exchange, description: object): void {
  const common = { Vary: 'Accept, Accept-Language', 'X-Content-Type-Options': 'nosniff' };
  if (acceptsExplicitly(exchange.field('accept'), 'text/html')) {
    const title = `${exchange.method} ${exchange.rawTarget}`;
    const fields = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': pagePolicy(), ...common };
    exchange.respond(
      200,
      fields,
      inspectPage(title, description, preferredLanguage(exchange.field('accept-language'))),
    );
    return;
  }
  const fields = { 'Content-Type': 'application/json; charset=utf-8', ...common };
  exchange.respond(200, fields, `${JSON.stringify(description, null, 2)}\n`);
}
