import { expect, test } from 'vitest'
import { crowdOf, heirsOf } from '../../../src/core/decision/crowd.js'
import { load } from '../../support/generators.js'

const { catalog, users } = load(
  {
    scopes: { read: '', write: '', purge: '', all: { implies: ['write', 'purge'] } },
    roles: {
      reader: { default: true, scopes: ['read'] },
      base: {},
      left: { extends: ['base'] },
      right: { extends: ['base'], scopes: ['purge'] },
      below: { extends: ['left'] },
      apart: {},
    },
    routes: { 'PUT /': 'read write', 'POST /': 'write', 'DELETE /': 'purge' },
  },
  {
    users: {
      one: { roles: ['left'], scopes: [], disabled: false },
      two: { roles: ['left'], scopes: [], disabled: false },
      off: { roles: ['left'], scopes: [], disabled: true },
      has: { roles: ['left'], scopes: ['write', 'purge', 'all'], disabled: false },
    },
    clients: {
      ci: { roles: ['left'], scopes: [], disabled: false },
      old: { roles: ['left'], scopes: [], disabled: true },
    },
  },
)
const gain = (roles: string[], scopes: string[]) =>
  crowdOf(catalog, users).gain(new Set(roles), scopes)

test('the heirs of a role: itself, and every role that extends it, however far', () => {
  expect([...heirsOf(catalog, 'base')].sort()).toEqual(['base', 'below', 'left', 'right'])
  expect([...heirsOf(catalog, 'left')].sort()).toEqual(['below', 'left'])
  expect([...heirsOf(catalog, 'apart')]).toEqual(['apart'])
})

test('only enabled users and clients gain, and only those who do not hold it yet', () => {
  // Users open both routes that need write, the client, who has no default role, only one.
  expect(gain(['left'], ['write'])).toMatchObject({ users: 2, clients: 1, cells: 5 })
})

test('whoever lacks only one of several scopes gains too', () => {
  // `right` has purge, and lacks the rest of `all`.
  expect(gain(['right'], ['all'])).toEqual({ users: 0, clients: 0, cells: 0, rows: 2 })
})

test('the row of a role has the default roles too: what needs both scopes opens', () => {
  expect(gain(['apart'], ['write'])).toEqual({ users: 0, clients: 0, cells: 0, rows: 2 })
})

test('a row per role, however many users and clients have the role', () => {
  // PUT and POST open for left and for below.
  expect(gain(['left', 'below'], ['write']).rows).toBe(4)
})

test('a default role with more scopes reaches every row', () => {
  expect(gain(['reader'], ['write'])).toMatchObject({ users: 2, rows: 12 })
})
