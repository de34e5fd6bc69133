import { finished, type Readable } from 'node:stream';
import { HttpError } from '../../errors.ts';
import { formParser } from '../../http/form-parser.ts';
import type { Exchange } from '../../pipeline/exchange.ts';
import { malformedForm } from '../../pipeline/malformed-form.ts';

export interface FormPart {
  /** As sent; empty for an input that was left empty. */
  readonly filename: string;
  readonly content: Readable;
}

const LIMITS = { parts: 10_000, fieldSize: 64 * 1024, fieldNameSize: 1024 };

/**
 * Hands on the files of a multipart form one after the other, each while it arrives. Other fields are passed over.
 * Settles when every part is dealt with. @throws HttpError 415, 400, 413, and whatever `onFile` throws
 */
export async function readForm(exchange: Exchange, onFile: (part: FormPart) => Promise<void>): Promise<void> {
  const parser = createParser(exchange);
  let work: Promise<void> = Promise.resolve();
  let failure: unknown;
  const parsed = new Promise<void>((resolve) => {
    const content = exchange.openContent();
    const fail = (error: unknown) => {
      failure ??= error;
      content.unpipe(parser);
      parser.destroy(); // ends the file that is being read
      resolve();
    };
    parser.on('file', (_field, file, { filename }) => {
      file.on('error', () => undefined); // whoever reads it is told as well
      work = work.then(() => (failure ? undefined : onFile({ filename: filename ?? '', content: file }))).catch(fail);
    });
    parser.once('partsLimit', () => fail(new HttpError(413, `A form may have at most ${LIMITS.parts} parts.`)));
    parser.on('error', (error: Error) => fail(malformedForm(error)));
    parser.once('close', resolve);
    finished(content, (error) => error && fail(error));
    content.pipe(parser);
  });
  await parsed;
  await work;
  if (failure) throw failure;
}

function createParser(exchange: Exchange) {
  const type = exchange.field('content-type') ?? '';
  if (!/^multipart\/form-data\s*(?:;|$)/i.test(type)) {
    throw new HttpError(415, 'Send files as multipart/form-data.', { Accept: 'multipart/form-data' });
  }
  try {
    return formParser({ type, limits: LIMITS });
  } catch (error) {
    throw malformedForm(error);
  }
}
