/** What is no option of a served folder but of the one who runs it. */
export interface EngineSettings {
  /** Each connection ends after one answer. Default false. */
  readonly closesConnections?: boolean;
  /** This server is one of several that share its port: the first, or one that joins it. Default: it is alone. */
  readonly reusePort?: 'open' | 'join';
  /** A client that takes none of the bytes that wait for it is cut after so long. Default five minutes. */
  readonly sendTimeoutMs?: number;
  /** Start while the root is gone or unreadable, and wait for it. Default false: `start` fails. */
  readonly waitsForRoot?: boolean;
}
