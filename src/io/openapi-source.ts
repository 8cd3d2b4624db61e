import { realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fail } from '../core/errors.js'
import type { OpenApiSource } from '../core/openapi/document.js'
import { OPENAPI_OUTLINE } from '../core/openapi/outline.js'
import type { RefFault } from '../core/problems/openapi.js'
import { parseJson } from '../core/token/strict-json.js'
import { display } from './catalog-file.js'
import type { Context } from './context.js'
import { DOCUMENT_BYTES, DocumentBudget } from './document-budget.js'
import { documentFiles, isRemote } from './document-files.js'
import { rootFolder, rootOf } from './document-root.js'
import { toError } from './findings.js'
import { FOREIGN_DEPTH, readForeignYaml } from './foreign-yaml.js'
import { flawFinding } from './json-source.js'
import { refuseConflict } from './merge-conflict.js'
import { attempt, decodeText, markOf, readMarkedText, readText } from './read-file.js'
import { TextLines } from './text-lines.js'
import { isUrl, readableUrl, shownUrl } from './url.js'

/** How long a URL may take: this, and for each megabyte that has arrived, this much longer. */
const URL_SECONDS = 20
const SECONDS_PER_MEGABYTE = 2

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
 * files are followed only inside one folder (see document-root.ts), after resolving symlinks and `..`; from a URL they
 * are not followed, and from stdin only with `root`, as if the document were in that folder. Nothing else is ever fetched.
 *
 * @param root the folder of `--root`
 * @throws ScopectlError `file-…`, `url-…`, `json-syntax`, `yaml-…`, `duplicate-name`, `document-memory`,
 * `openapi-outside-root`
 */
export async function readOpenApi(
  argument: string,
  ctx: Context,
  root?: string,
): Promise<OpenApiText> {
  const budget = new DocumentBudget()
  if (argument === '-') {
    const folder = root === undefined ? undefined : rootFolder(root, ctx)
    const bytes = await ctx.stdin.bytes(DOCUMENT_BYTES, 'an OpenAPI document')
    const read = parsed('stdin', decodeText(bytes, 'stdin'), budget)
    const open = folder === undefined ? noFolder : files(folder, budget)
    const file = folder === undefined ? '-' : join(folder, '-')
    return { ...read, mark: markOf(bytes), name: 'stdin', file, path: undefined, open }
  }
  if (isUrl(argument)) {
    if (root !== undefined) fail('conflicting-flags', { flags: ['DOCUMENT URL', '--root'] })
    const { bytes, name } = await download(argument, ctx)
    const read = parsed(name, utf8(bytes, name), budget)
    return { ...read, mark: markOf(bytes), name, file: name, path: undefined, open: nowhere }
  }
  const path = resolve(ctx.cwd, argument)
  const name = display(path, ctx.cwd)
  const { text, mark } = readMarkedText(path, name, undefined, DOCUMENT_BYTES)
  const real = attempt(name, undefined, () => realpathSync(path))
  const open = files(rootOf(real, root, ctx), budget)
  return { ...parsed(name, text, budget), mark, name, file: real, path, open }
}

async function download(
  argument: string,
  ctx: Context,
): Promise<{ bytes: Uint8Array; name: string }> {
  const url = readableUrl(argument, 'the document', 'url')
  const limits = {
    bytes: DOCUMENT_BYTES,
    seconds: URL_SECONDS,
    secondsPerMegabyte: SECONDS_PER_MEGABYTE,
    accept: 'application/json, application/yaml, text/yaml;q=0.9, */*;q=0.1',
  }
  const { httpGet } = await import('./http-get.js')
  return { bytes: await httpGet(url, 'url', limits, ctx.env), name: shownUrl(url) }
}

/** The files that the document refers to. Their paths are absolute, and appear in no message. */
const files = (root: string, budget: DocumentBudget): OpenApiSource['open'] =>
  documentFiles(root, (real) => {
    const text = readText(real, real, undefined, budget.bytes)
    return parsed(real, text, budget).value
  })

const noFolder: OpenApiSource['open'] = (_from, reference) => ({
  fault: isRemote(reference) ? 'remote' : 'no-folder',
})

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
  budget: DocumentBudget,
): { value: unknown; text: string; form: 'json' | 'yaml' } {
  if (text.trim() === '') fail('file-empty', { file: name })
  refuseConflict(name, text)
  budget.takeText(text)
  if (/^\s*[{[]/.test(text)) {
    const onValues = (count: number): void => budget.takeMemory(count * VALUE_BYTES, name)
    const result = parseJson(text, { maxDepth: FOREIGN_DEPTH, onValues, outline: OPENAPI_OUTLINE })
    if (result.ok) return { value: result.value, text, form: 'json' }
    // Text in braces may still be YAML, unless the file name says otherwise.
    if (!/\.ya?ml$/i.test(name)) {
      const flaw = flawFinding(text, result.flaw, FOREIGN_DEPTH)
      throw toError(name, new TextLines(name, text), [flaw])
    }
  }
  return { value: readForeignYaml(name, text, budget), text, form: 'yaml' }
}

/** What a value takes at most in memory: a list of one item has room for 17. */
const VALUE_BYTES = 200

/** The value of a document's text after a change, for reading it back. */
export const parsedText = (name: string, text: string): unknown =>
  parsed(name, text, new DocumentBudget()).value
