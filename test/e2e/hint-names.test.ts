import { describe, expect, test } from 'vitest'
import { CATALOG, FILES, hintOf, said } from './hint-world.js'

// What a hint names exists, and what it says to type works.

describe.concurrent('a route that does not exist', () => {
  test.each([
    [['who-can', 'DELETE /items'], 'for this path the catalog has `GET /items` and `POST /items`'],
    [['who-can', 'delete items'], 'for this path the catalog has `GET /items` and `POST /items`'],
    [
      ['who-can', 'PUT /billing/7'],
      'for this path the catalog has `GET /billing/{id}` and `DELETE /billing/{id}`',
    ],
    [
      ['who-can', 'PUT /billing/{id}'],
      'for this path the catalog has `GET /billing/{id}` and `DELETE /billing/{id}`',
    ],
    [['who-can', 'DELETE /bilings/7'], 'did you mean `DELETE /billing/7`?'],
    [['who-can', 'delete /billing/7'], 'did you mean `DELETE /billing/7`?'],
    [['who-can', 'post items/'], 'did you mean `POST /items`?'],
    [['who-can', 'POST /invoices'], 'to list routes: scopectl can --anonymous'],
    [
      ['who-can', 'GET /report*'],
      '`*` is not a wildcard here: name the route as in the catalog, like `GET /reports/daily`',
    ],
    [
      ['who-can', 'delete invoices'],
      'write the method and the path in quotes, like "DELETE /billing/{id}"',
    ],
    [['who-can', 'delete'], 'write the method and the path in quotes, like "DELETE /billing/{id}"'],
    [['who-can', 'write'], 'try: scopectl who-can --need write'],
    [['who-can', 'read', 'write'], 'try: scopectl who-can --need "read write"'],
    [['who-can', 'bob'], 'try: scopectl can --user bob'],
    [
      ['check', '--user', 'bob', '--route', 'delete invoices'],
      'write the method and the path in quotes, like "DELETE /billing/{id}"',
    ],
  ])('%j', async (args, hint) => {
    expect(await hintOf(args)).toBe(hint)
    const typed = /`([A-Z]+ \/[^`]*)`|"([A-Z]+ \/[^"]*)"/.exec(hint)
    if (typed) expect((await said(['who-can', typed[1] ?? typed[2] ?? ''])).exit).toBe(0)
  })
})

describe.concurrent('a filter with a typo keeps its stars', () => {
  test.each([
    [['can', '--user', 'bob', '--path', '/bilings/*'], '/billing/*'],
    [['can', '--user', 'bob', '--path', '*bilings*'], '*billing*'],
    [['can', '--user', 'bob', '--path', '/reprots/dayly*'], '/reports/daily*'],
    [['matrix', '--scope', 'biling:*'], 'billing:*'],
    [['matrix', '--role', 'suport*'], 'support*'],
    [['lint', '--role', 'READ*'], 'reader'],
  ])('%j', async (args, meant) => {
    expect(await hintOf(args)).toBe(`did you mean \`${meant}\`?`)
    expect((await said([...args.slice(0, -1), meant])).exit).toBe(0)
  })

  test('if nothing is similar and the names are many, the line that lists them', async () => {
    const many = Array.from({ length: 20 }, (_, i) => `  GET /route${i}: read\n`).join('')
    const scopes = Array.from({ length: 20 }, (_, i) => `"s:${i}": S`).join(', ')
    const roles = Array.from({ length: 20 }, (_, i) => `r${i}: { scopes: [read] }`).join(', ')
    const files = {
      ...FILES,
      'scopes.yaml': `${CATALOG.replace('write: Write', `write: Write, ${scopes}`).replace('roles: {', `roles: { ${roles},`)}${many}`,
    }
    for (const flag of ['--path', '--role', '--scope']) {
      const hint = await hintOf(['matrix', flag, '*xyzzy*'], { files })
      const line = /: scopectl (.*)$/.exec(hint ?? '')?.[1]
      expect((await said(line?.split(' ') ?? [], { files })).exit, hint).toBe(0)
    }
  })
})

test('an entry of lint: ignore that matches nothing: an existing name, and why a rule is not a glob', async () => {
  const text = async (rule: string, name: string) => {
    const lint = `lint: { ignore: [{ rule: "${rule}", name: "${name}", reason: x }] }\n`
    const open = CATALOG.replace('GET /items: read', 'PUT /items: public\n  PUT /other: public')
    const run = { files: { ...FILES, 'scopes.yaml': lint + open } }
    const { findings } = JSON.parse((await said(['lint', '--json'], run)).stdout)
    return findings.find((each: { rule: string }) => each.rule === 'unused-ignore')?.message
  }
  expect(await text('public-mutaton', 'PUT /items')).toBe(
    'unknown rule `public-mutaton`; did you mean `public-mutation`?',
  )
  expect(await text('public-*', 'PUT /items')).toBe(
    'unknown rule `public-*`: only names may contain `*`; did you mean `public-mutation`?',
  )
  expect(await text('public-mutation', 'PUT /itms')).toContain('did you mean `PUT /items`?')
  expect(await text('public-mutation', 'nothing')).toContain(
    'names are `PUT /items` and `PUT /other`',
  )
  expect(await text('unused-scope', 'PUT /items')).toContain('it is the name of `public-mutation`')
})
