import type { ListAnswer, Listed } from '../../core/users/answer.js'
import type { JsonOf } from '../documents/dsl.js'
import type { person, userList } from '../documents/small.js'
import { escapeAscii, escapeText } from '../escape.js'
import { type ListRow, listing } from '../listing.js'
import { Streamed } from '../streamed.js'
import type { Style } from '../style.js'
import { countsText } from './counts.js'

/** A line for each: who, their roles, and their own scopes. */
export function* text({ entries, counts }: ListAnswer, style: Style): Generator<string> {
  const rows: Iterable<ListRow> = {
    *[Symbol.iterator]() {
      for (const entry of entries) {
        const paints = entry.disabled ? [style.dim, style.dim] : []
        yield { head: [entry.kind, entry.name], rest: [wordsOf(entry)], paints }
      }
    },
  }
  yield* listing(rows, style)
  yield `${countsText(counts)}\n`
}

/** `disabled: editor, reader (default), + users:read` */
function wordsOf({ roles, scopes, disabled }: Listed): string {
  const names = roles.map(
    ({ role, how }) => `${escapeText(role.name)}${how === 'listed' ? '' : ` (${how})`}`,
  )
  const own = scopes.length === 0 ? [] : [`+ ${scopes.map(escapeAscii).join(' ')}`]
  const words = [...names, ...own].join(', ')
  if (!disabled) return words === '' ? 'no role' : words
  return words === '' ? 'disabled' : `disabled: ${words}`
}

export const json = ({ did, counts, entries }: ListAnswer): JsonOf<typeof userList> => ({
  did,
  ...counts,
  entries: new Streamed(people(entries)),
})

function* people(entries: ListAnswer['entries']): Generator<JsonOf<typeof person>> {
  for (const entry of entries) yield personJson(entry)
}

function personJson({
  kind,
  name,
  roles,
  scopes,
  disabled,
  hasPassword,
}: Listed): JsonOf<typeof person> {
  const named = roles.map(({ role, how }) => ({ name: role.name, how }))
  const entry = { name, roles: named, scopes, disabled }
  return kind === 'user'
    ? { kind, ...entry, has_password: hasPassword }
    : { kind, ...entry, has_secret: hasPassword }
}
