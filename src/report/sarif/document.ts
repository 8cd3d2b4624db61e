import { escapeJson } from '../escape.js'

export const sarifDocument = (runs: readonly object[]): string =>
  `${escapeJson(JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs }))}\n`

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json'

/** The root of the repository: GitHub resolves files from it. */
export const ROOT = '%SRCROOT%'

/** A path as a URI reference: `#` and `?` would begin a fragment and a query, and a first segment with `:` a scheme. */
const uriOf = (path: string): string =>
  encodeURI(path.replaceAll('\\', '/'))
    .replace(/[#?]/g, encodeURIComponent)
    .replace(/^[^/]*/, (first) => first.replaceAll(':', '%3A'))

/** A file, named from the root of the repository; withSarifFiles corrects one that is outside. */
export const artifactOf = (file: string): object => ({ uri: uriOf(file), uriBaseId: ROOT })

/** Replaces the file of each location in a printed document: GitHub resolves it from the root of the repository. */
export const withSarifFiles = (printed: string, pathOf: (file: string) => string): string =>
  printed.replace(
    /("artifactLocation":)\{"uri":"([^"]*)","uriBaseId":"%SRCROOT%"\}/g,
    (_, name: string, uri: string) => {
      const path = pathOf(decodeURIComponent(uri))
      return `${name}${JSON.stringify(isOutside(path) ? { uri: outsideUri(path) } : artifactOf(path))}`
    },
  )

const isAbsolute = (path: string): boolean => /^([\\/]|[A-Za-z]:[\\/])/.test(path)
const isOutside = (path: string): boolean => isAbsolute(path) || /^\.\.([\\/]|$)/.test(path)

const outsideUri = (path: string): string =>
  isAbsolute(path) ? `file://${path.startsWith('/') ? '' : '/'}${uriOf(path)}` : uriOf(path)

export const notification = (
  level: 'error' | 'warning' | 'note',
  id: string,
  text: string,
): object => ({ level, descriptor: { id }, message: { text } })

/** What distinguishes the log of a command from those of others: without it, GitHub keeps only the last one. */
export const automationOf = (kind: string): object => ({ id: `scopectl ${kind}/` })

/** Names the catalog too: the logs of two in one repository would replace each other. One in the root has no name. */
export function withSarifCatalog(printed: string, path: string): string {
  if (isOutside(path)) return printed
  const name = escapeJson(JSON.stringify(path.replace(/(^|\/)scopes\.(yaml|json)$/, ''))).slice(
    1,
    -1,
  )
  const id = (head: string): string => (name === '' ? `${head}/` : `${head} ${name}/`)
  return printed.replace(/(?<="automationDetails":\{"id":")([^"]*)\/(?="\})/, (_, head: string) =>
    id(head),
  )
}
