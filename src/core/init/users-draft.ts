import type { InitAnswers } from './answers.js'
import type { Draft, Value } from './draft.js'

/** Names for the users after the first. */
const OTHERS = ['bob', 'carol', 'dave', 'erin', 'frank', 'grace', 'heidi']

/** A users file with a user for each role, so that every role can be tried out, and a client. */
export function usersDraft(answers: InitAnswers & { readonly user: string }): Draft {
  const client = clientScope([...answers.scopes.keys()])
  return {
    head: 'Users and clients, with their roles. Replace these examples with your own.',
    value: {
      version: 1,
      users: Object.fromEntries(usersOf(answers)),
      clients: { 'ci-bot': client === undefined ? {} : { scopes: [client] } },
    },
    inline: ['users/*', 'clients/*'],
    comments: [
      { at: ['clients'], above: 'Programs. A client is granted only what is listed here.' },
    ],
    foot: [
      'What else a user can have:',
      '  scopes: [users:read], claims: { email: bob@example.test }, disabled: true',
    ].join('\n'),
  }
}

/** The first user gets the most: the role given by an attribute, or the first one assigned by hand. */
function usersOf({
  user,
  roles,
  everybody,
  when,
}: InitAnswers & { user: string }): [string, Value][] {
  const [condition] = when.values()
  const given = [...roles.keys()].filter((name) => name !== everybody && !when.has(name))
  const names = OTHERS.filter((name) => name !== user)
  const own = condition === undefined ? given.splice(0, 1) : []
  const first: Value =
    condition !== undefined ? { [condition]: true } : own.length > 0 ? { roles: own } : {}
  // If no role is left for this user, they have what every user has.
  const [second = 'bob'] = names
  if (given.length === 0)
    return [
      [user, first],
      [second, {}],
    ]
  const others = names.slice(0, given.length).map((name, i): [string, Value] => {
    const isLast = i === names.length - 1
    return [name, { roles: isLast ? given.slice(i) : given.slice(i, i + 1) }]
  })
  return [[user, first], ...others]
}

/** A read scope, such as a CI client would have. */
const clientScope = (scopes: readonly string[]): string | undefined =>
  scopes.find((name) => /(^|[:.])read([:.]|$)/.test(name)) ?? scopes[0]
