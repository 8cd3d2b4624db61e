import { defineConfig } from 'vitest/config'
import { accessPage } from './scripts/access-page.js'

/**
 * Against real servers, which are installed when the tests run: `npm run test:interop`. With `--mode real` (`npm run
 * test:real`) only the files that take too long for every change.
 */
export default defineConfig(({ mode }) => ({
  plugins: [accessPage()],
  define: { __VERSION__: JSON.stringify('0.0.0-test') },
  test: {
    include: [`test/interop/*.${mode === 'real' ? 'real' : 'interop'}.ts`],
    pool: 'threads',
    maxWorkers: 2,
    globalSetup: 'test/interop/support/shared-folder.ts',
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // The one that prints why a test was skipped.
    reporters: ['verbose'],
  },
}))
