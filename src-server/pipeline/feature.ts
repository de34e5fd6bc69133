import type { IncomingMessage } from 'node:http';
import type { ServerConfig } from '../config/schema.ts';
import type { HotRequest } from '../features/static/hot-request.ts';
import type { FileSpace } from '../files/file-space.ts';
import type { Step } from './compose.ts';

/** What a feature is given beside its own slice of the configuration. */
export interface FeatureContext {
  readonly config: ServerConfig;
  /** The only way from a request to the disk. */
  readonly files: FileSpace;
  /** For the operator's log: a whole error text. Never reaches the client. */
  readonly report: (text: string) => void;
}

/** A feature as the pipeline uses it. */
export interface Feature {
  readonly step: Step;
  /**
   * Whether a GET or HEAD would pass the step as that of anyone else; asked before a kept answer is given again without the
   * pipeline. Left out where it always would, or where the step makes its answers vary by a field.
   */
  admits?(request: IncomingMessage, asked: HotRequest): boolean;
  /** Ends what the feature started: watchers, processes, open files. Awaited when the server stops or its options change. */
  close?(): Promise<void> | void;
}
