import busboy, { type Busboy, type Limits } from 'busboy';

export interface FormParserOptions {
  /** Value of `Content-Type`, with its boundary. */
  readonly type: string;
  readonly limits: Limits;
  /** Names of files keep their folders. Default false. */
  readonly preservePath?: boolean;
}

/** Reads `multipart/form-data` (RFC 7578). @throws Error for a type without a boundary */
export function formParser({ type, ...options }: FormParserOptions): Busboy {
  // Browsers send UTF-8 file names; busboy would read latin1
  return busboy({ headers: { 'content-type': type }, defParamCharset: 'utf8', ...options });
}
