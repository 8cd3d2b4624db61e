import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { definedIds, referencePages } from '../support/citations.js'

/** By property: the tests that run its parts with generated inputs, each by its file and the beginning of its title. */
const PROPERTIES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  P1: { 'core/properties/decision': ['closed world'] },
  P2: { 'core/properties/decision': ['monotone'] },
  P3: {
    'core/properties/closure': [
      'closure: extensive',
      'closure: file order',
      'closure: a glob',
      'grants: of every user',
    ],
  },
  P4: { 'core/properties/tokens': ['views'] },
  P5: { 'core/properties/tokens': ['mint sound'] },
  P6: { 'core/properties/tokens': ['narrowing never widens'] },
  P7: {
    'core/properties/question': ['disabled is anonymous'],
    'commands/output-properties': [
      'disabled users and clients are anonymous in can, who-can, matrix, lock and the plan',
    ],
  },
  P8: {
    'core/properties/flaws': ['one flaw', 'no flaw is signed with the right key without consent'],
  },
  P9: {
    'core/properties/question': ['question first: an invalid question', 'question first: need'],
    'commands/output-properties': ['what cannot be asked is exit 2 with every subject'],
  },
  P10: {
    'core/properties/decision': ['one verdict'],
    'core/properties/question': ['expect: exactly the verdict'],
    'commands/output-properties': ['the exit code is that of the answer in every format'],
  },
  P11: {
    'core/properties/match': [
      'match: a template contains',
      'match: inclusion',
      'match: the smallest',
      'match: the index',
    ],
  },
  P12: { 'core/properties/path-spelling': ['spelling: escapes', 'spelling: any other'] },
  P13: {
    'core/properties/decision': ['requirement algebra', 'two requirements with the same norm'],
  },
  P14: { 'core/properties/advice': ['missing: the smallest step'] },
  P15: {
    'core/properties/advice': [
      'granted_by: exactly',
      'can and who-can are inverse',
      'every repair',
    ],
  },
  P16: { 'core/properties/advice': ['at most'] },
  P17: {
    'core/matrix/cells': ['every cell'],
    'core/lock/mutants': ['a lock has an `allow`'],
    'core/suite/coverage/cover': ['coverage agrees'],
    'core/suite/mutation/mutate': ['a mutant is killed'],
    'core/suite/agree': ['with tokens and without'],
  },
  P18: {
    'core/lock/property': ['a lock differs', 'reordering', 'a lock that was just written'],
    'core/lock/mutants': ['every mutant'],
  },
  P19: {
    'core/properties/openapi-import': ['import: what the catalog allows'],
    'core/properties/openapi-round-trip': ['norm(import(export C))', 're-import'],
    'io/server/guard': ['the guard and forward-auth'],
  },
  P20: {
    'core/probe/simulated': [
      'a server that does what',
      'a server with any other',
      'the order of the answers',
    ],
    'core/token/verify-claims': ['times: a token'],
  },
}
const PARTS = Object.entries(PROPERTIES).flatMap(([id, files]) =>
  Object.entries(files).flatMap(([file, titles]) => titles.map((title) => ({ id, file, title }))),
)

test('all twenty properties of docs/reference/decision.md are in the list', () => {
  const ids = definedIds(referencePages()).filter((id) => /^P\d+$/.test(id))
  expect(ids).toHaveLength(20)
  expect(Object.keys(PROPERTIES)).toEqual(ids)
})

describe('is run with generated inputs, and named by its number', () => {
  test.each(PARTS)('$id $title', ({ id, file, title }) => {
    const text = readFileSync(`test/${file}.test.ts`, 'utf8')
    const start = [...text.matchAll(/^ *(?:['"`]|(?:test|describe)\(\s*['"`])/gm)].find((match) =>
      text.startsWith(`${id} ${title}`, match.index + match[0].length),
    )?.index
    if (start === undefined) return expect.unreachable(`${file} has no test "${id} ${title}"`)
    // Up to the next test, or the end of the file.
    const rest = text.slice(start + 1)
    const end = rest.slice(100).search(/^ *(?:test|describe)[.(]/m)
    const body = end < 0 ? rest : rest.slice(0, end + 100)
    expect(body).toMatch(/fc\.assert\(/)
    expect(body).toMatch(/fc\.(?:asyncP|p)roperty\(/)
    expect(body).not.toMatch(/\.(?:skip|todo|only)\b/)
  })
})
