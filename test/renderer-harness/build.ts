import { createBuilder } from 'vite';

/** Only the page: main and the engine are not needed behind a fake bridge. */
const builder = await createBuilder({ logLevel: 'warn' });
const { client } = builder.environments;
if (client) await builder.build(client);
