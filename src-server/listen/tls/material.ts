import type { SecureContextOptions } from 'node:tls';
import type { ServerConfig } from '../../config/schema.ts';
import type { Notice } from '../../state.ts';

export type TlsConfig = Exclude<ServerConfig['tls'], false>;

/** A certificate with its key, checked, as `tls.createSecureContext` takes it. */
export interface TlsMaterial {
  readonly context: SecureContextOptions;
  readonly notices: readonly Notice[];
  /** Calls back with a new context when the certificate had to be issued again; returns what ends the watch. */
  readonly watch?: (renewed: (context: SecureContextOptions) => void) => () => void;
  /** Has the certificate issued again where it lacks one of these names. */
  readonly follow?: (allowedHosts: readonly string[]) => Promise<void>;
}

/** @throws ServerError `TLS_UNREADABLE` that names the file and what is wrong with it */
export async function loadTlsMaterial(
  config: TlsConfig,
  host: string,
  allowedHosts: readonly string[],
): Promise<TlsMaterial> {
  // Loaded when asked for: most servers run without TLS, and the certificate library is large.
  if (config.mode === 'files') return (await import('./certificate-files.ts')).readCertificateFiles(config);
  return (await import('./local-certificate.ts')).localCertificate(host, allowedHosts);
}
