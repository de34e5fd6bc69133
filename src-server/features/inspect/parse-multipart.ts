import { HttpError } from '../../errors.ts';
import { formParser } from '../../http/form-parser.ts';
import { malformedForm } from '../../pipeline/malformed-form.ts';
import { collectNameValues, type NameValues } from './name-values.ts';

export interface FormFile {
  readonly field: string;
  readonly filename: string;
  readonly contentType: string;
  readonly size: number;
}

/** Parts of a form are cheap to send and dear to keep. */
const MAX_PARTS = 1000;

/** The fields and files of a multipart form that is already in memory. @throws HttpError 400 when it is malformed */
export async function parseMultipart(
  content: Buffer,
  contentType: string,
): Promise<{ form: NameValues; files: FormFile[] }> {
  const fields: [string, string][] = [];
  const files: FormFile[] = [];
  // The parser says undefined of a part whose name is empty or left out, whatever its types say
  const nameOf = (name: string | undefined) => name ?? '';
  try {
    const parser = formParser({
      type: contentType,
      preservePath: true, // shown as sent; nothing is written
      limits: { parts: MAX_PARTS, fieldSize: content.byteLength },
    });
    parser.on('field', (name, value) => fields.push([nameOf(name), value]));
    parser.on('file', (field, stream, { filename, mimeType }) => {
      const file = { field: nameOf(field), filename: filename ?? '', contentType: mimeType, size: 0 };
      files.push(file);
      stream.on('error', () => undefined); // the parser reports it as well
      stream.on('data', (chunk: Buffer) => {
        file.size += chunk.byteLength;
      });
    });
    await new Promise<void>((resolve, reject) => {
      parser.once('partsLimit', () => reject(new HttpError(413, `A form may have at most ${MAX_PARTS} parts.`)));
      parser.on('error', reject); // may come twice, so never `once`
      parser.once('close', resolve);
      parser.end(content);
    });
  } catch (error) {
    throw error instanceof HttpError ? error : malformedForm(error);
  }
  return { form: collectNameValues(fields), files };
}
