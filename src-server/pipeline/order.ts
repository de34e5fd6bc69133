import type { ServerConfig } from '../config/schema.ts';
import { auth } from '../features/auth/auth.ts';
import { caching } from '../features/caching/caching.ts';
import { cgi, cgiConfig } from '../features/cgi/cgi.ts';
import { sourceTest } from '../features/cgi/find-script.ts';
import { cors } from '../features/cors/cors.ts';
import { handlers } from '../features/handlers/handlers.ts';
import { headers } from '../features/headers/headers.ts';
import { inspect } from '../features/inspect/inspect.ts';
import { listing } from '../features/listing/listing.ts';
import { liveReloadTransform } from '../features/live-reload/inject.ts';
import { liveReload } from '../features/live-reload/live-reload.ts';
import { proxy } from '../features/proxy/proxy.ts';
import { redirects } from '../features/redirects/redirects.ts';
import { rest } from '../features/rest/rest.ts';
import { routes } from '../features/routes/routes.ts';
import { spaFallback } from '../features/spa/spa.ts';
import { HotPath } from '../features/static/hot-path.ts';
import { StaticFiles } from '../features/static/static-files.ts';
import { throttle } from '../features/throttle/throttle.ts';
import { uploadMethods } from '../features/upload/allowed-methods.ts';
import { sandboxUploads } from '../features/upload/sandbox.ts';
import { upload } from '../features/upload/upload.ts';
import { DiskFileSpace } from '../files/disk-file-space.ts';
import { type PrivateFiles, privateFileTest } from '../files/private-files.ts';
import { compose, type Step } from './compose.ts';
import { errorResponse } from './error-response.ts';
import type { Exchange } from './exchange.ts';
import type { Feature, FeatureContext } from './feature.ts';
import { gatekeeper, type KnownHost } from './gatekeeper.ts';
import { followLocalRedirects } from './local-redirect.ts';
import { notFound } from './not-found.ts';
import { privateFiles } from './private-files.ts';
import { redirectToTls } from './redirect-to-tls.ts';

/** A built pipeline: read this file first. */
export interface Pipeline {
  readonly handle: (exchange: Exchange) => Promise<void>;
  /** Answers of hot files, which may pass the pipeline by. */
  readonly hot: HotPath;
  /** Whether requests come over TLS; those in plain text are redirected. */
  readonly secure: boolean;
  readonly close: () => Promise<void>;
}

export interface PipelineOptions {
  readonly config: ServerConfig;
  readonly isKnownHost: KnownHost;
  readonly report: (text: string) => void;
}

/**
 * Request steps, outermost first. The order is a security decision: nothing before
 * `gatekeeper` trusts the request, nothing after `auth` runs for a stranger. Files win over what comes after them.
 */
export function buildPipeline({ config, isKnownHost, report }: PipelineOptions): Pipeline {
  const files = new DiskFileSpace(config);
  const context: FeatureContext = { config, files, report };
  const privates = privateFiles(config);
  const isPrivate = privateFileTest(privates);
  const isScript = config.cgi ? sourceTest(cgiConfig(config.cgi), files) : () => false; // listed: it is there to be run
  const isWithheld = (path: string) => isPrivate(path) || isScript(path);
  const staticFiles = new StaticFiles(context, {
    config,
    isWithheld,
    ...(config.liveReload ? { transform: liveReloadTransform } : {}),
  });

  // On every answer, and with the last word
  const rules = config.headers.length > 0 ? [headers(config.headers).step] : [];
  const features = made(chosenFeatures(context, staticFiles, { privates, isWithheld }));
  const hot = new HotPath(features, [config.root, ...config.mounts.map(({ root }) => root)]);
  const sendNotFoundPage = (exchange: Exchange) => staticFiles.sendFile(exchange, ['404.html'], 404);
  const steps: Step[] = [
    errorResponse({ report, sendNotFoundPage }),
    ...rules,
    gatekeeper(isKnownHost),
    ...(config.tls ? [redirectToTls()] : []),
    ...features.map((feature) => feature.step),
    notFound(async (exchange) => (config.upload ? uploadMethods(config.upload, files, exchange) : [])),
  ];
  return {
    handle: followLocalRedirects(compose(steps)),
    hot,
    secure: config.tls !== false,
    close: async () => {
      hot.close();
      for (const feature of features) await feature.close?.();
    },
  };
}

/** Outermost first; a feature that is off is not there. */
function* chosenFeatures(
  context: FeatureContext,
  staticFiles: StaticFiles,
  { privates, isWithheld }: { privates: PrivateFiles; isWithheld: (path: string) => boolean },
): Generator<Feature> {
  const { config, files } = context;
  if (config.throttle) yield throttle(config.throttle);
  if (config.cors) yield cors(config.cors); // a preflight never has credentials
  yield caching(config.cache);
  if (config.auth) yield auth(config.auth);
  if (config.redirects.length > 0) yield redirects(config.redirects);
  if (config.liveReload) yield liveReload(context);
  if (config.proxy.length > 0) yield proxy(config.proxy, context);
  if (config.inspect) yield inspect(config.inspect, context);
  if (config.routes.length > 0) yield routes(config.routes, context);
  if (config.rest.length > 0) yield rest(config.rest, context);
  if (config.cgi) yield cgi(config.cgi, context);
  if (config.upload) yield sandboxUploads(config.upload, files);
  if (config.upload) yield upload(config.upload, context, isWithheld);
  yield staticFiles.feature();
  if (config.handlers) yield handlers(config.handlers, context);
  if (config.listing) yield listing(context, privates);
  if (config.spa) yield spaFallback(config.spa, config.index, staticFiles);
}

/** All of them; when one cannot be made, those before it are closed. @throws ServerError */
function made(features: Iterable<Feature>): Feature[] {
  const all: Feature[] = [];
  try {
    for (const feature of features) all.push(feature);
    return all;
  } catch (error) {
    for (const feature of all) void feature.close?.();
    throw error;
  }
}
