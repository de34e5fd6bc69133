/** The fields that decide about a hot answer. */
export interface HotRequest {
  host: string | undefined;
  accept: string;
  acceptEncoding: string;
  acceptLanguage: string;
  authorization: string | undefined;
  ifNoneMatch: string | undefined;
  ifModifiedSince: string | undefined;
  range: string | undefined;
  secFetchDest: string;
  userAgent: string | undefined;
  referer: string | undefined;
  /** Name of the signed-in user: noted by the feature that admits the request. */
  user: string | undefined;
}

/** One pass over the raw fields, without building Node's header object. @returns undefined if one asks for more */
export function scanFields(rawHeaders: readonly string[]): HotRequest | undefined {
  const asked: HotRequest = {
    host: undefined,
    accept: '',
    acceptEncoding: '',
    acceptLanguage: '',
    authorization: undefined,
    ifNoneMatch: undefined,
    ifModifiedSince: undefined,
    range: undefined,
    secFetchDest: '',
    userAgent: undefined,
    referer: undefined,
    user: undefined,
  };
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const value = rawHeaders[i + 1] ?? '';
    switch ((rawHeaders[i] ?? '').toLowerCase()) {
      case ':authority': // of HTTP/2; the gatekeeper compares it with Host where there are both
      case 'host':
        if (asked.host !== undefined) return undefined;
        asked.host = value;
        break;
      case 'accept':
        asked.accept = joined(asked.accept, value);
        break;
      case 'accept-encoding':
        asked.acceptEncoding = joined(asked.acceptEncoding, value);
        break;
      case 'accept-language':
        asked.acceptLanguage = joined(asked.acceptLanguage, value);
        break;
      case 'sec-fetch-dest':
        asked.secFetchDest = joined(asked.secFetchDest, value);
        break;
      case 'authorization':
        if (asked.authorization !== undefined) return undefined;
        asked.authorization = value;
        break;
      case 'if-none-match':
        if (asked.ifNoneMatch !== undefined) return undefined;
        asked.ifNoneMatch = value;
        break;
      case 'if-modified-since':
        if (asked.ifModifiedSince !== undefined) return undefined;
        asked.ifModifiedSince = value;
        break;
      case 'user-agent':
        asked.userAgent = value;
        break;
      case 'referer':
        asked.referer = value;
        break;
      case 'range':
        if (asked.range !== undefined) return undefined;
        asked.range = value;
        break;
      case 'if-match':
      case 'if-range':
      case 'if-unmodified-since':
      case 'transfer-encoding':
      case 'content-length':
      case 'upgrade':
      case 'expect':
        return undefined;
    }
  }
  return asked;
}

/** As Node joins a repeated list field. */
const joined = (before: string, value: string): string => (before === '' ? value : `${before}, ${value}`);
