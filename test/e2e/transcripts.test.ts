/**
 * Golden transcripts: the output of scopectl with its exit codes, written to be read.
 *
 * A case is a folder cases/<name>/ with the files that its commands see and a `transcript.txt`:
 *
 *     # what this shows
 *     $ scopectl check --user bob --need read
 *     allow
 *     --- stderr
 *     note: …
 *     --- exit 0
 *
 * To add one, write the `$ ` lines, run `npm run transcripts`, and read what it filled in. Each line is run by `sh -c`,
 * in order, in a copy of the folder, without stdin. A folder may contain a file `files` with the name of a folder of
 * test/fixtures/ to copy first: inputs that several cases share. Tokens, key ids and temp folders are printed as
 * <token>, <kid>, <dir> and <home>. The build is what runs: `npm test` builds first, `npx vitest` does not.
 */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { assertDocumented } from '../support/documented.js'
import { type Finished, runProcess } from '../support/run-process.js'
import { plainEnv, wrapperDir } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { normalise, parseTranscript, printTranscript } from '../support/transcript.js'

const CASES = 'test/e2e/cases'
const update = process.env['UPDATE'] === '1'

let bin: string
beforeAll(() => {
  bin = wrapperDir()
})

describe.concurrent('transcripts', () => {
  test.each(readdirSync(CASES))('%s', async (name) => {
    const path = join(CASES, name, 'transcript.txt')
    const expected = readFileSync(path, 'utf8')
    const transcript = parseTranscript(expected)
    expect(transcript.steps, `${path} has no line that starts with "$ "`).not.toEqual([])
    const actual = printTranscript(transcript, await runAll(name, transcript.steps))
    if (update) writeFileSync(path, actual)
    else expect(actual, path).toBe(expected)
  })
})

async function runAll(name: string, steps: readonly { command: string }[]): Promise<Finished[]> {
  const dir = copyOfCase(name)
  const home = tempDir()
  const plain = (text: string) => normalise(text, { '<dir>': dir, '<home>': home })
  const results: Finished[] = []
  for (const { command } of steps) {
    const done = await runProcess('sh', ['-c', command], { cwd: dir, env: plainEnv(home, bin) })
    assertDocumented(done.stdout)
    results.push({ ...done, stdout: plain(done.stdout), stderr: plain(done.stderr) })
  }
  return results
}

function copyOfCase(name: string): string {
  const dir = tempDir()
  const shared = join(CASES, name, 'files')
  if (existsSync(shared)) {
    cpSync(join('test/fixtures', readFileSync(shared, 'utf8').trim()), dir, { recursive: true })
  }
  cpSync(join(CASES, name), dir, { recursive: true })
  for (const ours of ['files', 'transcript.txt']) rmSync(join(dir, ours), { force: true })
  return dir
}
