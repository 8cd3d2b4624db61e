import { expect, test } from 'vitest'
import { fillTemplate, parseTemplate } from '../../../src/core/catalog/route-template.js'
import { valuesIn } from '../../../src/core/probe/recorded.js'

const template = (text: string) => {
  const parsed = parseTemplate(text)
  if ('why' in parsed) throw new Error(text)
  return parsed
}

test.each([
  ['/a/{id}', '/a/7', { id: '7' }],
  ['/{a}/{b}', '/x/y%20z', { a: 'x', b: 'y z' }],
  ['/v/{name}:stop', '/v/run:1:stop', { name: 'run:1' }],
  ['/f/{a}-{b}.{c}', '/f/1-2-3.txt', { a: '1', b: '2-3', c: 'txt' }],
  ['/f/{a}.{b}', '/f/..x', { a: '.', b: 'x' }],
  ['/files/{path*}', '/files/a/b/c', { path: 'a/b/c' }],
  ['/files/{path*}', '/files/', { path: '' }],
])('%s in %s', (written, path, values) => {
  const found = valuesIn(template(written), path)
  expect(Object.fromEntries(found)).toEqual(values)
  expect(fillTemplate(template(written), found)).toBe(decodeURIComponent(path))
})
