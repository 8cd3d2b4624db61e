import { expect, test } from 'vitest'
import type { RouteChange } from '../../src/core/diff/change.js'
import { changesMd } from '../../src/report/changes-md.js'

const changes = (count: number, segment: string): RouteChange[] =>
  Array.from({ length: count }, (_, i) => ({
    ...{ kind: 'opened', route: `GET /${i}/${segment}`, before: 'read', after: 'public' },
    ...{ who: 'anonymous', allowed: [], at: undefined },
  }))
const tableOf = (count: number, segment: string) => {
  const text = changesMd({ changes: changes(count, segment), from: 'main', to: 'the working tree' })
  return { text, rows: text.match(/^\| \*\*opened/gm)?.length ?? 0 }
}

test('the table of a comment has at most 200 rows, and fits into one, however long the names are', () => {
  expect(tableOf(200, 'a')).toMatchObject({ rows: 200, text: expect.not.stringContaining('more') })
  expect(tableOf(201, 'a')).toMatchObject({
    rows: 200,
    text: expect.stringContaining('… and 1 more'),
  })
  const { text, rows } = tableOf(200, 'long'.repeat(200))
  expect(text.length).toBeLessThan(65_536)
  expect(text).toContain(`… and ${200 - rows} more`)
  expect(rows).toBeGreaterThan(10)
})
