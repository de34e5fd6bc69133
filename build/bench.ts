import { bench } from '../bench/main.ts';
import { buildIfStale } from './fresh-build.ts';
import { say } from './project.ts';

async function run(): Promise<number> {
  const built = await buildIfStale();
  return built === 0 ? bench(process.argv.slice(2)) : built;
}

process.exitCode = await run().catch((error: Error) => {
  say(error.message);
  return 1;
});
