import { readdirSync, readFileSync } from 'node:fs'
import { scopectl } from './scopectl.js'
import { tempDir } from './temp-dir.js'

interface Coverage {
  readonly result: readonly {
    readonly url: string
    readonly functions: readonly {
      readonly functionName: string
      readonly ranges: readonly {
        readonly startOffset: number
        readonly endOffset: number
        readonly count: number
      }[]
    }[]
  }[]
}

const FILES = ['dist/scopectl.cjs', 'dist/more.cjs']
const PROMPTS = 'dist/inquirer.cjs'
const PART = /,?"[\w/-]+\.js"\([\w$,]*\)\{/

/** The texts of all parts that the build is made of. */
export const allParts = (): string[] =>
  FILES.flatMap((file) => readFileSync(file, 'utf8').split(PART).slice(1)).concat(
    readFileSync(PROMPTS, 'utf8'),
  )

/** The texts of the parts of the build that a command has run, by V8's own account. */
export async function partsRun(args: readonly string[], cwd: string): Promise<string[]> {
  const coverage = tempDir()
  await scopectl(args, { cwd, env: { NODE_V8_COVERAGE: coverage } })
  const [report = ''] = readdirSync(coverage).filter((name) => name.startsWith('coverage-'))
  const { result } = JSON.parse(readFileSync(`${coverage}/${report}`, 'utf8')) as Coverage
  const of = (file: string) => result.find(({ url }) => url.endsWith(file))
  const parts = FILES.flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    return (of(file)?.functions ?? []).flatMap(({ functionName, ranges: [whole] }) =>
      whole && whole.count > 0 && /^[\w/-]+\.js$/.test(functionName)
        ? text.slice(whole.startOffset, whole.endOffset)
        : [],
    )
  })
  return of(PROMPTS) ? [...parts, readFileSync(PROMPTS, 'utf8')] : parts
}
