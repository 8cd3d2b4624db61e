import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agree } from './two-readers.js'

describe('any text', () => {
  const NAMES = ['a', 'b c', 'GET /x/{id}', 'users:read', 'x#y', 'é', "don't"]
  const name = fc.constantFrom(...NAMES)
  const word = fc.constantFrom(...NAMES, 'true', '1', '0')
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      word,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }),
    ),
  }))
  const style = fc.infiniteStream(fc.nat(9))

  /** Prints a value in one of the many ways, some of which are wrong: it is the library that knows. */
  function print(said: unknown, indent: string, next: () => number): string {
    if (typeof said === 'string') return next() < 8 ? said : next() < 8 ? `"${said}"` : `'${said}'`
    const entries = Object.entries(said as object)
    const isList = Array.isArray(said)
    const comment = next() === 0 ? ' # c' : ''
    if (entries.length === 0 || next() < 3) {
      const gap = next() === 0 ? `\n${indent} ` : ' '
      const inner = entries.map(([name, each]) =>
        isList ? flow(each, next) : `${flow(name, next)}: ${flow(each, next)}`,
      )
      const all = `${inner.join(`,${gap}`)}`
      return isList ? `[${all}]${comment}` : `{${gap}${all}${gap}}${comment}`
    }
    const within = `${indent}${isList || next() > 1 ? '  ' : ''}`
    const lines = entries.map(([name, each]) =>
      isList
        ? `${within}- ${print(each, `${within}  `, next).replace(/^\n */, '')}`
        : `${within}${print(name, '', next)}: ${print(each, within, next)}`,
    )
    return `${comment}\n${next() === 0 ? '\n# d\n' : ''}${lines.join('\n')}`
  }

  function flow(said: unknown, next: () => number): string {
    if (typeof said === 'string') return /[{']/.test(said) ? `"${said}"` : print(said, '', next)
    const inner = Object.entries(said as object).map(([name, each]) =>
      Array.isArray(said) ? flow(each, next) : `${flow(name, next)}: ${flow(each, next)}`,
    )
    return Array.isArray(said) ? `[${inner.join(', ')}]` : `{ ${inner.join(', ')} }`
  }

  const text = fc
    .tuple(fc.dictionary(name, value, { minKeys: 1 }), style)
    .map(([said, numbers]) => {
      const next = () => numbers.next().value ?? 0
      return Object.entries(said)
        .map(([name, each]) => `${print(name, '', next)}: ${print(each, '', next)}\n`)
        .join('')
    })
  /** What YAML is made of. */
  const piece = fc.constantFrom(
    ...[
      ' ',
      '  ',
      '\n',
      '\n  ',
      '\r\n',
      '- ',
      '-',
      ':',
      ': ',
      ' :',
      '#',
      ' #',
      ',',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
    ],
    ...[
      '?',
      '? ',
      '&a',
      '*a',
      '!',
      '|',
      '>',
      '%',
      '@',
      '`',
      '~',
      '<<',
      '---',
      '...',
      '.',
      '+',
      '=',
      '0x1',
      '1e3',
      '\t',
    ],
    ...[
      'null',
      'a',
      'b: c',
      '\\',
      '\n\n',
      '\n# e\n',
      '\u00a0',
      '\u2028',
      '\u{1f600}',
      '__proto__: x\n',
    ],
  )

  test('as it is written: most of it is plain', () => {
    let [plain, all] = [0, 0]
    fc.assert(
      fc.property(text, (yaml) => {
        all++
        if (agree(yaml)) plain++
      }),
      { numRuns: 1_000 },
    )
    expect(plain / all).toBeGreaterThan(0.3)
  })

  test('with something put in, taken out or doubled', () => {
    const change = fc.tuple(fc.nat(), fc.nat(3), piece)
    fc.assert(
      fc.property(text, fc.array(change, { minLength: 1, maxLength: 3 }), (yaml, changes) => {
        let changed = yaml
        for (const [place, length, put] of changes) {
          const at = place % (changed.length + 1)
          changed = changed.slice(0, at) + put + changed.slice(at + length)
        }
        agree(changed)
      }),
      { numRuns: 3_000 },
    )
  })

  test('put together from pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, word), { maxLength: 12 }), (pieces) => {
        agree(`a: ${pieces.join('')}`)
      }),
      { numRuns: 3_000 },
    )
  })
})
