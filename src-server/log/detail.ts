import type { ExchangeRecord } from './record.ts';

/**
 * One line of "why this answer". `verdict`: `done` = the step did its part and the request went on, `skipped` = the step is
 * off or not concerned, `decided` = this step answered, `refused` = this step answered with a refusal.
 */
export interface TraceEntry {
  readonly step: string;
  readonly verdict: 'done' | 'skipped' | 'decided' | 'refused';
  /** Key of the sentence in the UI's words, e.g. `static.file`; `params` fill it. */
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** The first bytes of a message body, as they were on the wire. */
export interface BodyPreview {
  readonly mediaType: string;
  readonly contentCoding?: string;
  readonly bytes: Uint8Array;
  /** Whole length seen, in bytes; more than `bytes.length` when the preview was cut. */
  readonly totalBytes: number;
}

/** Everything known of one recent exchange; fetched by `seq` when its row is opened. */
export interface ExchangeDetail {
  readonly record: ExchangeRecord;
  /** In order, names as received; repeated fields stay separate. */
  readonly requestFields: readonly (readonly [name: string, value: string])[];
  readonly responseFields: readonly (readonly [name: string, value: string])[];
  /** Which step set a response field, by its name in lower case; all others are from the step that answered. */
  readonly fieldSteps?: Readonly<Record<string, string>>;
  readonly requestBody?: BodyPreview;
  readonly responseBody?: BodyPreview;
  readonly trace: readonly TraceEntry[];
  /** Absolute path of the file that was sent, where one was. Stays on this computer. */
  readonly file?: string;
  /** What a request for something absent probably meant. `file` stays on this computer; `target` would have found it. */
  readonly near?: { readonly file: string; readonly target: string };
  /** Milliseconds from head received to response head, and to last byte. */
  readonly timing: { readonly headMs: number; readonly endMs: number };
}
