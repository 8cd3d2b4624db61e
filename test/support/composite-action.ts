import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type Finished, runProcess } from './run-process.js'
import { plainEnv } from './scopectl.js'
import { tempDir } from './temp-dir.js'

interface Step {
  readonly id?: string
  readonly name?: string
  readonly if?: string
  readonly uses?: string
  readonly run?: string
  readonly env?: Readonly<Record<string, string>>
  readonly 'working-directory'?: string
}

interface Action {
  readonly inputs: Readonly<
    Record<string, { readonly description?: string; readonly default: string }>
  >
  readonly outputs: Readonly<Record<string, { readonly value: string }>>
  readonly runs: { readonly steps: readonly Step[] }
}

export const readAction = (): Action => parse(readFileSync('action.yml', 'utf8'))

/** What a run of the action leaves behind. */
export interface ActionRun {
  readonly exit: number
  readonly log: string
  readonly summary: string
  readonly outputs: Readonly<Record<string, string>>
}

export interface ActionOptions {
  readonly workspace: string
  readonly inputs: Readonly<Record<string, string>>
  /** Where `scopectl` and the action are. */
  readonly path: readonly string[]
  readonly action?: string
  /** Further variables, such as those of a registry. */
  readonly env?: Readonly<Record<string, string>>
}

/**
 * Runs the shell steps of action.yml as a runner does: the files GITHUB_OUTPUT, GITHUB_PATH and GITHUB_STEP_SUMMARY, the
 * values of `${{ inputs.… }}` and `${{ steps.… }}`, and no further step after one that fails. Actions of others are left out.
 */
export async function runAction(options: ActionOptions): Promise<ActionRun> {
  const { runs, outputs, inputs } = readAction()
  const defaults = Object.entries(inputs).map(([name, { default: value }]) => [name, value])
  const given = { ...Object.fromEntries(defaults), ...options.inputs }
  const temp = tempDir({ summary: '', path: '' })
  const steps: Record<string, Record<string, string>> = {}
  const evaluated = (text: string): string =>
    text.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => {
      const [of, key = '', , output = ''] = name.split('.')
      if (of === 'inputs') return given[key] ?? ''
      if (of === 'steps') return steps[key]?.[output] ?? ''
      if (name === 'github.action_path') return options.action ?? ''
      throw new Error(`the test does not know ${name}`)
    })
  let log = ''
  let exit = 0
  for (const [n, step] of runs.steps.entries()) {
    if (step.run === undefined || exit !== 0) continue
    const output = join(temp, `output-${n}`)
    const folders = readFileSync(join(temp, 'path'), 'utf8').split('\n').filter(Boolean).reverse()
    const env = {
      ...options.env,
      ...plainEnv(temp, ...folders, ...options.path),
      RUNNER_TEMP: temp,
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: options.workspace,
      GITHUB_OUTPUT: output,
      GITHUB_PATH: join(temp, 'path'),
      GITHUB_STEP_SUMMARY: join(temp, 'summary'),
      ...Object.fromEntries(
        Object.entries(step.env ?? {}).map(([name, text]) => [name, evaluated(text)]),
      ),
    }
    const cwd = join(options.workspace, evaluated(step['working-directory'] ?? '.'))
    const done: Finished = await runProcess(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', `: > "$GITHUB_OUTPUT"\n${step.run}`],
      { cwd, env, seconds: 300 },
    )
    log += done.stdout + done.stderr
    exit = done.exit
    if (step.id !== undefined) steps[step.id] = pairsIn(output)
  }
  const said = Object.entries(outputs).map(([name, { value }]) => [name, evaluated(value)])
  const summary = readFileSync(join(temp, 'summary'), 'utf8')
  return { exit, log, summary, outputs: Object.fromEntries(said) }
}

/** `name=value` lines; the last one of a name holds. */
const pairsIn = (file: string): Record<string, string> =>
  Object.fromEntries(
    readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
