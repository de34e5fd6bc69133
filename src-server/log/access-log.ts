import type { ServerConfig } from '../config/schema.ts';
import type { Notice } from '../state.ts';
import { createLogFile } from './file.ts';
import { formatter } from './formats.ts';
import type { LineWriter } from './line-writer.ts';
import type { ExchangeRecord } from './record.ts';

export interface AccessLog {
  /** Never waits. */
  write(record: ExchangeRecord): void;
  /** For whole lines in the same format, made elsewhere. Never waits. */
  writeLines(lines: string): void;
  /** Resolves when everything written so far has left. */
  flush(): Promise<void>;
}

export interface AccessLogOptions {
  readonly log: ServerConfig['log'];
  /** Where lines go when no file is asked for; nowhere if left out. */
  readonly terminal?: LineWriter;
  readonly onNotice: (notice: Notice) => void;
}

/** The access log as the options want it: with a file to that alone. @throws ServerError for a wrong format */
export function createAccessLog({ log, terminal, onNotice }: AccessLogOptions): AccessLog {
  const { file, maxBytes, keep } = log;
  const format = formatter(log.format);
  const writer = file === undefined ? terminal : createLogFile({ file, maxBytes, keep, onNotice });
  return {
    write: (record) => writer?.write(format(record)),
    writeLines: (lines) => writer?.write(lines),
    flush: async () => writer?.flush(),
  };
}
