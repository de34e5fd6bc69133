/** What a client sent as `Authorization`, RFC 7617 §2. */
export type Credentials =
  | { readonly kind: 'none' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'basic'; readonly name: string; readonly password: string };

const utf8 = new TextDecoder('utf-8', { fatal: true });

export function parseCredentials(field: string | undefined): Credentials {
  if (field === undefined) return { kind: 'none' };
  const token = /^basic +([A-Za-z0-9+/._~-]+=*) *$/i.exec(field)?.[1];
  if (token === undefined) return { kind: 'malformed' };
  const text = decode(Buffer.from(token, 'base64'));
  const colon = text.indexOf(':');
  if (colon < 0) return { kind: 'malformed' };
  return { kind: 'basic', name: text.slice(0, colon).normalize('NFC'), password: text.slice(colon + 1) };
}

/** The challenge asks for UTF-8; programs that never read it send Latin-1. */
function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

/** RFC 7617 §2.1. The realm is a quoted-string (RFC 9110 §5.6.4). */
export function challenge(realm: string): string {
  return `Basic realm="${realm.replace(/["\\]/g, '\\$&')}", charset="UTF-8"`;
}
