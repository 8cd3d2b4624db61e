import type { CatalogFile } from '../catalog/schema.js'
import type { InitAnswers } from './answers.js'
import { usualImplied } from './describe-scope.js'
import type { Comment, Draft, Value } from './draft.js'
import { exampleRoutes } from './example-routes.js'
import { tokenComment, tokenValue } from './token-draft.js'

type Ignores = NonNullable<NonNullable<CatalogFile['lint']>['ignore']>

/**
 * Turns the answers into a scope catalog.
 * @param usersFile where the users are, if not next to the catalog under one of the usual names.
 */
export function catalogDraft(answers: InitAnswers, usersFile?: string): Draft {
  const scopes = [...answers.scopes.keys()]
  const routes = exampleRoutes(scopes).filter(({ name }) => answers.routes.includes(name))
  return {
    head: 'The scope catalog: the scopes that exist, who gets them, and what each route needs.',
    value: {
      version: 1,
      ...(usersFile === undefined ? {} : { users: usersFile }),
      token: tokenValue(answers.token),
      scopes: Object.fromEntries(
        [...answers.scopes].map(([name, text]) => [name, scopeValue(name, text, scopes)]),
      ),
      roles: Object.fromEntries(
        [...answers.roles].map(([name, has]) => [name, roleValue(name, has, answers)]),
      ),
      routes: Object.fromEntries(routes.map(({ name, needs }) => [name, needs])),
    },
    inline: ['scopes/*', 'roles/*', 'routes/*'],
    comments: [
      tokenComment(answers.token),
      { at: ['scopes'], above: 'Each scope with a description.' },
      ...roleComments(answers),
      ...routeComments(routes),
    ],
  }
}

/** Adds `lint.ignore` entries for the findings that were known when the catalog was written. */
export function withIgnores(draft: Draft, ignore: Ignores): Draft {
  if (ignore.length === 0) return draft
  const above =
    'Known findings of `scopectl lint`, with reasons. Delete a line to have it reported again.'
  return {
    ...draft,
    value: { ...draft.value, lint: { ignore } },
    inline: [...draft.inline, 'lint/ignore/*'],
    comments: [...draft.comments, { at: ['lint'], above }],
  }
}

function scopeValue(name: string, description: string, scopes: readonly string[]): Value {
  const implies = usualImplied(name, scopes)
  return implies.length === 0 ? description : { description, implies }
}

function roleValue(name: string, scopes: readonly string[], answers: InitAnswers): Value {
  const attribute = answers.when.get(name)
  return {
    ...(name === answers.everybody ? { default: true } : {}),
    scopes,
    ...(attribute === undefined ? {} : { when: { [attribute]: true } }),
  }
}

function roleComments({ roles, everybody, when }: InitAnswers): Comment[] {
  if (roles.size === 0) return []
  const empty = [...roles.values()].filter((scopes) => scopes.length === 0).length
  const above =
    empty > 0
      ? 'Each role with the scopes that it grants. Fill in the empty ones.'
      : 'Each role with the scopes that it grants.'
  return [
    { at: ['roles'], above },
    ...(everybody === undefined ? [] : [{ at: ['roles', everybody], beside: 'every user has it' }]),
    ...[...when.keys()].map((role) => ({
      at: ['roles', role],
      beside: 'users with this attribute have it',
    })),
  ]
}

function routeComments(routes: readonly { name: string; needs: Value }[]): Comment[] {
  const pair = routes.find(({ needs }) => typeof needs === 'string' && needs.includes(' '))
  const either = routes.find(({ needs }) => typeof needs === 'object' && 'any' in needs)
  return [
    {
      at: ['routes'],
      above: 'What each route needs: scopes, or `public`, `authenticated`, `undecided`.',
    },
    ...(pair ? [{ at: ['routes', pair.name], beside: 'all of these scopes' }] : []),
    ...(either ? [{ at: ['routes', either.name], beside: 'one of these is enough' }] : []),
  ]
}
