import { afterEach } from 'vitest';
import { type ConfigInput, type ServerConfig, serverConfigSchema } from '../config/schema.ts';
import { DiskFileSpace } from '../files/disk-file-space.ts';
import type { Step } from '../pipeline/compose.ts';
import type { Feature, FeatureContext } from '../pipeline/feature.ts';
import { serveSteps, type TestServer } from './test-server.ts';

export interface FeatureServer extends TestServer {
  /** What features told the operator. */
  readonly reports: readonly string[];
  /** Fetch of a path on the server; redirects are not followed. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

const running: FeatureServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

/** Serves features made from a configuration, and ends them after the test. */
export async function serveFeatures(
  input: ConfigInput,
  build: (config: ServerConfig, context: FeatureContext) => readonly (Feature | Step)[],
): Promise<FeatureServer> {
  const config = serverConfigSchema.parse(input);
  const reports: string[] = [];
  const files = new DiskFileSpace(config);
  const parts = build(config, { config, files, report: (text) => reports.push(text) });
  const features = parts.map((part) => (typeof part === 'function' ? { step: part } : part) as Feature);
  const server = await serveSteps(...features.map(({ step }) => step));
  const close = async () => {
    await server.close();
    for (const feature of features) await feature.close?.();
  };
  const fetchPath = (path: string, init?: RequestInit) => fetch(server.url + path, { redirect: 'manual', ...init });
  running.push({ ...server, reports, close, fetch: fetchPath });
  return { ...server, reports, close, fetch: fetchPath };
}
