import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalPath } from '../../../src/core/catalog/canonical-path.js'
import { matchRoute } from '../../../src/core/catalog/match-route.js'
import { asked, catalogOf } from './match-world.js'

const hex = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase()}`

test('P12 spelling: escapes of unreserved characters do not change the path; canonical form is a fixed point', () => {
  const spelled = asked.chain(([names, _, method, path]) =>
    fc.tuple(
      fc.constant({ names, method, path }),
      fc.array(fc.constantFrom('plain', 'upper', 'lower'), {
        minLength: path.length,
        maxLength: path.length,
      }),
    ),
  )
  fc.assert(
    fc.property(spelled, ([{ names, method, path }, how]) => {
      const other = path
        .split(/(%[0-9A-F]{2})/)
        .flatMap((part) => (part.length === 3 && part.startsWith('%') ? [part] : [...part]))
        .map((part, i) => {
          if (part.length > 1 || !/[A-Za-z0-9\-._~]/.test(part) || how[i] === 'plain') return part
          return how[i] === 'upper' ? hex(part) : hex(part).toLowerCase()
        })
        .join('')
      expect(canonicalPath(other)).toEqual({ path })
      expect(canonicalPath(path)).toEqual({ path })
      expect(matchRoute(catalogOf(names), method, path).kind).not.toBe('none')
    }),
    { numRuns: 500 },
  )
})

test('P12 spelling: any other spelling is refused, never another path', () => {
  const text = fc
    .string({
      unit: fc.constantFrom(
        'a',
        '/',
        '.',
        '%',
        '2',
        'e',
        'F',
        'f',
        'C',
        '3',
        ';',
        '\\',
        '\0',
        'é',
        '\u0085',
        ':',
        '?',
        ' ',
      ),
      maxLength: 14,
    })
    .map((rest) => `/${rest}`)
  fc.assert(
    fc.property(text, (path) => {
      const read = canonicalPath(path)
      if ('why' in read) return
      expect(canonicalPath(read.path)).toEqual(read)
      const decoded = decodeURIComponent(read.path)
      expect(decoded).toBe(decodeURIComponent(path))
      expect(decoded.split('/').slice(1, -1)).not.toContain('')
      expect(/(^|\/)\.\.?(\/|$)|[;\\%]|\p{Cc}/u.test(decoded)).toBe(false)
      expect(decoded.split('/').length).toBe(path.split('/').length)
    }),
    { numRuns: 5000 },
  )
})
