import type { Catalog } from '../catalog/model.js'
import { grantsOf } from '../subject/grants.js'
import type { User } from '../users/model.js'

/**
 * Commands to paste into a POSIX shell after `init`.
 * @param catalogFlag the value of `--catalog`, if the catalog would not be found without it.
 */
export function nextSteps(catalog: Catalog, user: User, catalogFlag?: string): string[] {
  const by = catalogFlag === undefined ? '' : ` ${flag('--catalog', catalogFlag)}`
  const who = flag('--user', user.name)
  const granted = grantsOf(catalog, { kind: 'user', user })
  const scope = [...catalog.scopes.keys()].find((name) => granted?.has(name))
  const need = scope === undefined ? [] : [flag('--need', scope)]
  return [
    ...need.map((goal) => `scopectl token ${who}${by} | scopectl check ${goal}${by}`),
    `scopectl can ${who}${by}`,
  ]
}

/** A value that begins with a dash must be joined to its flag by `=`. */
const flag = (name: string, value: string): string =>
  `${name}${value.startsWith('-') ? '=' : ' '}${quoted(value)}`

function quoted(text: string): string {
  if (/^[A-Za-z0-9_@%+:,./-]+$/.test(text)) return text
  return /["$`\\!]/.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`
}
