import type { ListAnswer, Listed, UserCounts } from '../../core/users/answer.js'
import { escapeAscii, escapeText } from '../escape.js'
import type { Style } from '../style.js'
import { cutTo, widthOf } from '../width.js'
import { plural } from '../words/words.js'

const KIND = 'client'.length
/** Longer names are cut to leave room for the roles. */
const LONGEST = 40

/** One line per entry: name, roles and own scopes. Generated line by line, since there may be very many. */
export function* listText({ entries, counts }: ListAnswer, style: Style): Generator<string> {
  let width = 0
  for (const { name } of entries) {
    width = Math.min(LONGEST, Math.max(width, widthOf(escapeText(name))))
  }
  for (const entry of entries) {
    const name = cutTo(escapeText(entry.name), width, style.marks.cut)
    const head = `  ${entry.kind.padEnd(KIND)}  ${name}${' '.repeat(width - widthOf(name))}`
    const room = style.columns - KIND - width - 6
    const rest = cutTo(wordsOf(entry), room, style.marks.cut)
    const line = `${head}  ${rest}`.trimEnd()
    yield `${entry.disabled ? style.dim(line) : line}\n`
  }
  yield `${countsText(counts)}\n`
}

export const countsText = ({ users, clients }: UserCounts): string =>
  `${plural(users, 'user')}, ${plural(clients, 'client')}`

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

export const personJson = ({
  kind,
  name,
  roles,
  scopes,
  disabled,
  hasPassword,
}: Listed): object => ({
  kind,
  name,
  roles: roles.map(({ role, how }) => ({ name: role.name, how })),
  scopes,
  disabled,
  [kind === 'user' ? 'has_password' : 'has_secret']: hasPassword,
})
