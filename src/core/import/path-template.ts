import type { Template } from '../catalog/route-template.js'
import { readPath } from '../openapi/path.js'
import type { DocumentPathFault } from '../problems/route.js'

export interface PathTemplate {
  readonly template: string
  readonly pattern: Template
}

/** A path that a catalog cannot have; `around` contains all the paths that it may mean, if there is such a template. */
export interface RefusedPath {
  readonly why: DocumentPathFault
  readonly around: PathTemplate | undefined
}

/**
 * A path of a permissions document as a route template. Parameters with the same name get numbers, and a space is
 * written as `%20`, since no request has another form of it. Nothing is repaired.
 */
export function readTemplate(path: string): PathTemplate | RefusedPath {
  const read = readPath(encoded(path))
  return 'why' in read ? { why: read.why, around: aroundPath(path) } : read
}

const encoded = (path: string): string =>
  path.replace(/\{[^{}]*\}| /g, (found) => (found === ' ' ? '%20' : found))

/** Without the query, and with a parameter for each segment that cannot be read. */
function aroundPath(path: string): PathTemplate | undefined {
  const [plain = ''] = path.split(/[?#]/)
  const segments = encoded(plain).split('/').slice(1)
  const kept = segments.map((segment) =>
    segment === '' || !('why' in readPath(`/${segment}`)) ? segment : '{segment}',
  )
  const read = readPath(`/${kept.join('/')}`)
  return 'why' in read || !path.startsWith('/') ? undefined : read
}
