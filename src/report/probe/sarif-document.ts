import { escapeJson } from '../escape.js'

export const sarifDocument = (runs: readonly object[]): string =>
  `${escapeJson(JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs }))}\n`

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json'

interface Fault {
  readonly code: string
  readonly says: string
}

/** A run that checked nothing. */
export function failedSarif(faults: readonly Fault[]): string {
  const toolExecutionNotifications = faults.map(({ code, says }) => ({
    level: 'error',
    descriptor: { id: code },
    message: { text: says },
  }))
  const invocations = [{ executionSuccessful: false, toolExecutionNotifications }]
  return sarifDocument([
    { tool: { driver: { name: 'scopectl', rules: [] } }, invocations, results: [] },
  ])
}
