import { join } from 'node:path';
import { CGI_DEFAULTS } from '../../config/defaults.ts';
import type { ServerConfig } from '../../config/schema.ts';
import { HttpError } from '../../errors.ts';
import type { RequestTarget } from '../../http/request-target.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import type { Feature, FeatureContext } from '../../pipeline/feature.ts';
import { redirectLocally } from '../../pipeline/local-redirect.ts';
import { readContent } from '../../pipeline/read-content.ts';
import { checkInterpreters } from './check-interpreters.ts';
import { baseEnvironment, metaVariables } from './environment.ts';
import { findScript, type Script } from './find-script.ts';
import { IdleTimer } from './idle-timer.ts';
import { RunningScript } from './run-script.ts';
import { faultResponse, ScriptFault } from './script-fault.ts';
import { sendOutput } from './send-output.ts';
import { Turnstile } from './turnstile.ts';

export type CgiConfig = Exclude<ServerConfig['cgi'], boolean>;

/** Requests that may wait for each script that may run. */
const WAITING_FOR_EACH = 16;

/** The option as given: `true` stands for its defaults. */
export function cgiConfig(option: Exclude<ServerConfig['cgi'], false>): CgiConfig {
  return option === true ? CGI_DEFAULTS : option;
}

/** Runs scripts: RFC 3875. */
export function cgi(option: Exclude<ServerConfig['cgi'], false>, context: FeatureContext): Feature {
  const config = cgiConfig(option);
  checkInterpreters(config, context.report);
  const unfinished = new Set<End>();
  const turnstile = new Turnstile(config.concurrency, config.concurrency * WAITING_FOR_EACH);

  return {
    step: async (exchange, next) => {
      const script = await findScript(context.files, exchange.target, config, context.config.index);
      if (!script) return next();
      const report = (text: string) => context.report(`cgi ${exchange.target.path}: ${text}`);
      if (script.kind === 'unrunnable') {
        report(script.problem);
        throw new HttpError(403, 'This script cannot be run. The log of the server says why.');
      }
      exchange.decide('cgi', 'cgi.script', { script: `/${script.segments.join('/')}` });
      const leave = await turnstile.enter(config.timeoutMs, exchange.signal);
      if (!leave) throw new HttpError(503, 'Too many scripts are running.', { 'Retry-After': '5' });
      const { maxBodyBytes } = context.config.limits;
      const location = await run(exchange, script, { config, report, maxBodyBytes, unfinished }).finally(leave);
      if (location !== undefined) sendOn(exchange, location, report);
    },
    close: async () => void (await Promise.allSettled(Array.from(unfinished, (end) => end()))),
  };
}

/** Ends a script that nobody waits for any more. Resolves when that is done: one that is not started yet is ended only then. */
type End = () => Promise<void>;

interface RunOptions {
  readonly config: CgiConfig;
  readonly report: (text: string) => void;
  readonly maxBodyBytes: number;
  readonly unfinished: Set<End>;
}

function sendOn(exchange: Exchange, location: string, report: (text: string) => void): void {
  try {
    redirectLocally(exchange, location);
    exchange.explain({ step: 'cgi', verdict: 'done', code: 'cgi.redirect', params: { target: location } });
  } catch (error) {
    report(`its Location ${location} cannot be followed: ${error instanceof Error ? error.message : error}`);
    throw error;
  }
}

/** @returns the path on this server that the script leads to instead of answering */
async function run(exchange: Exchange, script: Script, options: RunOptions): Promise<string | undefined> {
  const { report, config } = options;
  const whole = await readChunked(exchange, options.maxBodyBytes);
  const env = { ...baseEnvironment(), ...variablesFor(exchange, script, whole?.length) };
  const running = new RunningScript(script, env, report);
  let timedOut = false;
  const timer = new IdleTimer(config.timeoutMs, () => {
    timedOut = true;
    running.kill();
  });
  let isUnwanted = false;
  const left = () => {
    isUnwanted = true;
    running.kill();
  };
  const end = () => {
    if (!exchange.finished) left(); // the server stops, perhaps before it heard that the client has left
    return running.started;
  };
  options.unfinished.add(end);
  exchange.signal.addEventListener('abort', left);
  try {
    await feed(exchange, running, whole, timer);
    const location = await sendOutput(exchange, running.output, timer);
    await running.exited; // the response is out; its place is free when the script is gone
    return location;
  } catch (error) {
    running.kill();
    if (isUnwanted || exchange.signal.aborted) return undefined;
    if (timedOut) throw timeout(config.timeoutMs, report);
    if (error instanceof ScriptFault) report(error.message);
    throw error instanceof ScriptFault ? faultResponse(error) : error;
  } finally {
    options.unfinished.delete(end);
    timer.stop();
    exchange.signal.removeEventListener('abort', left);
  }
}

function timeout(timeoutMs: number, report: (text: string) => void): HttpError {
  report(`it was ended after ${timeoutMs / 1000} s without output`);
  return new HttpError(504, 'The script took too long.');
}

/** Content of unknown length is read first: scripts read as many bytes as CONTENT_LENGTH says (RFC 3875 §4.2). */
async function readChunked(exchange: Exchange, maxBodyBytes: number): Promise<Buffer | undefined> {
  if (exchange.field('content-length') !== undefined) return undefined;
  const hasContent = exchange.field('transfer-encoding') !== undefined || exchange.request.httpVersionMajor >= 2;
  return hasContent ? readContent(exchange, maxBodyBytes) : undefined;
}

async function feed(
  exchange: Exchange,
  { input, started }: RunningScript,
  whole: Buffer | undefined,
  timer: IdleTimer,
): Promise<void> {
  const length = Number(exchange.field('content-length') ?? 0);
  if (whole || length === 0) {
    input.end(whole);
    return;
  }
  await started; // before it nothing is asked of the client
  const content = exchange.openContent();
  content.on('data', () => timer.restart());
  content.pipe(input);
}

function variablesFor(exchange: Exchange, script: Script, wholeLength: number | undefined): Record<string, string> {
  const { request, target } = exchange;
  const { socket } = request;
  const sentLength = exchange.field('content-length');
  return metaVariables({
    method: exchange.method,
    httpVersion: request.httpVersion,
    rawHeaders: request.rawHeaders,
    rawTarget: exchange.rawTarget,
    query: target.query,
    authority: exchange.authority,
    secure: exchange.secure,
    localPort: socket.localPort ?? 0,
    client: exchange.client,
    clientPort: socket.remotePort ?? 0,
    user: exchange.user?.name,
    contentLength: sentLength === undefined ? wholeLength || undefined : Number(sentLength),
    documentRoot: script.documentRoot,
    scriptFile: script.file,
    scriptName: `/${script.segments.join('/')}`,
    pathInfo: pathInfoOf(script, target),
    pathTranslated: join(script.documentRoot, ...script.below),
  });
}

/** @throws HttpError 404 for an escaped "/", which a script could not tell from a real one (RFC 3875 §4.1.5) */
function pathInfoOf({ segments, below }: Script, target: RequestTarget): string {
  if (below.some((segment) => segment.includes('/'))) throw new HttpError(404);
  const isIndex = segments.length > target.segments.length;
  const trailing = target.trailingSlash && !isIndex ? '/' : '';
  return below.map((segment) => `/${segment}`).join('') + trailing;
}
