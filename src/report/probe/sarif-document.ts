import { escapeJson } from '../escape.js'

export const sarifDocument = (runs: readonly object[]): string =>
  `${escapeJson(JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs }))}\n`

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json'

/** A path as a URI reference: `#` and `?` would begin a fragment and a query, and a first segment with `:` a scheme. */
export const uriOf = (path: string): string =>
  encodeURI(path.replaceAll('\\', '/'))
    .replace(/[#?]/g, encodeURIComponent)
    .replace(/^[^/]*/, (first) => first.replaceAll(':', '%3A'))

/** Replaces the file of each location in a printed document: GitHub resolves it from the root of the repository. */
export const withSarifFiles = (printed: string, pathOf: (file: string) => string): string =>
  printed.replace(
    /("artifactLocation":\{"uri":")([^"]*)/g,
    (_, start: string, uri: string) => `${start}${uriOf(pathOf(decodeURIComponent(uri)))}`,
  )

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
