import { describe, expect, test } from 'vitest'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { type ImportedRole, mergeRoles } from '../../../src/core/openapi/merge-roles.js'
import { sourceOf } from '../../../src/core/source.js'

const SCOPES = { read: '', write: '', admin: '' }

function merged(form: object, roles: Record<string, Partial<ImportedRole>>) {
  const read = parseCatalog(sourceOf({ scopes: SCOPES, ...form }))
  if (!read.ok) throw new Error('not a catalog')
  const imported = Object.entries(roles).map(
    ([name, role]) => [name, { description: '', scopes: [], ...role }] as const,
  )
  const written = (form as { roles?: Record<string, { scopes?: string[] }> }).roles ?? {}
  return mergeRoles(read.value, new Map(imported), (name) => written[name]?.scopes ?? [])
}
const codes = ({ looser }: ReturnType<typeof merged>) =>
  looser.map(({ code, args }) => [code, (args as { by?: string }).by])

describe('roles of an import', () => {
  test('a new role is added; it needs --force where somebody has it at once', () => {
    const roles = { editor: { scopes: ['write'] } }
    expect(merged({}, roles).changes).toMatchObject([{ kind: 'new-role', name: 'editor' }])
    expect(codes(merged({}, roles))).toEqual([])
    expect(codes(merged({}, { all: { scopes: ['read'], isDefault: true } }))).toEqual([
      ['import-grants', 'default'],
    ])
    expect(codes(merged({ token: { role_claim: 'roles' } }, roles))).toEqual([
      ['import-grants', 'claim'],
    ])
    expect(codes(merged({}, { all: { isDefault: true } }))).toEqual([])
  })

  test('a role that gains scopes keeps its own, globs included, and needs --force', () => {
    const form = { roles: { editor: { scopes: ['w*'] } } }
    const found = merged(form, { editor: { extends: ['base'] }, base: { scopes: ['read'] } })
    expect(found.changes).toMatchObject([
      { kind: 'role-scopes', name: 'editor', added: ['read'], scopes: ['w*', 'read'] },
      { kind: 'new-role', name: 'base' },
    ])
    expect(codes(found)).toEqual([['import-grants', 'role']])
    expect(found.notes).toMatchObject([{ code: 'import-kept-grants', args: { roles: ['editor'] } }])
  })

  test('a role that the document makes a default one is not', () => {
    const found = merged(
      { roles: { a: { scopes: ['read'] } } },
      { a: { scopes: ['read'], isDefault: true } },
    )
    expect([found.changes, found.looser]).toEqual([[], []])
    expect(found.notes).toMatchObject([{ code: 'import-kept-default' }])
  })

  test('roles that extend each other in a circle end', () => {
    const found = merged({}, { a: { extends: ['b'] }, b: { extends: ['a'], scopes: ['read'] } })
    expect(found.changes).toHaveLength(2)
  })
})
