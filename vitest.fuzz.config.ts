import { defineConfig } from 'vitest/config'
import { accessPage } from './scripts/access-page.js'

/** Generated hostile inputs: `npm run test:fuzz`, which is scripts/fuzz.js. */
export default defineConfig({
  plugins: [accessPage()],
  define: { __VERSION__: JSON.stringify('0.0.0-test') },
  test: {
    include: ['test/fuzz/*.fuzz.ts'],
    // scripts/fuzz.js ends a run that hangs.
    testTimeout: 0,
    hookTimeout: 0,
    disableConsoleIntercept: true,
  },
})
