import {
  ATTRIBUTE,
  type InitAnswers,
  USUAL_ROLES,
  USUAL_SCOPES,
  USUAL_USER,
  usualAdmins,
  usualEverybody,
  usualScopes,
} from '../core/init/answers.js'
import { describeScope, usualImplied } from '../core/init/describe-scope.js'
import { type ExampleRoute, exampleRoutes } from '../core/init/example-routes.js'
import { RESERVED_NAMES } from '../core/plain-map.js'
import { isLevel, isScopeToken } from '../core/scope-token.js'
import type { Asker, Choice } from '../io/prompt.js'

/** Answers every question with its default. */
export const USUAL: Asker = {
  text: async (_question, usual) => usual,
  one: async (_question, _choices, usual) => usual,
  several: async (_question, _choices, usual) => usual,
  confirm: async () => true,
}

const NOBODY = ''

/**
 * The questions of `init`.
 * @param known the scopes of a document, which also has the routes: skips the questions about both.
 */
export async function askAll(ask: Asker, known?: readonly string[]): Promise<InitAnswers> {
  const scopes =
    known ?? words(await ask.text('Scopes, separated by spaces', USUAL_SCOPES.join(' '), badScopes))
  const names = words(await ask.text('Roles, separated by spaces', USUAL_ROLES.join(' '), badRoles))
  const everybody = await askRole(
    ask,
    'Which role does every user have?',
    names,
    usualEverybody(names),
  )
  const others = names.filter((name) => name !== everybody)
  const admins = await askRole(
    ask,
    `Which role does ${ATTRIBUTE}: true give?`,
    others,
    usualAdmins(others),
  )
  const roles = await askScopes(ask, names, scopes, everybody)
  const routes = known ? [] : await askRoutes(ask, scopes)
  const issuer = await ask.text('Issuer (`iss`) of tokens (empty for none)', '', badText)
  const audience = await ask.text('Audience (`aud`) of tokens (empty for none)', '', badText)
  const user = await ask.text('Name of a first user', USUAL_USER, badUser)
  return {
    scopes,
    roles,
    everybody,
    admins,
    routes,
    issuer: issuer.trim() || undefined,
    audience: audience.trim() || undefined,
    user: user.trim(),
  }
}

function askRoutes(ask: Asker, scopes: readonly string[]): Promise<readonly string[]> {
  const examples = exampleRoutes(scopes)
  return ask.several(
    'Which routes to start with?',
    examples.map((route) => ({ value: route.name, name: routeLine(route) })),
    examples.map(({ name }) => name),
    1,
  )
}

async function askRole(
  ask: Asker,
  question: string,
  names: readonly string[],
  usual: string | undefined,
): Promise<string | undefined> {
  if (names.length === 0) return undefined
  const choices = names.map((name): Choice => ({ value: name, name }))
  const answer = await ask.one(
    question,
    [...choices, { value: NOBODY, name: '(none)' }],
    usual ?? NOBODY,
  )
  return answer === NOBODY ? undefined : answer
}

/** One question per role, starting with the default role: its scopes need not be chosen again. */
async function askScopes(
  ask: Asker,
  names: readonly string[],
  scopes: readonly string[],
  everybody: string | undefined,
): Promise<Map<string, readonly string[]>> {
  if (scopes.length === 0) return new Map(names.map((name) => [name, []]))
  const width = Math.max(...scopes.map((name) => name.length))
  const choices = scopes.map((value): Choice => {
    const implied = usualImplied(value, scopes)
    const also = implied.length === 0 ? '' : ` (implies ${implied.join(' ')})`
    return { value, name: `${value.padEnd(width)}  ${describeScope(value)}${also}` }
  })
  const given = new Map<string, readonly string[]>()
  const inOrder = names.toSorted((a, b) => Number(b === everybody) - Number(a === everybody))
  for (const name of inOrder) {
    const had = everybody === undefined ? [] : (given.get(everybody) ?? [])
    const beside = had.length > 0 ? `, in addition to ${had.join(' ')}` : ''
    given.set(
      name,
      await ask.several(`Scopes of ${name}${beside}`, choices, usualScopes(name, scopes, had)),
    )
  }
  return new Map(names.map((name) => [name, given.get(name) ?? []]))
}

function routeLine({ name, needs }: ExampleRoute): string {
  const form = typeof needs === 'object' && 'needs' in needs ? needs['needs'] : needs
  const text = typeof form === 'object' && 'any' in form ? [form['any']].flat().join(', or ') : form
  return `${name}  ${String(text)}`
}

const words = (text: string): string[] => [
  ...new Set(text.split(/\s+/).filter((word) => word !== '')),
]

function badScopes(text: string): string | undefined {
  const names = words(text)
  if (names.length === 0) return 'enter at least one scope'
  for (const name of names) {
    if (name.endsWith(',')) return 'use spaces, not commas'
    if (!isScopeToken(name))
      return `${name} is not a valid scope: use ASCII without quotes or backslashes`
    if (name.includes('*')) return `${name}: a scope name cannot contain *`
    if (isLevel(name) || RESERVED_NAMES.has(name))
      return `${name} is a keyword: choose another name`
  }
  return undefined
}

function badRoles(text: string): string | undefined {
  const names = words(text)
  if (names.length === 0) return 'enter at least one role'
  if (names.some((name) => name.endsWith(','))) return 'use spaces, not commas'
  return names.map(badName).find((wrong) => wrong !== undefined)
}

const badUser = (text: string): string | undefined =>
  text.trim() === '' ? 'enter a name' : badName(text.trim())

const badName = (name: string): string | undefined =>
  RESERVED_NAMES.has(name) || name === '<<'
    ? `${name} cannot be a name: choose another one`
    : badText(name)

const badText = (text: string): string | undefined =>
  /[\p{Control}\p{Surrogate}]/u.test(text) ? 'no control characters' : undefined
