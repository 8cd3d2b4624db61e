import { type Imported, importOpenApi } from '../core/openapi/import.js'
import type { Optional, Unstated } from '../core/openapi/security.js'
import type { Context } from '../io/context.js'
import { isThere } from '../io/init-paths.js'
import { readOpenApi } from '../io/openapi-source.js'
import type { Asker } from '../io/prompt.js'
import { readPrefix } from './import-openapi.js'

export interface SourceOptions {
  readonly from?: string
  readonly scheme?: string
  readonly basePath?: string
  readonly root?: string
  readonly unstated?: Unstated
  readonly optional?: Optional
}

/** The document of --from. If it states no security for some operations, only a person knows what they need. */
export async function askImport(
  ask: Asker,
  { from, scheme, basePath, root, unstated, optional }: SourceOptions,
  ctx: Context,
): Promise<Imported | undefined> {
  if (from === undefined) return undefined
  const source = await readOpenApi(from, ctx, root)
  const options = { scheme, prefix: readPrefix(basePath), optional }
  const imported = importOpenApi(source, { ...options, unstated })
  const silent = imported.routes.filter(({ why }) => why === 'states-none').map(({ name }) => name)
  if (silent.length === 0 || unstated !== undefined) return imported
  const [first = '', ...others] = silent
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  const level = await ask.one(
    `No security is stated for ${first}${more}. What is needed there?`,
    [
      { value: 'undecided', name: 'decide later, in the catalog' },
      { value: 'public', name: 'nothing: public' },
      { value: 'authenticated', name: 'any valid token' },
    ],
    'undecided',
  )
  return importOpenApi(source, { ...options, unstated: level as Unstated })
}

/** An existing users file; undefined: write a new one. */
export async function askUsersFile(ask: Asker, ctx: Context): Promise<string | undefined> {
  const typed = await ask.text(
    'A file with your users and their roles (CSV, YAML, …); empty: a new one',
    '',
    (text) =>
      text.trim() === '' || isThere(text.trim(), ctx) ? undefined : 'there is no such file',
  )
  return typed.trim() === '' ? undefined : typed.trim()
}
