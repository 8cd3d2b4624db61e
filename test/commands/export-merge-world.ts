import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `scopes: { read: Read, write: Write }
routes: { GET /a: read, POST /a: { any: [write, { scheme: key }] }, GET /b: authenticated, DELETE /a: public }
`

/** Merges into a document with this text, and returns what was printed and written. */
export async function merged(
  text: string,
  { file = 'api.yaml', catalog = CATALOG, more = [] as string[] } = {},
) {
  const cwd = tempDir({ [file]: text, 'scopes.yaml': catalog })
  const args = ['export', 'openapi', '--merge', file]
  const done = await scopectl([...args, ...more], { cwd })
  const written = readFileSync(join(cwd, file), 'utf8')
  const drift = await scopectl(['drift', file], { cwd })
  return { ...done, written, drift: drift.exit }
}

/** What a diff would show: lines that are only in one of the texts. */
export function changedLines(before: string, after: string): { gone: string[]; added: string[] } {
  const [old, now] = [before.split('\n'), after.split('\n')]
  return {
    gone: old.filter((line) => !now.includes(line)),
    added: now.filter((line) => !old.includes(line)),
  }
}
