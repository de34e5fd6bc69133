/** What is sent past the pipeline: made once, sent many times. */
export interface HotAnswer {
  readonly status: number;
  /** The whole head, as names and values in turn. */
  readonly fields: readonly string[];
  /** Which step set a field, for "why this answer". */
  readonly fieldSteps: ReadonlyMap<string, string>;
  readonly mediaType: string | undefined;
  readonly file: string | undefined;
  /** Where a file was looked for, if there was none. */
  readonly absentPath: string | undefined;
  readonly body: Uint8Array | undefined;
  readonly contentBytes: number;
}
