/** What goes to the thread that starts scripts. `id` names the script. */
export type Order = { readonly id: number } & (
  | Start
  /** Content for its input, in memory of its own, which the thread takes over. */
  | { readonly ask: 'write'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly ask: 'end-input' }
  /** So much of its output was used: more may come. */
  | { readonly ask: 'taken'; readonly byteLength: number }
  /** Nobody wants what it still writes. */
  | { readonly ask: 'stop-reading' }
);

export interface Start {
  readonly ask: 'start';
  readonly command: Command;
  /** Shared memory for its process id: known even if the thread ends before it says anything. 0: not started yet. */
  readonly pid: Int32Array<SharedArrayBuffer>;
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly options: {
    readonly cwd: string;
    readonly env: Record<string, string>;
    readonly detached: boolean;
    readonly windowsHide: boolean;
  };
}

export type Told = { readonly id: number } & Event;

/** What the thread says about a script. `failed` and `closed` are the last of it. */
export type Event =
  | { readonly told: 'started' }
  | { readonly told: 'failed'; readonly code: string | undefined; readonly message: string }
  | { readonly told: 'output'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly told: 'output-end'; readonly problem?: string }
  /** Whole lines of its error output. */
  | { readonly told: 'errors'; readonly lines: readonly string[] }
  /** So much of the content has gone into its input, and its memory is free again. */
  | { readonly told: 'wrote'; readonly byteLength: number; readonly memory: readonly ArrayBuffer[] }
  /** It reads no further content. */
  | { readonly told: 'input-closed' }
  | { readonly told: 'exited' }
  | { readonly told: 'closed' };

/** Bytes on their way between the threads, for each direction of each script: whoever sends waits when there are as many. */
export const WINDOW_BYTES = 1024 * 1024;
