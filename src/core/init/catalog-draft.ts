import { ATTRIBUTE, type InitAnswers } from './answers.js'
import { describeScope, usualImplied } from './describe-scope.js'
import type { Comment, Draft, Value } from './draft.js'
import { exampleRoutes } from './example-routes.js'

/**
 * Drafts the scope catalog from the answers.
 * @param usersFile where the users are, if not next to the catalog under the usual name.
 */
export function catalogDraft(answers: InitAnswers, usersFile?: string): Draft {
  const { scopes, roles, issuer, audience } = answers
  const token = {
    ...(issuer === undefined ? {} : { issuer }),
    ...(audience === undefined ? {} : { audience }),
    lifetime: '15m',
  }
  const routes = exampleRoutes(scopes).filter(({ name }) => answers.routes.includes(name))
  return {
    head: 'The scope catalog: scopes, who is granted them, and what each route needs.',
    value: {
      version: 1,
      ...(usersFile === undefined ? {} : { users: usersFile }),
      token,
      scopes: Object.fromEntries(scopes.map((name) => [name, scopeValue(name, scopes)])),
      roles: Object.fromEntries(
        [...roles].map(([name, has]) => [name, roleValue(name, has, answers)]),
      ),
      routes: Object.fromEntries(routes.map(({ name, needs }) => [name, needs])),
    },
    inline: ['scopes/*', 'roles/*', 'routes/*'],
    comments: [...tokenComments(answers), ...roleComments(answers), ...routeComments(routes)],
  }
}

function scopeValue(name: string, scopes: readonly string[]): Value {
  const description = describeScope(name)
  const implies = usualImplied(name, scopes)
  return implies.length === 0 ? description : { description, implies }
}

function roleValue(name: string, scopes: readonly string[], answers: InitAnswers): Value {
  return {
    ...(name === answers.everybody ? { default: true } : {}),
    scopes,
    ...(name === answers.admins ? { when: { [ATTRIBUTE]: true } } : {}),
  }
}

const tokenComments = ({ audience }: InitAnswers): Comment[] => [
  {
    at: ['token'],
    above:
      'No `key` is set: tokens are signed with a development key in .scopectl/, which git ignores.' +
      (audience === undefined
        ? '\nNo `audience` is set: tokens have none, and a token that has one is rejected.'
        : ''),
  },
  {
    at: ['scopes'],
    above: 'Scopes. In `implies` and in roles, `*` matches any characters except ":".',
  },
]

const roleComments = ({ everybody, admins }: InitAnswers): Comment[] => [
  ...(everybody === undefined ? [] : [{ at: ['roles', everybody], beside: 'every user has it' }]),
  ...(admins === undefined
    ? []
    : [{ at: ['roles', admins], beside: 'cannot be listed for a user' }]),
]

function routeComments(routes: readonly { name: string; needs: Value }[]): Comment[] {
  const pair = routes.find(({ needs }) => typeof needs === 'string' && needs.includes(' '))
  const either = routes.find(({ needs }) => typeof needs === 'object' && 'any' in needs)
  return [
    {
      at: ['routes'],
      above: 'What each route needs: scopes, or `public`, `authenticated`, `undecided`.',
    },
    ...(pair ? [{ at: ['routes', pair.name], beside: 'a string means ALL of its scopes' }] : []),
    ...(either ? [{ at: ['routes', either.name], beside: 'any one of these is enough' }] : []),
  ]
}
