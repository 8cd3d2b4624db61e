import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { fail } from '../core/errors.js'
import { markKeywords } from '../core/import/auth0-keyword.js'
import type { Source } from '../core/source.js'
import { display } from './catalog-file.js'
import type { Context } from './context.js'
import { readForeignSource } from './foreign-source.js'
import { withoutComments } from './json-comments.js'
import { readJson } from './json-source.js'
import { attempt, decodeText, readText } from './read-file.js'

/**
 * How the documents of a tool are written: `jsonc` is JSON with comments, `json-list` may be a list of documents, and `auth0` is
 * YAML with the keywords of auth0-deploy-cli.
 */
export type SourceForm = 'json' | 'json-list' | 'jsonc' | 'auth0'

/** 100 MB: exports of other tools are larger than our own files. */
const SOURCE_BYTES = 100_000_000

/**
 * Reads a document of another tool: a file, or `-` for stdin. A byte order mark is dropped. YAML is accepted where JSON is,
 * and JSON where YAML is.
 *
 * @throws ScopectlError `import-directory`, `file-…`, `stdin-…`, and what {@link readJson} and {@link readForeignSource} report
 */
export async function readSource(
  argument: string,
  form: SourceForm,
  ctx: Context,
): Promise<Source> {
  const path = resolve(ctx.cwd, argument)
  const isStdin = argument === '-'
  const name = isStdin ? 'stdin' : display(path, ctx.cwd)
  if (!isStdin) refuseFolder(path, name, form)
  const text = isStdin
    ? decodeText(await ctx.stdin.bytes(SOURCE_BYTES, 'a document'), name)
    : readText(path, name, undefined, SOURCE_BYTES)
  const json = form === 'jsonc' ? withoutComments(text) : text
  // YAML too: a realm may be written as it, and a document of another kind is recognized.
  if (form !== 'auth0' && /^\s*(?:[{[]|$)/.test(json)) {
    return readJson(name, json, text, form === 'json-list')
  }
  if (text.trim() === '') fail('file-empty', { file: name })
  return readForeignSource(name, form === 'auth0' ? markKeywords(text) : text, text)
}

/** The tools whose exports may be directories. */
const TOOLS = { auth0: 'auth0', 'json-list': 'keycloak' } as const

function refuseFolder(path: string, name: string, form: SourceForm): void {
  if (form !== 'auth0' && form !== 'json-list') return
  const stats = attempt(name, undefined, () => statSync(path, { throwIfNoEntry: false }))
  if (stats?.isDirectory()) fail('import-directory', { path: name, source: TOOLS[form] })
}
