import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { SUPERUSERS } from '../../src/core/probe/names.js'

test('docs/probe.md lists the names that are tried as a superuser scope', () => {
  const page = readFileSync('docs/probe.md', 'utf8')
  const [, list = ''] = /as a superuser scope[^:]*: ([\s\S]*?)\.\n\n/.exec(page) ?? []
  expect(list.split(/,\s+/)).toEqual(SUPERUSERS.map((name) => `\`${name}\``))
})
