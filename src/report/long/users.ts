import type { ListAnswer, Listed } from '../../core/users/answer.js'
import { columnName } from '../column-name.js'
import type { Printed } from '../reporter.js'
import { longCsv, sinceText } from './csv.js'

const COLUMNS = ['who', 'role', 'scope', 'via', 'since', 'disabled'] as const

/** One line per role and per own scope of each subject; a subject with neither gets one line. */
export const csv = ({ entries }: ListAnswer): Printed => longCsv(COLUMNS, rows(entries))

function* rows(entries: Iterable<Listed>): Generator<string[]> {
  for (const entry of entries) {
    const { roles, scopes, disabled, place } = entry
    const who = columnName(entry)
    const own = sinceText([place()])
    const row = (role: string, scope: string, via: string, since: string) => [
      ...[who, role, scope, via, since],
      disabled ? 'yes' : 'no',
    ]
    // A default role and one with a `when` follow from the catalog, a listed one from the users file.
    for (const { role, how } of roles)
      yield row(role.name, '', how, how === 'listed' ? own : sinceText([role.at]))
    for (const scope of scopes) yield row('', scope, 'own', own)
    if (roles.length + scopes.length === 0) yield row('', '', '', own)
  }
}
