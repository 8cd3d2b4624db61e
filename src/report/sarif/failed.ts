import { notification } from './document.js'
import type { SarifRule } from './rule.js'
import { sarifLog } from './run.js'

interface Fault {
  readonly code: string
  readonly says: string
  readonly file?: string | undefined
  readonly line?: number | undefined
  readonly column?: number | undefined
}

const COULD_NOT_RUN: SarifRule = {
  ...{ id: 'could-not-run', level: 'error' },
  short: 'scopectl could not run, and checked nothing',
}

/** A run that checked nothing. Its faults are results: GitHub would close all alerts of a log that has none. */
export const failedSarif = (kind: string, faults: readonly Fault[]): string =>
  sarifLog({
    kind,
    results: faults.map(({ code, says, file, line, column = 1 }) => ({
      rule: COULD_NOT_RUN,
      text: says,
      id: `${COULD_NOT_RUN.id} ${code} ${says}`,
      file: file ?? 'scopes.yaml',
      at: line === undefined ? undefined : { line, column },
    })),
    invocation: {
      executionSuccessful: false,
      toolExecutionNotifications: faults.map(({ code, says }) => notification('error', code, says)),
    },
  })
