/** A request target that passed the one decoding (RFC 9112 §3.2, RFC 3986). */
export interface RequestTarget {
  readonly ok: true;
  readonly form: 'origin' | 'absolute' | 'asterisk' | 'authority';
  readonly authority?: string;
  /** Decoded, dot segments resolved, starts with "/". */
  readonly path: string;
  /** Still encoded, single slashes. */
  readonly rawPath: string;
  /** Decoded; `%2F` stays inside its segment. */
  readonly segments: readonly string[];
  /** Without "?"; empty if there is none. */
  readonly query: string;
  readonly hasQuery: boolean;
  readonly trailingSlash: boolean;
}
