import type { ServerConfig } from '../../config/schema.ts';
import { HttpError } from '../../errors.ts';
import type { Located } from '../../files/file-space.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import type { Feature, FeatureContext } from '../../pipeline/feature.ts';
import { CodedCache } from '../compression/coded-cache.ts';
import { deliver } from './deliver.ts';
import { type HtmlTransform, selectRepresentation } from './representation.ts';
import { resolveTarget } from './resolve.ts';

export interface StaticOptions {
  readonly config: Pick<ServerConfig, 'index' | 'cleanUrls' | 'listing' | 'mediaTypes' | 'compression'>;
  readonly transform?: HtmlTransform | undefined;
  /** True for files whose source must never be sent: scripts, the handler module. */
  readonly isSource: (path: string) => boolean;
}

/** Serves the files of the root and the mounts. */
export class StaticFiles {
  readonly #context: FeatureContext;
  readonly #options: StaticOptions;
  readonly #coded = new CodedCache();

  constructor(context: FeatureContext, options: StaticOptions) {
    this.#context = context;
    this.#options = options;
  }

  /** Files win over everything after them; what is no file goes on. */
  feature(): Feature {
    return { step: (exchange, next) => this.#answer(exchange, next) };
  }

  /** Answers with one certain file, such as the fallback document of a single-page app. @returns false if it is not there */
  async sendFile(exchange: Exchange, segments: readonly string[], status = 200): Promise<boolean> {
    const located = await this.#context.files.locate(segments);
    if (located.kind !== 'file' || this.#isSource(located)) return false;
    return this.#send(exchange, located, segments, exchange.proof?.absentPaths ?? [], status);
  }

  async #answer(exchange: Exchange, next: () => Promise<void>): Promise<void> {
    if (exchange.method !== 'GET' && exchange.method !== 'HEAD') return next();
    const { target } = exchange;
    const found = await resolveTarget(this.#context.files, target, this.#options.config);
    if (found.kind === 'redirect') return redirect(exchange, found.path, found.code);
    if (found.kind === 'denied') throw new HttpError(403, 'The server is not allowed to read this.');
    if (found.kind === 'file' && !this.#isSource(found.file)) {
      exchange.decide('static', 'static.file');
      if (await this.#send(exchange, found.file, found.segments, found.absentPaths)) return;
    }
    if (found.kind === 'none' && !this.#context.config.handlers) exchange.proof = { absentPaths: found.absentPaths };
    exchange.explain({ step: 'static', verdict: 'skipped', code: `static.${found.kind}` });
    return next();
  }

  /** By its real name too: a link or a disk that ignores case may give it another. */
  #isSource({ path, realPath }: { readonly path: string; readonly realPath: string }): boolean {
    return this.#options.isSource(path) || this.#options.isSource(realPath);
  }

  async #send(
    exchange: Exchange,
    located: Extract<Located, { kind: 'file' | 'directory' }>,
    segments: readonly string[],
    absentPaths: readonly string[],
    status = 200,
  ): Promise<boolean> {
    const options = { ...this.#options.config, transform: this.#options.transform };
    const chosen = await selectRepresentation(this.#context.files, exchange, located, segments, options);
    if (!chosen) return false;
    const { ino, size, mtimeMs } = chosen.file.stat;
    const file = { path: chosen.path, ino: Number(ino), size: Number(size), mtimeMs: Number(mtimeMs) };
    exchange.proof = { file, absentPaths };
    await deliver(exchange, chosen, this.#coded, status);
    return true;
  }
}

function redirect(exchange: Exchange, path: string, code: string): void {
  const { target } = exchange;
  exchange.decide('static', code, { to: path });
  const location = target.hasQuery ? `${path}?${target.query}` : path;
  exchange.respond(301, { Location: location });
}
