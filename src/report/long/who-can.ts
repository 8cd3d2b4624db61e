import type { WhoCanAnswer } from '../../core/answer.js'
import type { Holder } from '../../core/decision/access.js'
import { ACCESS } from '../../core/matrix/long.js'
import type { Subject } from '../../core/subject/model.js'
import { placesOfGrants } from '../../core/subject/place-of-grant.js'
import type { Users } from '../../core/users/model.js'
import { columnName } from '../column-name.js'
import type { Printed } from '../reporter.js'
import { longCsv, sinceText, viaText } from './csv.js'

/** One line per user, client and role that may; `anonymous` if no token is needed, `everyone` if any token will do. */
export const csv = (answer: WhoCanAnswer): Printed => longCsv(ACCESS, rows(answer))

function* rows(answer: WhoCanAnswer): Generator<string[]> {
  const { goal, route, requirement, anybody, anyToken, holders, catalog, users } = answer
  const asked = route?.name ?? goal
  const row = (who: string, via: string, since: string) => [who, asked, 'allow', via, since]
  const atRoute = sinceText([route?.at])
  if (anybody) yield row('anonymous', 'public', atRoute)
  if (anyToken) yield row('everyone', 'authenticated', atRoute)
  for (const holder of holders) {
    const { name, by } = holder
    const places = placesOfGrants(catalog, by, subjectOf(holder, users))
    const since = by.length === 0 ? atRoute : sinceText(places)
    yield row(columnName(holder), viaText({ requirement }, by, name), since)
  }
}

function subjectOf({ kind, name }: Holder, users: Users): Subject | undefined {
  const user = kind === 'user' ? users.users.get(name) : undefined
  const client = kind === 'client' ? users.clients.get(name) : undefined
  return user ? { kind: 'user', user } : client && { kind: 'client', client }
}
