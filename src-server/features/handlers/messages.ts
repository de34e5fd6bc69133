/** What the thread is started with. */
export interface ModuleData {
  /** File URL of the module. */
  readonly url: string;
  /** Shared: once 1, requests that were not accepted yet are another thread's. */
  readonly closed: Int32Array<SharedArrayBuffer>;
}

/** What goes to the thread that runs the module. `id` names the call. */
export type ToWorker =
  | {
      readonly type: 'call';
      readonly id: number;
      readonly method: string;
      readonly url: string;
      readonly fields: readonly (readonly [name: string, value: string])[];
      readonly hasContent: boolean;
    }
  /** Request content, one piece for each `want`. */
  | { readonly type: 'content'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly type: 'content-end'; readonly id: number }
  /** The next piece of the response may come. */
  | { readonly type: 'pull'; readonly id: number }
  | { readonly type: 'abort'; readonly id: number }
  | { readonly type: 'ping' };

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'unusable'; readonly text: string }
  | { readonly type: 'pong' }
  /** Sent before the module sees the request: a call without it can be given to another thread. */
  | { readonly type: 'accepted'; readonly id: number }
  | { readonly type: 'want'; readonly id: number }
  /** The module returned undefined. */
  | { readonly type: 'passed'; readonly id: number }
  | {
      readonly type: 'head';
      readonly id: number;
      readonly status: number;
      readonly fields: readonly (readonly [name: string, value: string])[];
      /** What was there at once; all of it if `whole`. */
      readonly bytes: Uint8Array;
      readonly whole: boolean;
    }
  | { readonly type: 'chunk'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly type: 'end'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly text: string };
