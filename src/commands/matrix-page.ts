import { type PageInput, pageData } from '../core/access-page/page-data.js'
import { fail } from '../core/errors.js'
import type { FileFlags, PageData } from '../core/matrix/page-data.js'
import { type Problem, problem } from '../core/problem.js'
import { publicJwk } from '../core/token/key-rules.js'
import type { Context } from '../io/context.js'
import { loadRecord } from './probe-record.js'
import type { Session } from './session.js'
import type { GlobalOptions } from './shared-flags.js'

/** The flags of `matrix` that only a page has. */
export interface PageFlags {
  probed?: string
  withKeys?: boolean
}

export function checkPageFlags({
  probed,
  withKeys,
  format,
  summary,
}: PageFlags & { readonly format?: string; readonly summary?: boolean }): void {
  if (format === 'html' && !summary) return
  const needs = summary ? '--format html without --summary' : '--format html'
  if (probed !== undefined) fail('flag-needs', { flag: '--probed', needs })
  if (withKeys) fail('flag-needs', { flag: '--with-keys', needs })
}

/** Loads what the page has besides the matrix, so that a problem is reported before anything is written. */
export async function pageOf(
  shown: Pick<PageInput, 'by' | 'selected' | 'filters' | 'compare' | 'older'>,
  session: Session,
  { probed: file, withKeys }: PageFlags,
): Promise<{ readonly page: () => PageData; readonly notes: readonly Problem[] }> {
  const { catalog, users, leeway, ctx, options } = session
  const probed = file === undefined ? undefined : { file, record: loadRecord(file, ctx) }
  const trust = withKeys ? (await session.keys.trust()).trust : undefined
  const hasNone = trust?.keys.every(({ jwk }) => publicJwk(jwk) === undefined) === true
  return {
    page: () =>
      pageData({ ...shown, catalog, users, given: fileFlags(options, ctx), trust, leeway, probed }),
    notes: hasNone ? [problem('page-without-keys', {})] : [],
  }
}

/** A catalog that only the environment names is named too: the page may be read, and its commands run, without it. */
export const fileFlags = (
  {
    catalog,
    usersFile,
    profile,
    env,
  }: Pick<GlobalOptions, 'catalog' | 'usersFile' | 'profile' | 'env'>,
  ctx: Context,
): FileFlags => ({
  catalog: catalog ?? (ctx.env['SCOPECTL_CATALOG'] || undefined),
  usersFile,
  profile,
  env,
})
