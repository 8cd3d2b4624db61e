import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withOutputs, withTables } from '../support/readme.js'
import { runProcess } from '../support/run-process.js'
import { plainEnv, wrapperDir } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { normalise } from '../support/transcript.js'

const readme = readFileSync('README.md', 'utf8')

test('README.md prints what the code prints', async () => {
  const bin = wrapperDir()
  const cwd = tempDir()
  for (const file of ['scopes.yaml', 'users.yaml']) cpSync(file, join(cwd, file))
  const run = async (command: string): Promise<string> => {
    const line = command.replaceAll('npx scopectl', 'scopectl')
    const { stdout, stderr } = await runProcess('sh', ['-c', line], {
      cwd,
      env: plainEnv(cwd, bin),
    })
    return fixTimes(normalise(stderr + stdout, { '<dir>': cwd }))
  }
  // The first token creates the development key, and says so: once is enough.
  await run('scopectl keys new')
  const actual = await withOutputs(withTables(readme), run)
  if (process.env['UPDATE']) writeFileSync('README.md', actual)
  else expect(actual).toBe(readme)
})

test('the problem comes first, then the command that does the job, then the one that tests it', () => {
  const blocks = [...readme.matchAll(/```(\w+)\n([\s\S]*?)```/g)]
    .slice(0, 3)
    .map(([, kind, text]) => [kind, text])
  expect(blocks[0]).toEqual([
    'sh',
    'npm ci && npx scopectl token --user alice | npx scopectl check --need read\n',
  ])
  expect(blocks[1]).toEqual(['sh', 'npm test\n'])
  expect(blocks[2]?.[1]).toMatch(
    /^\$ npx scopectl check --user bob --route "DELETE \/users\/42" --explain\n/,
  )
})

test('every script and file that the documents mention exists', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    scripts: Record<string, string>
  }
  for (const file of ['README.md', 'CONTRIBUTING.md', 'SECURITY.md']) {
    const text = readFileSync(file, 'utf8')
    for (const [, name = ''] of text.matchAll(/npm run ([\w:]+)/g))
      expect(scripts, file).toHaveProperty(name)
    for (const [, path = ''] of text.matchAll(/\]\((?!http)([^)#]+)\)/g)) {
      expect(() => readFileSync(path), `${file}: ${path}`).not.toThrow(/ENOENT/)
    }
  }
})

/** A clock in a document shows the time at which it was written, and no second passes between two commands. */
function fixTimes(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ/g, '2026-11-24 06:29:31Z')
    .replace(/^(?<row> +expires .*)06:29:31Z$/gm, '$<row>06:44:31Z')
    .replace(/\bin 1[45]m( \d+s)?/g, 'in 15m')
    .replace(/\b(1h( \ds)?|59m 5\ds) ago/g, '1h ago')
    .replace(/^( +issued +)(?:now|\ds ago) +/gm, '$1now     ')
    .replace(/^( +expires +in 15m) +/gm, '$1  ')
}
