import { pathOf } from '../../../../src/core/decision/asked-target.js'
import { heldBy, NO_TOKEN } from '../../../../src/core/decision/presented.js'
import { askRequest } from '../../../../src/core/decision/question.js'
import { verdictOf } from '../../../../src/core/decision/verdict.js'
import { ScopectlError } from '../../../../src/core/errors.js'
import { splitScopes } from '../../../../src/core/scope-token.js'
import { grantsOf } from '../../../../src/core/subject/grants.js'
import type { DecodedToken, Verified } from '../../../../src/core/token/model.js'
import { withClaim } from '../../../../src/core/token/pointer.js'
import { rolesOf } from '../../../../src/core/users/held-roles.js'
import type { World } from '../../../support/generators.js'
import type { Call } from './calls.js'

/** A row of the result: answer, baseline, change, route, role, client, number of calls. */
export type Row = readonly (string | number | null)[]

/** The rows as text, in an order of their own. */
export const sorted = (rows: readonly Row[]): string[] =>
  rows.map((row) => JSON.stringify(row)).sort()

/** The counts that `decide` gives, call by call. */
export class Counted {
  readonly #world: World
  readonly #answers = new Map<string, Answered>()
  readonly #counts = new Map<string, number>()

  constructor(world: World) {
    this.#world = world
  }

  add(given: Call): void {
    const call = read(given)
    const { method, path, scopes, role, user, client, status } = call
    const asked = JSON.stringify([method, path, scopes, role, user])
    const known = this.#answers.get(asked)
    const answered = known ?? answerOf(this.#world, call)
    if (!known && this.#answers.size < 200_000) this.#answers.set(asked, answered)
    const { answer, route, label } = answered
    const isInvalid = answer === 'invalid'
    const before = isInvalid ? null : baselineOf(status)
    const change =
      before === 'passed' && answer === 'refused'
        ? 'newly-refused'
        : before === 'refused' && answer === 'allowed'
          ? 'newly-allowed'
          : null
    const shown = isInvalid ? [null, null] : [label, client]
    const key = JSON.stringify([answer, before, change, route, ...shown])
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
  }

  rows(): Row[] {
    return [...this.#counts].map(([key, calls]) => [...(JSON.parse(key) as Row), calls])
  }
}

/** An empty text and `-` are nothing. */
const read = (call: Call): Call =>
  Object.fromEntries(
    Object.entries(call).map(([name, value]) => [
      name,
      value === '' || value === '-' ? null : value,
    ]),
  ) as unknown as Call

interface Answered {
  readonly answer: string
  readonly route: string | null
  readonly label: string | null
}

const INVALID: Answered = { answer: 'invalid', route: null, label: null }

function answerOf({ catalog, users }: World, call: Call): Answered {
  const { method, path, scopes, role, user: name } = call
  if (method === null || path === null || !/^[A-Z][A-Z-]*$/.test(method)) return INVALID
  if ([scopes, role, name].filter((each) => each !== null).length > 1) return INVALID
  const target = pathOf(path)
  if (!target.isClear) return INVALID
  const user = name === null ? undefined : users.users.get(name)
  if (role !== null && !catalog.roles.has(role)) return INVALID
  if (name !== null && !user) return INVALID
  const held = user
    ? grantsOf(catalog, { kind: 'user', user })
    : role !== null
      ? grantsOf(catalog, { kind: 'role', roles: [role] })
      : scopes !== null
        ? splitScopes(scopes)
        : undefined
  const names = user ? rolesOf(catalog, user).map((each) => each.role.name) : [role ?? []].flat()
  const label = held && names.length > 0 ? names.sort().join('+') : null
  try {
    const question = askRequest(catalog, method, target.path)
    const presented = held ? ACCEPTED : NO_TOKEN
    const views = held && heldBy(catalog, { token: tokenOf(catalog, [...held]) } as Verified)
    const { status } = verdictOf(catalog, question, presented, views)
    const answer = status === 200 ? 'allowed' : 'refused'
    return { answer, route: question.route?.name ?? null, label }
  } catch (error) {
    if (!(error instanceof ScopectlError)) throw error
    const code = error.problems[0]?.code ?? ''
    const answer = ANSWERS[code]
    if (answer === undefined) throw error
    const undecided = error.problems.find((each) => each.code === 'undecided-route')
    return { answer, route: undecided?.args.route ?? null, label }
  }
}

const ANSWERS: Readonly<Record<string, string>> = {
  'bad-path': 'bad_path',
  'no-route': 'no_route',
  'ambiguous-route': 'ambiguous',
  'undecided-route': 'undecided',
}

const ACCEPTED = { kind: 'verified' } as const

/** As if a token with these scopes had been verified. */
function tokenOf({ token }: World['catalog'], scopes: readonly string[]): DecodedToken {
  const { scopeClaims, scopeFormat } = token
  const value = scopeFormat === 'array' ? scopes : scopes.join(' ')
  return { raw: '', header: {}, claims: withClaim({}, scopeClaims?.[0] ?? 'scope', value) }
}

const PASSED = [304, 404, 409, 410, 412, 422]

function baselineOf(status: number | null): string {
  if (status === null) return 'unknown'
  if (status === 401 || status === 403) return 'refused'
  return (status >= 200 && status <= 299) || PASSED.includes(status) ? 'passed' : 'unclear'
}
