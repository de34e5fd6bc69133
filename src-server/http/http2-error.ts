/** Why a stream ends (RFC 9113 §7). */
export const HTTP2_ERROR = { NO_ERROR: 0x00, INTERNAL_ERROR: 0x02 } as const;
