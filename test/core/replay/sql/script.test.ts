import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DIALECTS, dialectOf } from '../../../../src/core/replay/sql/dialect.js'
import { textLiteral } from '../../../../src/core/replay/sql/literal.js'
import { replaySql } from '../../../../src/core/replay/sql/script.js'
import { isTableName } from '../../../../src/core/replay/sql/table.js'
import { NO_USERS } from '../../../../src/core/users/model.js'
import { hostileWorld } from '../../../interop/support/sql/worlds.js'
import { loadCatalog, type World, world } from '../../../support/generators.js'

const scriptOf = (
  name: (typeof DIALECTS)[number],
  { catalog, users }: Pick<World, 'catalog' | 'users'> = hostileWorld(),
) => replaySql(catalog, users, 'access_log', dialectOf(name))

/** The text of a literal, read back; undefined if it is not one whole literal. */
function readBack(literal: string): string | undefined {
  const plain = /^'([^']*)'$/.exec(literal)?.[1]
  const hex =
    /^\w+\((?:\w+\()?X?'((?:[0-9a-f]{2})*)'(?:(?:, '(?:hex|UTF-?8)'| AS STRING)?\))+$/.exec(literal)
  return plain ?? (hex ? Buffer.from(hex[1] ?? '', 'hex').toString() : undefined)
}

describe.each(DIALECTS)('a literal for %s', (name) => {
  test('is one literal with the same text, whatever the text is', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc
        .array(fc.constantFrom("'", '\\', '"', '\n', ';', '--', '/*', '${', '{{', 'é', 'a', '\0'))
        .map((all) => all.join('')),
    )
    const same = fc.property(text, (each) => {
      expect(readBack(textLiteral(each, dialectOf(name)))).toBe(each)
    })
    fc.assert(same)
  })

  test.each(["'", '\\', '\n', ';', '--', '/*', '${x}', '{{x}}', 'é', '\u2028', '\0', '"', '`'])(
    'has no %j in it',
    (text) =>
      expect(textLiteral(`a${text}b`, dialectOf(name)).replace(/, '\w+-?8?'/, '')).not.toContain(
        text === "'" ? "a'" : text,
      ),
  )
})

test('a literal for Spark is one that Spark 4 evaluates in VALUES, unlike a call of decode', () => {
  expect(textLiteral("it's", dialectOf('spark'))).toBe("CAST(X'69742773' AS STRING)")
})

describe.each(DIALECTS)('the script for %s', (name) => {
  test('has the names of the catalog in literals only', () => {
    // Names of a catalog cannot change the number of quotes, nor begin a comment or a statement.
    const script = scriptOf(name)
    const code = script.replace(/^--.*\n/gm, '').replace(/'[^']*'/g, "''")
    expect(code).not.toMatch(/[^\t\n\x20-\x7e]|--|\/\*|\\|;(?!\n$)/)
    expect(code.match(/'/g)?.length).toBe(
      2 * (script.replace(/^--.*\n/gm, '').match(/'[^']*'/g)?.length ?? 0),
    )
    for (const quoted of script.match(/'[^']*'/g) ?? []) expect(quoted).toMatch(/^[\x20-\x7e]*$/)
  })

  test('is the same for the same catalog, whatever the order of its routes', () => {
    const routes = { 'GET /a': 'public', 'GET /{x}': 'r', 'POST /{x}/{y*}': 'undecided' }
    const turned = Object.fromEntries(Object.entries(routes).reverse())
    const [one, other] = [routes, turned].map((each) => ({
      catalog: loadCatalog({ scopes: { r: 'Read' }, routes: each }),
      users: NO_USERS,
    }))
    expect(scriptOf(name, one)).toBe(scriptOf(name, other))
  })

  test('has no bracket left open, for any catalog', () => {
    fc.assert(
      fc.property(world, (each) => {
        const code = scriptOf(name, each)
          .replace(/^--.*\n/gm, '')
          .replace(/'[^']*'/g, '')
        let depth = 0
        for (const char of code) {
          depth += char === '(' ? 1 : char === ')' ? -1 : 0
          expect(depth).toBeGreaterThanOrEqual(0)
        }
        expect(depth).toBe(0)
      }),
      { numRuns: 50 },
    )
  })
})

test.each([
  ['access_log', true],
  ['lake.web.Calls_2026', true],
  ['a.b.c.d', true],
  ['', false],
  ['a b', false],
  ['a;b', false],
  ['"a"', false],
  ['a.', false],
  ['1a', false],
  ['a.b.c.d.e', false],
  ['a\n', false],
  ['é', false],
])('%j as a table name: %s', (text, expected) => expect(isTableName(text)).toBe(expected))
