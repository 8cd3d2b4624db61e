import type { KeysAnswer } from '../core/answer.js'
import type { JsonOf } from './documents/dsl.js'
import type { keys as document } from './documents/small.js'
import { escapeText } from './escape.js'
import { nextText } from './rows.js'
import { commandLine } from './shell.js'
import type { Style } from './style.js'
import { table } from './table.js'

/** What was done, then all keys. */
export function text(answer: KeysAnswer, style: Style): string {
  const rows = answer.keys.map(({ kid, algorithm, created = '', signs }) => [
    kid,
    algorithm,
    // Only the day: key ids are long, and the list must fit.
    created.replace(/T.*/, ''),
    signs ? { text: 'signs', paint: style.good } : 'verifies',
  ])
  return [
    `${style.bold(headline(answer))}\n`,
    table(rows, { columns: style.columns }),
    ...afterwards(answer, style),
  ].join('')
}

function headline({ did, kid, keys, where }: KeysAnswer): string {
  const key = kid === undefined ? 'a key' : `key ${escapeText(kid)}`
  switch (did) {
    case 'new':
      return `created a key in ${escapeText(where)}`
    case 'rotate':
      return `${key} is now the signing key`
    case 'remove':
      return `removed ${key}`
    case 'list':
      return `${keys.length === 0 ? 'no key in ' : ''}${escapeText(where)}`
  }
}

function afterwards({ did, keys }: KeysAnswer, style: Style): string[] {
  if (did === 'remove') return ['  tokens signed with it are now rejected\n']
  if (did === 'list' && keys.length === 0) return [nextText('scopectl keys new', style)]
  const old = keys.find(({ signs }) => !signs)
  if (did !== 'rotate' || !old) return []
  const removal = commandLine(['scopectl', 'keys', 'remove', old.kid])
  return [
    '  once the tokens of the old key have expired, it can be removed\n',
    nextText(removal, style),
  ]
}

export const json = ({ did, keys, kid, where }: KeysAnswer): JsonOf<typeof document> => ({
  did,
  kid: kid ?? null,
  where,
  keys: keys.map(({ kid: name, algorithm, created, signs }) => ({
    kid: name,
    algorithm,
    created: created ?? null,
    signs,
  })),
})
