import type { Catalog, TokenSettings } from '../catalog/model.js'
import { readTokenSettings } from '../catalog/read-token-settings.js'
import { type CatalogFile, catalogSchema, type TokenFile } from '../catalog/schema.js'
import type { Location } from '../problem.js'
import { readShape } from '../shape.js'
import { type Source, sourceOf } from '../source.js'
import { grantsOf } from '../subject/grants.js'
import { NO_USERS, type Users } from '../users/model.js'

/** `token:` overlaid with at most one profile, and where each key was written. */
export interface Settings {
  /** `token`, or `profiles.NAME`: the name in findings about them. */
  readonly name: string
  readonly token: TokenSettings
  /** Whether this layer sets the key itself: what a profile does not change is reported once, for the base. */
  writes(key: keyof TokenFile): boolean
  /** Where it is written, here or in the base; otherwise where it would be. */
  locate(key: keyof TokenFile): Location | undefined
}

/** Everything that rules use: the loaded files, and the catalog as written (globs not expanded). */
export interface LintFacts {
  readonly catalog: Catalog
  readonly form: CatalogFile
  readonly source: Source
  readonly users: Users
  readonly usersSource: Source
  /** The base first, then every profile, including those not selected by the command. */
  readonly settings: readonly Settings[]
  /** Whether grants are kept here: without users, a role that nobody has means nothing. */
  readonly hasUsers: boolean
  /** What the default roles grant to every user. */
  readonly everyone: ReadonlySet<string>
  /** Files of the development key ring that git tracks. */
  readonly tracked: readonly string[]
}

export interface LintInput {
  readonly catalog: Catalog
  readonly source: Source
  readonly users?: Users | undefined
  readonly usersSource?: Source | undefined
  readonly tracked?: readonly string[] | undefined
}

/** @throws Error if `catalog` was not parsed from `source`. */
export function factsOf({ catalog, source, users, usersSource, tracked }: LintInput): LintFacts {
  const shaped = readShape(source, catalogSchema)
  if (!shaped.ok) throw new Error('a loaded catalog has a source that does not load')
  const form = shaped.value
  const known = users ?? NO_USERS
  return {
    catalog,
    form,
    source,
    users: known,
    usersSource: usersSource ?? sourceOf({}, known.file),
    settings: settingsOf(form, source),
    hasUsers: known.users.size + known.clients.size > 0,
    everyone: grantsOf(catalog, { kind: 'role', roles: [] }) ?? new Set(),
    tracked: tracked ?? [],
  }
}

function settingsOf(form: CatalogFile, source: Source): Settings[] {
  const base = { form: form.token ?? {}, path: ['token'] }
  const read = (name: string, layers: (typeof base & { profile?: string })[]): Settings => ({
    name,
    token: readTokenSettings(layers, source, () => {}),
    writes: (key) => layers.at(-1)?.form[key] !== undefined,
    locate(key) {
      const layer = layers.findLast((each) => each.form[key] !== undefined)
      return layer
        ? source.locate([...layer.path, key])
        : source.locate(layers.at(-1)?.path ?? [], 'key')
    },
  })
  const profiles = Object.entries(form.profiles ?? {}).map(([profile, own]) =>
    read(`profiles.${profile}`, [base, { form: own, path: ['profiles', profile], profile }]),
  )
  return [read('token', [base]), ...profiles]
}
