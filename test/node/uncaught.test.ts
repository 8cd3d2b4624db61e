import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { runProcess } from '../support/run-process.js'
import { plainEnv } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const LIBRARY = pathToFileURL('dist/node.js').href

// Node prints the line that threw, then the message.
test('an error that nobody catches: the message is not buried in the code of the library', async () => {
  const cwd = tempDir({
    'scopes.yaml': 'scopes: { read: Read }\nroles: { editor: { scopes: [read] } }\n',
    'script.mjs': `import { load } from '${LIBRARY}'
load('scopes.yaml').can({ role: 'editro' }, { need: 'read' })
`,
  })
  const { exit, stderr } = await runProcess(process.execPath, ['script.mjs'], {
    cwd,
    env: plainEnv(cwd),
  })
  expect(exit).toBe(1)
  expect(stderr).toContain(
    '\nScopectlError: the catalog has no role `editro`\nhint: did you mean `editor`?',
  )
  expect(Math.max(...stderr.split('\n').map((line) => line.length))).toBeLessThan(300)
})
