import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

// A problem that no test triggers may no longer be found, or may never have been. Codes are read from the table of
// messages, which has one for each code or does not compile. A test triggers a code if it has it in quotes, without
// making the problem itself, or if a recorded transcript has it.

/** Codes that no test triggers, and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'port-unusable': 'needs a port that the system refuses, and an administrator may use them all',
  'diff-unseen': 'a safety net: every fact of the lock that can change has a kind of change',
  'export-shared':
    'a safety net: an operation that shares its definition is not written in the first place',
  'why-undecided': 'a safety net: a suite that asks about an undecided route does not load',
  usage: 'a safety net: our parser refuses first all that commander would refuse',
}

const WORDS = 'src/report/words'

async function allCodes(): Promise<string[]> {
  const files = readdirSync(WORDS).filter((name) => name !== 'index.ts')
  const modules = await Promise.all(
    files.map((name) => import(`../../${WORDS}/${name.replace(/\.ts$/, '.js')}`)),
  )
  const tables = modules.flatMap((exported: object) =>
    Object.entries(exported).filter(([name]) => name.endsWith('Words')),
  )
  return [...new Set(tables.flatMap(([, table]) => Object.keys(table as object)))].sort()
}

/** The text of the tests and transcripts, without problems that a test makes itself. */
function evidence(): string {
  const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
  return files
    .filter((name) => name.endsWith('.ts') || name.endsWith('transcript.txt'))
    .filter((name) => !name.endsWith('every-code.test.ts'))
    .map((name) => readFileSync(`test/${name}`, 'utf8'))
    .join('\n')
    .replace(/\bproblem\(\s*'[^']*'/g, '')
}

test('every problem code is triggered by a test', async () => {
  const codes = await allCodes()
  expect(codes.length).toBeGreaterThan(300)
  const said = evidence()
  const untested = codes.filter((code) => {
    // The tests of foreign tokens only mention the kind.
    const name = code.replace(/^token-is-/, '')
    return !new RegExp(`['"\`[]${name}['"\`:\\]]`).test(said)
  })
  expect(untested).toEqual(Object.keys(EXCEPTIONS).sort())
})
