import type { ServerConfig } from '../../config/schema.ts';
import { errorCode, HttpError } from '../../errors.ts';
import type { Located } from '../../files/file-space.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import type { Feature, FeatureContext } from '../../pipeline/feature.ts';
import { CodedCache } from '../compression/coded-cache.ts';
import { deliver } from './deliver.ts';
import type { Proof } from './proof.ts';
import { type HtmlTransform, selectRepresentation } from './representation.ts';
import { resolveTarget } from './resolve.ts';

export interface StaticOptions {
  readonly config: Pick<ServerConfig, 'index' | 'cleanUrls' | 'listing' | 'mediaTypes' | 'compression'>;
  readonly transform?: HtmlTransform | undefined;
  /** True for files that are never sent: scripts, the handler module, private keys. */
  readonly isWithheld: (path: string) => boolean;
}

/** How often a file that is replaced just when it is opened is looked for again. */
const ATTEMPTS = 5;

interface Found {
  readonly file: Extract<Located, { kind: 'file' | 'directory' }>;
  readonly segments: readonly string[];
  /** See `Proof`; undefined where it is not known what the answer rests on. */
  readonly absentPaths: readonly string[] | undefined;
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
    const absentPaths = exchange.proof?.absentPaths;
    if (located.kind === 'absent' && absentPaths) {
      this.#prove(exchange, segments, { files: [], absentPaths: [...absentPaths, located.path] });
    }
    if (located.kind !== 'file' || this.#isWithheld(located)) return false;
    return this.#send(exchange, { file: located, segments, absentPaths }, status);
  }

  async #answer(exchange: Exchange, next: () => Promise<void>): Promise<void> {
    if (exchange.method !== 'GET' && exchange.method !== 'HEAD') return next();
    const { target } = exchange;
    let found = await resolveTarget(this.#context.files, target, this.#options.config);
    if (found.kind === 'redirect') return redirect(exchange, found.path, found.code);
    for (let attempt = 0; attempt < ATTEMPTS && found.kind === 'file' && !this.#isWithheld(found.file); attempt++) {
      exchange.decide('static', 'static.file', { file: `/${found.segments.join('/')}` });
      if (await this.#send(exchange, found)) return;
      found = await resolveTarget(this.#context.files, target, this.#options.config); // it was replaced meanwhile
    }
    if (found.kind === 'denied') throw denied();
    if (found.kind === 'file') throw new HttpError(404); // withheld: nothing after this may answer in its name either
    if (found.kind === 'none' && !this.#context.config.handlers) {
      this.#prove(exchange, target.segments, { files: [], absentPaths: found.absentPaths });
    }
    exchange.explain({ step: 'static', verdict: 'skipped', code: `static.${found.kind}` });
    return next();
  }

  /** By its real name too: a link or a disk that ignores case may give it another. */
  #isWithheld({ path, realPath }: { readonly path: string; readonly realPath: string }): boolean {
    return this.#options.isWithheld(path) || this.#options.isWithheld(realPath);
  }

  /** @returns false if the file was gone or another one before anything was sent */
  async #send(exchange: Exchange, { file, segments, absentPaths }: Found, status = 200): Promise<boolean> {
    const options = { ...this.#options.config, transform: this.#options.transform };
    const chosen = await selectRepresentation(this.#context.files, exchange, file, segments, options).catch(refuse);
    if (!chosen) return false;
    this.#prove(exchange, segments, absentPaths && { files: chosen.restsOn, absentPaths });
    return deliver(exchange, chosen, this.#coded, status);
  }

  /** Nothing is proven by files on a share or a slow disk: to look at them again could hold up everybody. */
  #prove(exchange: Exchange, segments: readonly string[], proof: Omit<Proof, 'disk'> | undefined): void {
    const disk = this.#context.files.diskOf(segments);
    exchange.proof = proof && disk.isQuick ? { ...proof, disk } : undefined;
  }
}

const denied = (cause?: unknown) => new HttpError(403, 'The server is not allowed to read this.', {}, cause);

/** @throws HttpError 403 where the system does not let the file be opened, else the error as it was */
function refuse(error: unknown): never {
  const code = errorCode(error);
  throw code === 'EACCES' || code === 'EPERM' ? denied(error) : error;
}

function redirect(exchange: Exchange, path: string, code: string): void {
  const { target } = exchange;
  exchange.decide('static', code, { to: path });
  const location = target.hasQuery ? `${path}?${target.query}` : path;
  exchange.respond(301, { Location: location });
}
