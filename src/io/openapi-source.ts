import { realpathSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve } from 'node:path'
import { fail, ScopectlError } from '../core/errors.js'
import type { OpenApiSource, Place } from '../core/openapi/document.js'
import type { RefFault } from '../core/problems/openapi.js'
import { parseJson } from '../core/token/strict-json.js'
import { display } from './catalog-file.js'
import type { Context } from './context.js'
import { toError } from './findings.js'
import { FOREIGN_DEPTH, readForeignYaml } from './foreign-yaml.js'
import { flawFinding } from './json-source.js'
import { refuseConflict } from './merge-conflict.js'
import { attempt, decodeText, markOf, readMarkedText, readText } from './read-file.js'
import { TextLines } from './text-lines.js'
import { isUrl, readableUrl, shownUrl } from './url.js'

/** 16 MB: the limit for one document. */
export const OPENAPI_LIMIT = 16_000_000
const URL_SECONDS = 20
/** How many files one document may consist of. */
const MOST_FILES = 200

/** A document with its text, into which an export is merged. */
export interface OpenApiText extends OpenApiSource {
  readonly text: string
  readonly form: 'json' | 'yaml'
  /** Its byte order mark, or an empty string. */
  readonly mark: string
  /** Absolute; undefined if it did not come from a file. */
  readonly path: string | undefined
}

/**
 * Reads an OpenAPI document: a file, `-` for stdin, or a URL (https, or http to this machine). References to other
 * files are followed only inside the document's folder, after resolving symlinks and `..`; from a URL and from stdin
 * they are not followed. Nothing else is ever fetched.
 *
 * @throws ScopectlError `file-…`, `url-…`, `json-syntax`, `yaml-…`, `duplicate-name`
 */
export async function readOpenApi(argument: string, ctx: Context): Promise<OpenApiText> {
  if (argument === '-') {
    const bytes = await ctx.stdin.bytes(OPENAPI_LIMIT, 'an OpenAPI document')
    const text = decodeText(bytes, 'stdin')
    const mark = markOf(bytes)
    return {
      ...parsed('stdin', text),
      mark,
      name: 'stdin',
      file: '-',
      path: undefined,
      open: nowhere,
    }
  }
  if (isUrl(argument)) {
    const url = readableUrl(argument, 'the document', 'url')
    const accept = 'application/json, application/yaml, text/yaml;q=0.9, */*;q=0.1'
    const limits = { bytes: OPENAPI_LIMIT, seconds: URL_SECONDS, accept }
    const { httpGet } = await import('./http-get.js')
    const bytes = await httpGet(url, 'url', limits, ctx.env)
    const name = shownUrl(url)
    const read = parsed(name, utf8(bytes, name))
    return { ...read, mark: markOf(bytes), name, file: name, path: undefined, open: nowhere }
  }
  const path = resolve(ctx.cwd, argument)
  const name = display(path, ctx.cwd)
  const { text, mark } = readMarkedText(path, name, undefined, OPENAPI_LIMIT)
  const real = attempt(name, undefined, () => realpathSync(path))
  const open = opener(dirname(real))
  return { ...parsed(name, text), mark, name, file: real, path, open }
}

const nowhere = (): { fault: RefFault } => ({ fault: 'remote' })

function utf8(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return fail('url-not-utf8', { url: name })
  }
}

/** Depends on the text, not on the file name: JSON in a `.yaml` file is common. */
function parsed(
  name: string,
  text: string,
): { value: unknown; text: string; form: 'json' | 'yaml' } {
  if (text.trim() === '') fail('file-empty', { file: name })
  refuseConflict(name, text)
  if (/^\s*[{[]/.test(text)) {
    const result = parseJson(text, { maxDepth: FOREIGN_DEPTH })
    if (result.ok) return { value: result.value, text, form: 'json' }
    // Text in braces may still be YAML, unless the file name says otherwise.
    if (!/\.ya?ml$/i.test(name))
      throw toError(name, new TextLines(name, text), [flawFinding(text, result.flaw)])
  }
  return { value: readForeignYaml(name, text), text, form: 'yaml' }
}

/** Opens the files that references name, each only once. */
function opener(folder: string): OpenApiSource['open'] {
  const opened = new Map<string, Place | { fault: RefFault }>()
  return (from, reference) => {
    const path = localPath(folder, from, reference)
    if ('fault' in path) return path
    const known = opened.get(path.real)
    if (known) return known
    if (opened.size >= MOST_FILES) return { fault: 'too-many' }
    const place = readPlace(path.real)
    opened.set(path.real, place)
    return place
  }
}

function localPath(
  folder: string,
  from: string,
  reference: string,
): { real: string } | { fault: RefFault } {
  if (/^(?:[A-Za-z][A-Za-z0-9+.-]*:|\/\/)/.test(reference)) return { fault: 'remote' }
  let decoded: string
  try {
    decoded = decodeURIComponent(reference)
  } catch {
    return { fault: 'no-pointer' }
  }
  if (/[\\\0]/.test(decoded)) return { fault: 'outside' }
  const path = resolve(dirname(from), decoded)
  // Before touching the file system: files outside are not even looked up.
  if (isAbsolute(decoded) || !isInside(folder, path)) return { fault: 'outside' }
  if (!/\.(?:json|ya?ml)$/i.test(path)) return { fault: 'unreadable' }
  try {
    const real = realpathSync(path)
    return isInside(folder, real) ? { real } : { fault: 'outside' }
  } catch {
    return { fault: 'missing' }
  }
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !/^\.\.[\\/]/.test(way) && !isAbsolute(way)
}

function readPlace(real: string): Place | { fault: RefFault } {
  try {
    return { file: real, value: parsed(real, readText(real, real, undefined, OPENAPI_LIMIT)).value }
  } catch (error) {
    if (error instanceof ScopectlError) return { fault: 'unreadable' }
    throw error
  }
}

/** The value of a document's text after a change, for reading it back. */
export const parsedText = (name: string, text: string): unknown => parsed(name, text).value
