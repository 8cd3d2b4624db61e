import type { Catalog } from '../catalog/model.js'
import { grantsOf } from '../subject/grants.js'
import { nameOf, type Subject } from '../subject/model.js'
import type { Users } from '../users/model.js'

export interface NextFacts {
  readonly catalog: Catalog
  readonly users: Users
  /** Whether tokens can be signed right away, with the development key. */
  readonly signs: boolean
  readonly hasSuite: boolean
  /** The argument of `--catalog`, if the catalog would not be found without it. */
  readonly catalogFlag: string | undefined
}

/** Lines to paste after `init`, for a POSIX shell. */
export function nextSteps({ catalog, users, signs, hasSuite, catalogFlag }: NextFacts): string[] {
  const by = naming(catalogFlag)
  const subject = someone(users)
  const who = subject && flag(`--${subject.kind}`, nameOf(subject) ?? '')
  const granted = subject && grantsOf(catalog, subject)
  const scope = [...catalog.scopes.keys()].find((name) => granted?.has(name))
  return [
    ...(signs && who && scope !== undefined
      ? [`scopectl token ${who}${by} | scopectl check ${flag('--need', scope)}${by}`]
      : []),
    who ? `scopectl can ${who}${by}` : `scopectl matrix${by}`,
    ...(hasSuite ? [testStep(catalogFlag)] : []),
  ]
}

/** The line that runs the new suite. */
export const testStep = (catalogFlag: string | undefined): string =>
  `scopectl test${naming(catalogFlag)}`

/** The line that writes a suite for a catalog that has none. */
export const suiteStep = (catalogFlag: string | undefined): string =>
  `scopectl init${naming(catalogFlag)} --suite`

const naming = (catalogFlag: string | undefined): string =>
  catalogFlag === undefined ? '' : ` ${flag('--catalog', catalogFlag)}`

/** The first enabled user, else the first enabled client. */
function someone({ users, clients }: Users): Subject | undefined {
  for (const user of users.values()) if (!user.disabled) return { kind: 'user', user }
  for (const client of clients.values()) if (!client.disabled) return { kind: 'client', client }
  return undefined
}

/** A value that begins with a dash must be joined to its flag. */
const flag = (name: string, value: string): string =>
  `${name}${value.startsWith('-') ? '=' : ' '}${quoted(value)}`

function quoted(text: string): string {
  if (/^[A-Za-z0-9_@%+:,./-]+$/.test(text)) return text
  return /["$`\\!]/.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`
}
