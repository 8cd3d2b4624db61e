import { createHash } from 'node:crypto'
import { rmSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { fail } from '../../core/errors.js'
import { mapFromJson } from '../../core/plain-map.js'
import type { Problem } from '../../core/problem.js'
import type { TallyState } from '../../core/replay/tally.js'
import { display } from '../catalog-file.js'
import type { Context } from '../context.js'
import { attempt, readBytes, readText } from '../read-file.js'
import { writing } from '../write-file.js'
import { writeReport } from '../write-report.js'

/** Where a run was, and what it had counted. */
export interface ReplayState {
  /** How many of the logs were read to their end. */
  readonly done: number
  /** The last line of the next one that was counted. */
  readonly line: number
  readonly invalid: number
  readonly problems: readonly Problem[]
  readonly tally: TallyState
}

/** What must not have changed when a run is resumed. */
export interface ReplayInputs {
  readonly logs: readonly string[]
  /** The catalog, the users file; as their names are shown. */
  readonly files: readonly (string | undefined)[]
  /** Flags that change what is counted, and the commit of --against. */
  readonly flags: unknown
}

const KIND = 'scopectl replay'
const VERSION = 2
const LIMIT = 500_000_000

/** The file of --resume: what was counted up to some line, for these inputs only. */
export class ResumeFile {
  readonly #path: string
  readonly #shown: string
  readonly #inputs: Readonly<Record<'logs' | 'files' | 'flags', string>>

  constructor(file: string, inputs: ReplayInputs, { cwd }: Context) {
    this.#path = resolve(cwd, file)
    this.#shown = display(this.#path, cwd)
    this.#inputs = {
      logs: JSON.stringify(inputs.logs.map((log) => stampOf(resolve(cwd, log), log))),
      files: JSON.stringify(inputs.files.map((each) => each && digestOf(resolve(cwd, each), each))),
      flags: JSON.stringify(inputs.flags),
    }
  }

  /**
   * What was counted; undefined without the file.
   * @throws ScopectlError `replay-resume` if it is of another run, or a log, the catalog or the users have changed
   */
  read(): ReplayState | undefined {
    const stats = attempt(this.#shown, '--resume', () =>
      statSync(this.#path, { throwIfNoEntry: false }),
    )
    if (!stats) return undefined
    const found = mapFromJson(readText(this.#path, this.#shown, '--resume', LIMIT))
    if (found?.['kind'] !== KIND || found['version'] !== VERSION) return this.#refuse('form')
    for (const which of ['logs', 'files', 'flags'] as const)
      if (found[which] !== this.#inputs[which]) return this.#refuse(which)
    return found['state'] as ReplayState
  }

  /** Replaces the file, completely or not at all. */
  write(state: ReplayState): void {
    const text = JSON.stringify({ kind: KIND, version: VERSION, ...this.#inputs, state })
    writeReport(this.#path, `${text}\n`, this.#shown)
  }

  remove(): void {
    writing(this.#shown, () => rmSync(this.#path, { force: true }))
  }

  #refuse(why: 'form' | 'logs' | 'files' | 'flags'): never {
    return fail('replay-resume', { file: this.#shown, why })
  }
}

/** A log is not read again, so it counts as unchanged if its size and time are. */
const stampOf = (path: string, shown: string): readonly unknown[] => {
  const { dev, ino, size, mtimeMs } = attempt(shown, 'FILE', () => statSync(path))
  return [path, dev, ino, size, mtimeMs]
}

const digestOf = (path: string, shown: string): string =>
  createHash('sha256')
    .update(readBytes(path, LIMIT, shown).bytes)
    .digest('hex')
