import { realpathSync } from 'node:fs'
import { dirname, isAbsolute, resolve } from 'node:path'
import { ScopectlError } from '../core/errors.js'
import type { OpenApiSource, Place } from '../core/openapi/document.js'
import type { RefFault } from '../core/problems/openapi.js'
import { isInside } from './document-root.js'

/**
 * Opens the files that references name, each only once, and only inside `root` (see document-root.ts): `..`, symlinks
 * and percent-encoding are resolved before a file is opened.
 *
 * @param read yields the value of a file.
 */
export function documentFiles(
  root: string,
  read: (real: string) => unknown,
): OpenApiSource['open'] {
  const opened = new Map<string, Place | { fault: RefFault }>()
  return (from, reference) => {
    const path = localPath(root, from, reference)
    if ('fault' in path) return path
    const known = opened.get(path.real) ?? placeOf(path.real, read)
    opened.set(path.real, known)
    return known
  }
}

/** Whether a reference of a local document is a URL. */
export const isRemote = (reference: string): boolean =>
  /^(?:[A-Za-z][A-Za-z0-9+.-]*:|\/\/)/.test(reference)

function localPath(
  root: string,
  from: string,
  reference: string,
): { real: string } | { fault: RefFault } {
  if (isRemote(reference)) return { fault: 'remote' }
  let decoded: string
  try {
    decoded = decodeURIComponent(reference)
  } catch {
    return { fault: 'no-pointer' }
  }
  if (/[\\\0]/.test(decoded)) return { fault: 'outside' }
  const path = resolve(dirname(from), decoded)
  // Before touching the file system: files outside are not even looked up.
  if (isAbsolute(decoded) || !isInside(root, path)) return { fault: 'outside' }
  if (!/\.(?:json|ya?ml)$/i.test(path)) return { fault: 'unreadable' }
  try {
    const real = realpathSync(path)
    return isInside(root, real) ? { real } : { fault: 'outside' }
  } catch {
    return { fault: 'missing' }
  }
}

function placeOf(real: string, read: (real: string) => unknown): Place | { fault: RefFault } {
  try {
    return { file: real, value: read(real) }
  } catch (error) {
    if (!(error instanceof ScopectlError)) throw error
    const isTooBig = error.problems.some(({ code }) => TOO_BIG.has(code))
    return { fault: isTooBig ? 'too-big' : 'unreadable' }
  }
}

const TOO_BIG: ReadonlySet<string> = new Set(['file-too-big', 'document-memory'])
