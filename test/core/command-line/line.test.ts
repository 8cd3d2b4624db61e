import { Command, Option } from 'commander'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { looksLikeFlag, readLine } from '../../../src/core/command-line/line.js'

const FLAGS = new Map([
  ['-c', true],
  ['--catalog', true],
  ['--user', true],
  ['-q', false],
  ['--quiet', false],
  ['-h', false],
  ['--help', false],
  ['--no-color', false],
])
const read = (line: string) =>
  [...readLine(line === '' ? [] : line.split(' '), FLAGS)].map((part) => {
    if (part.is === 'operand') return part.literal ? `-- ${part.text}` : part.text
    if (part.is === 'unknown') return `?${part.flag}`
    const { flag, value, attached } = part
    return value === undefined ? flag : `${flag}${attached ? '=' : ' '}${value}`
  })

test.each([
  ['--user bob x', ['--user bob', 'x']],
  ['--user -h', ['--user -h']],
  ['--user=-h', ['--user=-h']],
  ['--user= x', ['--user=', 'x']],
  ['-c -h', ['-c -h']],
  ['-c-h', ['-c=-h']],
  ['-qh', ['-q', '-h']],
  ['-qcFILE -h', ['-q', '-c=FILE', '-h']],
  ['-qc -h x', ['-q', '-c -h', 'x']],
  ['--user', ['--user']],
  ['--user -- -h', ['--user --', '-h']],
  ['-- -h --user x', ['-- -h', '-- --user', '-- x']],
  ['- -5 -.5 -1e3', ['-', '-5', '-.5', '-1e3']],
  ['--usr x', ['?--usr', 'x']],
  ['--quiet=yes --no-help --hel', ['?--quiet', '?--no-help', '?--hel']],
  ['-xh', ['?-x']],
  ['-q-', ['-q', '?--']],
])('%s', (line, parts) => {
  expect(read(line)).toEqual(parts)
})

describe('commander agrees', () => {
  const commander = (argv: readonly string[]) => {
    const command = new Command().argument('[all...]').helpOption(false).exitOverride()
    const seen: string[] = []
    for (const flags of [
      '-c, --catalog <F>',
      '--user <N>',
      '-q, --quiet',
      '-h, --help',
      '--no-color',
    ]) {
      const option = new Option(flags)
      command.addOption(option)
      command.on(`option:${option.name()}`, (value) =>
        seen.push(option.required ? `${option.long} ${value}` : `${option.long}`),
      )
    }
    command.parse([...argv], { from: 'user' })
    return { seen, operands: command.args }
  }
  const word = fc.constantFrom(
    ...[
      '--user',
      '--user=x',
      '--user=-h',
      '-c',
      '-cFILE',
      '-c-h',
      '-q',
      '-qh',
      '-qcX',
      '-qc',
      '-hq',
    ],
    ...['-h', '--help', '--no-color', '--', '-', '-5', 'x', '', '-q-help', '--quiet', '--catalog='],
  )

  test('for every line without unknown flags and missing values', () => {
    let compared = 0
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (argv) => {
        const parts = [...readLine(argv, FLAGS)]
        if (parts.some((part) => part.is === 'unknown')) return
        const flags = parts.flatMap((part) => (part.is === 'flag' ? part : []))
        const takes = ({ flag }: { flag: string }) => FLAGS.get(flag) === true
        if (flags.some((part) => takes(part) && part.value === undefined)) return
        compared++
        const long: Record<string, string> = { '-c': '--catalog', '-q': '--quiet', '-h': '--help' }
        expect(commander(argv)).toEqual({
          seen: flags.map((part) => {
            const name = long[part.flag] ?? part.flag
            return takes(part) ? `${name} ${part.value}` : name
          }),
          operands: parts.flatMap((part) => (part.is === 'operand' ? part.text : [])),
        })
      }),
      { numRuns: 3000 },
    )
    expect(compared).toBeGreaterThan(1000)
  })
})

test.each(['-h', '--', '--x=1', '-5x', '--5'])('%s looks like a flag', (arg) => {
  expect(looksLikeFlag(arg)).toBe(true)
})
test.each(['-', '-5', '-.5', '-1e-3', 'x-h', ''])('%s does not', (arg) => {
  expect(looksLikeFlag(arg)).toBe(false)
})
