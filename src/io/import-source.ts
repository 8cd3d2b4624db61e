import { resolve } from 'node:path'
import type { Source } from '../core/source.js'
import { display } from './catalog-file.js'
import type { Context } from './context.js'
import { withoutComments } from './json-comments.js'
import { readJson } from './json-source.js'
import { decodeText, readText } from './read-file.js'
import { readYaml } from './yaml-source.js'

/** How the documents of a tool are written; `jsonc` is JSON with comments. */
export type SourceForm = 'json' | 'jsonc' | 'yaml'

/** 100 MB: exports of other tools are larger than our own files. */
const SOURCE_BYTES = 100_000_000

/**
 * Reads a document of another tool: a file, or `-` for stdin. A byte order mark is dropped. JSON is accepted where YAML is.
 *
 * @throws ScopectlError `file-…`, `stdin-…`, and what {@link readJson} and {@link readYaml} report
 */
export async function readSource(
  argument: string,
  form: SourceForm,
  ctx: Context,
): Promise<Source> {
  const path = resolve(ctx.cwd, argument)
  const isStdin = argument === '-'
  const name = isStdin ? 'stdin' : display(path, ctx.cwd)
  const text = isStdin
    ? decodeText(await ctx.stdin.bytes(SOURCE_BYTES, 'a document'), name)
    : readText(path, name, undefined, SOURCE_BYTES)
  if (form === 'jsonc') return readJson(name, withoutComments(text), text)
  return form === 'json' || /^\s*\{/.test(text) ? readJson(name, text) : readYaml(name, text)
}
