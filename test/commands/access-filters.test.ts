import { describe, expect, test } from 'vitest'
import { CATALOG, linesOf, run, USERS } from '../support/access-lists-world.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

describe('filters show a part', () => {
  const routes = async (...line: string[]): Promise<string[]> => {
    const { stdout } = await run(...line, '--json')
    const { rows, routes } = JSON.parse(stdout)
    return (rows ?? routes).map(
      ({ method, template }: { method: string; template: string }) => `${method} ${template}`,
    )
  }

  test('of routes, by path, method and scope; several of a flag are alternatives', async () => {
    expect(await routes('matrix', '--path', '/items*')).toEqual(['GET /items/{id}', 'POST /items'])
    expect(await routes('matrix', '--path', '/items*', '--method', 'POST')).toEqual(['POST /items'])
    expect(await routes('matrix', '--scope', 'audit', '--scope', 'wr*')).toEqual([
      'POST /items',
      'GET /log',
    ])
    expect(await routes('can', '--role', 'editor', '--method', 'P*')).toEqual([
      'POST /items',
      'POST /later',
    ])
    const text = await linesOf('can', '--role', 'editor', '--method', 'P*')
    expect(text.at(-1)).toBe('1 of 2 routes; 4 more not shown')
    const table = await linesOf('matrix', '--path', '/items*')
    expect(table.at(-1)).toBe('2 of 6 routes; 3 roles')
  })

  test('of rows, by role: in the end, not only as listed', async () => {
    const columns = async (...line: string[]): Promise<string[]> =>
      JSON.parse((await run('matrix', ...line, '--json')).stdout).columns.map(
        ({ name }: { name: string }) => name,
      )
    expect(await columns('--role', 'r*', '--role', '*tor')).toEqual(['reader', 'editor'])
    expect(await columns('--role', 'everyone')).toEqual(['everyone'])
    expect(await columns('--by', 'user', '--role', 'reader')).toEqual(['bob', '@ann', 'off'])
    expect(await columns('--by', 'user', '--role', 'editor')).toEqual(['bob', 'off'])
    expect(await columns('--by', 'client', '--role', 'editor')).toEqual(['ci'])
    expect(await columns('--by', 'scope', '--scope', '*t')).toEqual(['audit', 'root'])
  })

  test('the wide CSV of a part is still a table for test, and JSON says that it is a part', async () => {
    const { stdout } = await run('matrix', '--by', 'user', '--path', '/items*', '--format', 'csv')
    const dir = tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': USERS, 'm.csv': stdout })
    const tested = await scopectl(['test', '--table', 'm.csv'], { cwd: dir })
    expect([tested.exit, tested.stderr]).toEqual([0, expect.stringContaining('6 passed')])
    const json = JSON.parse((await run('matrix', '--path', '/items*', '--json')).stdout)
    expect(json.filters).toEqual({ role: [], scope: [], path: ['/items*'], method: [] })
    expect(JSON.parse((await run('matrix', '--json')).stdout)).not.toHaveProperty('filters')
  })

  test.each([
    ['matrix --role editr', 'editor'],
    ['matrix --role EDIT*', 'editor'],
    ['matrix --scope legacyx', 'legacy:x'],
    ['matrix --path items', '/items/{id}'],
    ['matrix --method post', 'POST'],
    ['can --anonymous --path /helth', '/health'],
    ['can --anonymous --method FETCH', 'GET'],
    ['lint --role editr', 'editor'],
    ['lint --method post', 'POST'],
  ])('%s matches nothing: exit 2 with the near ones', async (line, near) => {
    const { exit, stdout, stderr } = await run(...line.split(' '))
    expect([exit, stdout]).toEqual([2, ''])
    expect(stderr).toContain('error[filter-no-match]')
    expect(stderr).toContain(`\`${near}\``)
  })

  test('flags that match no route together, or that exclude each other: exit 2', async () => {
    const lines = {
      'matrix --path /log --method POST': 'filter-no-route',
      'can --anonymous --path /log --method POST': 'filter-no-route',
      'matrix --long': 'flag-needs',
      'matrix --long --summary --format csv': 'conflicting-flags',
      'matrix --summary --compare reader editor': 'conflicting-flags',
      'matrix --by scope --role editor': 'conflicting-flags',
      'matrix --role editor --compare reader editor': 'conflicting-flags',
    }
    for (const [line, code] of Object.entries(lines)) {
      const { exit, stdout, stderr } = await run(...line.split(' '))
      expect([line, exit]).toEqual([line, 2])
      expect(stdout + stderr).toContain(code)
    }
  })
})

describe('--summary ranks by reach', () => {
  test('roles, the farthest first', async () => {
    expect(await linesOf('matrix', '--by', 'role', '--summary')).toEqual([
      '  role       routes  writes  holders  scopes never needed',
      '  editor          4       1        2',
      '  =cmd            4       0        1  legacy:x',
      '  everyone        3       0        -',
      '  reader          3       0        2',
      '  anonymous       1       0        -',
      '6 routes, 1 undecided; 3 roles',
    ])
    expect(await linesOf('matrix', '--summary', '--format', 'csv', '--method', 'POST')).toEqual([
      'who,routes,write_routes,holders,scopes_never_needed,disabled',
      'editor,1,1,2,,no',
      'anonymous,0,0,,,no',
      'everyone,0,0,,,no',
      'reader,0,0,2,,no',
      "'=cmd,0,0,1,legacy:x,no",
    ])
    const { summary } = JSON.parse((await run('matrix', '--summary', '--json')).stdout)
    expect(summary[1]).toEqual({
      kind: 'role',
      name: '=cmd',
      disabled: false,
      routes: 4,
      write_routes: 0,
      holders: 1,
      scopes_never_needed: ['legacy:x'],
    })
    const md = await linesOf('matrix', '--summary', '--format', 'md')
    expect(md).toContain('| `editor` | 4 | 1 | 2 |  |')
  })

  test('users too; a disabled one reaches what anybody does', async () => {
    const lines = await linesOf('matrix', '--by', 'user', '--summary', '--format', 'csv')
    expect(lines.slice(1)).toEqual([
      'user:@ann,5,1,,legacy:x,no',
      'user:bob,4,1,,,no',
      'user:off,1,0,,,yes',
    ])
    const md = await linesOf('matrix', '--by', 'user', '--summary', '--format', 'md')
    expect(md).toContain('| `user:off` (disabled) | 1 | 0 | - |  |')
    const text = await linesOf('matrix', '--by', 'user', '--summary')
    expect(text.map((line) => line.split(/ {2,}/)[1])).toContain('off (disabled)')
    const { summary } = JSON.parse(
      (await run('matrix', '--by', 'user', '--summary', '--json')).stdout,
    )
    expect(summary.map(({ disabled }: { disabled: boolean }) => disabled)).toEqual([
      false,
      false,
      true,
    ])
  })
})
