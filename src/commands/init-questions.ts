import {
  ATTRIBUTE,
  type InitAnswers,
  USUAL_ROLES,
  USUAL_ROLES_IMPORTED,
  USUAL_SCOPES,
  USUAL_USER,
  usualAdmins,
  usualEverybody,
  usualImportedScopes,
  usualScopes,
} from '../core/init/answers.js'
import { describeScope, usualImplied } from '../core/init/describe-scope.js'
import { type ExampleRoute, exampleRoutes } from '../core/init/example-routes.js'
import type { Asker, Choice } from '../io/prompt.js'
import type { UsersNames } from '../io/users/names-in.js'
import { badRoles, badScopes, badUser, words } from './init-names.js'
import { askToken } from './init-token.js'
import type { KeyingOptions } from './shared-flags.js'

/** Answers every question with its default. */
export const USUAL: Asker = {
  text: async (_question, usual) => usual,
  one: async (_question, _choices, usual) => usual,
  several: async (_question, _choices, usual) => usual,
  confirm: async () => true,
}

const NOBODY = ''
/** With more roles than this, editing the file is faster than answering a question about each. */
const MANY_ROLES = 8

/** What is known before anything is asked. */
export interface Known {
  /** The scopes of a document with their descriptions; it has the routes as well. */
  readonly imported: ReadonlyMap<string, string> | undefined
  /** The roles and attributes in an existing users file. */
  readonly names: UsersNames | undefined
  readonly flags: KeyingOptions
}

/** Asks the questions of `init`, except those about files. */
export async function askAll(ask: Asker, known: Known): Promise<InitAnswers> {
  const { imported, names } = known
  const scopes = imported ?? (await askScopes(ask, names?.scopes ?? []))
  const roles = names ? rolesIn(names) : await askRoles(ask, imported !== undefined)
  const granted = await askGrants(ask, roles, scopes, known)
  const routes = imported ? [] : await askRoutes(ask, [...scopes.keys()])
  const token = await askToken(ask, known.flags)
  const user = names
    ? undefined
    : (await ask.text('Name of a first user', USUAL_USER, badUser)).trim()
  return { ...roles, scopes, roles: granted, routes, token, user }
}

async function askScopes(ask: Asker, held: readonly string[]): Promise<Map<string, string>> {
  const typed = words(
    await ask.text('Scopes, separated by spaces', USUAL_SCOPES.join(' '), badScopes),
  )
  const valid = held.filter((name) => badScopes(name) === undefined)
  return new Map([...typed, ...valid].map((name) => [name, describeScope(name)]))
}

interface Roles extends Pick<InitAnswers, 'everybody' | 'when'> {
  readonly all: readonly string[]
}

/** The roles that the file lists, and one for each attribute, with the same name. */
function rolesIn({ roles, flags }: UsersNames): Roles {
  const when = new Map(
    flags.map((flag) => {
      const short = flag.replace(/^is_/, '')
      return [roles.includes(short) ? flag : short, flag]
    }),
  )
  return { all: [...roles, ...when.keys()], everybody: undefined, when }
}

async function askRoles(ask: Asker, isImported: boolean): Promise<Roles> {
  const usual = isImported ? USUAL_ROLES_IMPORTED : USUAL_ROLES
  const all = words(await ask.text('Roles, separated by spaces', usual.join(' '), badRoles))
  const everybody = await askRole(ask, 'Which role does every user have?', all, usualEverybody(all))
  const others = all.filter((name) => name !== everybody)
  const admins = await askRole(
    ask,
    `Which role do users with ${ATTRIBUTE}: true have?`,
    others,
    usualAdmins(others),
  )
  return { all, everybody, when: new Map(admins === undefined ? [] : [[admins, ATTRIBUTE]]) }
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

/** One question per role. The role that everybody has comes first, as its scopes need not be chosen again. */
async function askGrants(
  ask: Asker,
  { all, everybody }: Roles,
  scopes: ReadonlyMap<string, string>,
  { imported, names }: Known,
): Promise<Map<string, readonly string[]>> {
  const given = new Map<string, readonly string[]>()
  // Real users exist already, and a person must decide what they may do.
  const usualFor = names ? () => [] : imported ? usualImportedScopes : usualScopes
  const isAsked = scopes.size > 0 && (!names || all.length <= MANY_ROLES)
  const choices = choicesOf(scopes)
  const inOrder = all.toSorted((a, b) => Number(b === everybody) - Number(a === everybody))
  for (const name of isAsked ? inOrder : []) {
    const had = everybody === undefined ? [] : (given.get(everybody) ?? [])
    const beside = had.length > 0 ? `, in addition to ${had.join(' ')}` : ''
    const usual = usualFor(name, [...scopes.keys()], had)
    given.set(name, await ask.several(`Scopes of ${name}${beside}`, choices, usual))
  }
  return new Map(all.map((name) => [name, given.get(name) ?? []]))
}

function choicesOf(scopes: ReadonlyMap<string, string>): Choice[] {
  const names = [...scopes.keys()]
  const width = Math.max(0, ...names.map((name) => name.length))
  return [...scopes].map(([value, description]) => {
    const implied = usualImplied(value, names)
    const also = implied.length === 0 ? '' : ` (implies ${implied.join(' ')})`
    return { value, name: `${value.padEnd(width)}  ${description || describeScope(value)}${also}` }
  })
}

function routeLine({ name, needs }: ExampleRoute): string {
  const form = typeof needs === 'object' && 'needs' in needs ? needs['needs'] : needs
  const text = typeof form === 'object' && 'any' in form ? [form['any']].flat().join(', or ') : form
  return `${name}  ${String(text)}`
}
