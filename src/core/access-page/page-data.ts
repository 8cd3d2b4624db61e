import { type Filters, passes } from '../catalog/filter.js'
import type { Catalog } from '../catalog/model.js'
import type { FileFlags, PageData } from '../matrix/page-data.js'
import type { RowKind } from '../matrix/rows.js'
import type { Trust } from '../token/model.js'
import type { Users } from '../users/model.js'
import { type OlderSide, packOverlay } from './overlay.js'
import { pack } from './pack.js'
import { packProbed, type Recorded } from './pack-probed.js'
import { packToken } from './token-settings.js'

export interface PageInput {
  readonly catalog: Catalog
  readonly users: Users
  readonly given: FileFlags
  readonly by: RowKind
  /** With filters: the numbers of the routes that are shown. */
  readonly selected: readonly number[] | undefined
  readonly filters: Filters
  /** Two names to compare at first. */
  readonly compare: readonly [string, string] | undefined
  readonly older: OlderSide | undefined
  /** With the keys to include; without it, the page checks no signature. */
  readonly trust: Pick<Trust, 'algorithm' | 'keys'> | undefined
  /** Seconds. */
  readonly leeway: number
  /** The record of a probe, and its file. */
  readonly probed: { readonly file: string; readonly record: Recorded } | undefined
}

/** Everything that the access page shows. */
export function pageData(input: PageInput): PageData {
  const { catalog, users, given, by, selected, filters, compare, older, trust, leeway, probed } =
    input
  const overlay = older && packOverlay(older, { catalog, users })
  const roles = filters.role && ['anonymous', 'everyone', ...catalog.roles.keys()]
  return {
    version: 1,
    catalog: catalog.file,
    given,
    side: overlay?.side ?? pack(catalog, users),
    by,
    routes: selected,
    roles: roles?.filter((name) => passes(filters.role, name)),
    filters: Object.entries(filters).flatMap(([flag, globs]: [string, (readonly string[])?]) =>
      (globs ?? []).map((glob) => `--${flag} ${glob}`),
    ),
    compare,
    older: overlay?.older,
    token: packToken(catalog.token, leeway, trust),
    probed: probed && packProbed(catalog, probed.record, probed.file),
  }
}
