import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { scopectl } from './scopectl.js'
import { tempDir } from './temp-dir.js'

interface Coverage {
  readonly result: readonly { readonly url: string }[]
}

const textOf = (name: string): string => readFileSync(`dist/${name}`, 'utf8')

/** The texts of all built files of the program. */
export const allFiles = (): string[] =>
  readdirSync('dist')
    .filter((name) => name.endsWith('.cjs'))
    .map(textOf)

/** The texts of those that a command has loaded, as reported by V8. */
export async function filesRun(args: readonly string[], cwd: string): Promise<string[]> {
  const coverage = tempDir()
  await scopectl(args, { cwd, env: { NODE_V8_COVERAGE: coverage } })
  const [report = ''] = readdirSync(coverage).filter((name) => name.startsWith('coverage-'))
  const { result } = JSON.parse(readFileSync(`${coverage}/${report}`, 'utf8')) as Coverage
  const urls = result.map(({ url }) => url).filter((url) => /\/dist\/[^/]+\.cjs$/.test(url))
  return urls.map((url) => textOf(basename(url)))
}
