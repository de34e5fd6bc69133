import { createBuilder } from 'vite';

/** Vitest's global set-up of the `http` project: these tests speak to the built command line, never to an old one. */
export async function setup(): Promise<void> {
  const builder = await createBuilder({ logLevel: 'warn' });
  const { cli } = builder.environments;
  if (cli) await builder.build(cli);
}
