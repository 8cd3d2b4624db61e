import { requireDeclared } from '../catalog/declared.js'
import type { Catalog } from '../catalog/model.js'
import { fail } from '../errors.js'
import { nearest } from '../nearest.js'
import type { ProofProblems } from '../problems/proof.js'
import { isLevel, type Level } from '../scope-token.js'
import { namedRoutes, type Routes } from './named-routes.js'

const SUBJECT_KINDS = ['role', 'user', 'client', 'token'] as const
type SubjectKind = (typeof SUBJECT_KINDS)[number]

/** A statement about one catalog, whose names all exist. */
export type Statement =
  /** `no role without admin reaches DELETE *` */
  | ({
      readonly is: 'reaches'
      readonly who: SubjectKind
      readonly without: { readonly kind: 'scope' | 'role'; readonly name: string } | undefined
    } & Routes)
  /** `DELETE /users/{id} needs users:delete`: each way in contains one of these sets. */
  | ({ readonly is: 'needs'; readonly sets: readonly (readonly string[])[] } & Routes)
  /** `public = GET /health` */
  | ({ readonly is: 'level'; readonly level: Level } & Routes)
  /** `nobody with 2 roles holds payments:process and orders:approve` */
  | {
      readonly is: 'holds'
      readonly scopes: readonly string[]
      /** How many roles anybody could be given, in place of their own; undefined: only those that they have. */
      readonly roles: number | undefined
    }

interface Word {
  readonly text: string
  readonly quoted: boolean
}

/** More would be a large number of combinations, and roles that nobody combines. */
const MOST_ROLES = 9

/**
 * Reads a statement (`scopectl help prove` explains the grammar).
 *
 * @throws ScopectlError `bad-statement` if it is not one, and the problem of a name that does not exist
 */
export function readStatement(text: string, catalog: Catalog): Statement {
  const words = wordsOf(text)
  const [first, second, ...rest] = words
  const is = (word: Word | undefined, name: string): boolean => word?.text === name && !word.quoted
  const bad = (why: Fault): never => fail('bad-statement', { statement: text, why })
  if (!first) return bad('empty')
  if (is(first, 'no')) return reaches(second, rest)
  if (is(first, 'nobody')) return holds(words.slice(1))
  if (isLevel(first.text) && is(second, '=')) {
    if (rest.length === 0) return bad('no-routes')
    return { is: 'level', level: first.text, ...namedRoutes(namesOf(rest), catalog, first.text) }
  }
  const needs = words.findIndex((word) => is(word, 'needs'))
  if (needs < 0) return bad('form')
  if (needs === 0) return bad('no-routes')
  const sets = scopesIn(words.slice(needs + 1))
  return { is: 'needs', sets, ...namedRoutes(namesOf(words.slice(0, needs)), catalog) }

  function reaches(whose: Word | undefined, left: readonly Word[]): Statement {
    const who = SUBJECT_KINDS.find((kind) => is(whose, kind))
    if (!who) return bad('subjects')
    const verb = left.findIndex((word) => is(word, 'reaches'))
    if (verb < 0) return bad('no-reaches')
    if (verb + 1 === left.length) return bad('no-routes')
    const without = withoutIn(left.slice(0, verb), who)
    return { is: 'reaches', who, without, ...namedRoutes(namesOf(left.slice(verb + 1)), catalog) }
  }

  function withoutIn([head, name, role, ...more]: readonly Word[], who: SubjectKind) {
    if (!head) return undefined
    if (!is(head, 'without') || !name || more.length > 0) return bad('without')
    if (!role) {
      requireDeclared(catalog, [name.text])
      return { kind: 'scope' as const, name: name.text }
    }
    if (!is(name, 'role')) return bad('without')
    if (who === 'token') return bad('token-role')
    if (!catalog.roles.has(role.text)) {
      const suggestion = nearest(role.text, catalog.roles.keys())
      return fail('no-such-role', { role: role.text, suggestion })
    }
    return { kind: 'role' as const, name: role.text }
  }

  function holds(left: readonly Word[]): Statement {
    const [head, count, noun] = left
    const counted = is(head, 'with')
    const roles = counted ? Number(count?.text) : undefined
    if (roles !== undefined) {
      const isCount = Number.isInteger(roles) && roles >= 1 && roles <= MOST_ROLES
      if (!isCount || !(is(noun, 'roles') || is(noun, 'role'))) return bad('count')
    }
    const [verb, ...scopes] = left.slice(counted ? 3 : 0)
    if (!is(verb, 'holds')) return bad('no-holds')
    const sets = scopesIn(scopes)
    const [all] = sets
    if (!all || sets.length > 1) return bad('one-set')
    return { is: 'holds', scopes: all, roles }
  }

  /** `a and b or c`: `and` may be left out. */
  function scopesIn(left: readonly Word[]): string[][] {
    const sets: string[][] = [[]]
    for (const word of left) {
      if (is(word, 'or')) sets.push([])
      else if (!is(word, 'and')) sets.at(-1)?.push(word.text)
    }
    if (sets.some((set) => set.length === 0)) return bad('no-scopes')
    requireDeclared(catalog, sets.flat())
    return sets.map((set) => [...new Set(set)])
  }
}

type Fault = ProofProblems['bad-statement']['why']

/** Words between spaces; quotes make a word of a name that would be a keyword. */
const wordsOf = (text: string): Word[] =>
  [...text.matchAll(/"([^"]*)"(?=[\s,]|$)|(\S+)/g)].map(([, quoted, plain]) => ({
    text: quoted ?? plain ?? '',
    quoted: quoted !== undefined,
  }))

/** `GET /a, DELETE *` as `METHOD PATH` texts. */
function namesOf(words: readonly Word[]): string[] {
  const names: string[][] = [[]]
  for (const { text } of words) {
    const last = text.endsWith(',')
    names.at(-1)?.push(last ? text.slice(0, -1) : text)
    if (last) names.push([])
  }
  return names.map((each) => each.join(' ')).filter((name) => name !== '')
}
