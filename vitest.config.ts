import { defineConfig } from 'vitest/config';
import { threadPrograms } from './build/bundle/thread-programs.ts';

/** `unit` stands beside the code, `http` speaks to the built CLI over real sockets, `e2e` drives a real Electron. */
export default defineConfig({
  plugins: [threadPrograms()],
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{src-server,electron,renderer,build}/**/*.test.{ts,tsx}'],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'http',
          include: ['test/http/**/*.test.ts'],
          globalSetup: 'test/http/support/build.ts',
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
