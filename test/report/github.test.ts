import { expect, test } from 'vitest'
import { annotation, data } from '../../src/report/github.js'

test('one line, whatever it contains', () => {
  const evil = 'a%0A::error::b\r\n::set-env name=x::y\n##[add-path]z\u0007\u202e'
  const line = annotation({
    level: 'warning',
    file: 'a,line=9::x.yaml',
    line: 3,
    column: 5,
    title: 'scopectl unused-scope\n::error::',
    message: evil,
  })
  expect(line.split('\n')).toHaveLength(2)
  expect(line).toBe(
    '::warning file=a%2Cline=9%3A%3Ax.yaml,line=3,col=5,title=scopectl unused-scope%0A%3A%3Aerror%3A%3A::' +
      'a%250A::error::b%0D%0A::set-env name=x::y%0A#\\u{23}[add-path]z\\u{7}\\u{202e}\n',
  )
})

test('unknown parts are left out', () => {
  expect(annotation({ level: 'error', file: 'f', title: 't', message: 'm' })).toBe(
    '::error file=f,title=t::m\n',
  )
})

test('line ends are kept, and a lone CR counts as one', () => {
  expect(data('a\rb\nc')).toBe('a%0Db%0Ac')
})
