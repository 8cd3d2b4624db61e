import { describe, expect, test } from 'vitest'
import { normalise, parseTranscript, printTranscript } from './transcript.js'

const RECORDED = `# two answers
$ scopectl a
allow
$ not a command
--- stderr
note: x
--- exit 0

# and why
$ scopectl b
deny
--- exit 4
`

const commands = (text: string) => parseTranscript(text).steps.map(({ command }) => command)

describe('a transcript', () => {
  test('is printed as it was read if the answers are the same', () => {
    const results = [
      { stdout: 'allow\n$ not a command\n', stderr: 'note: x\n', exit: 0 },
      { stdout: 'deny\n', stderr: '', exit: 4 },
    ]
    expect(printTranscript(parseTranscript(RECORDED), results)).toBe(RECORDED)
  })

  test.each([
    ['in a new file', '$ a\n$ b\n\n$ c\n', ['a', 'b', 'c']],
    ['above recorded ones', `$ new\n\n$ a\nyes\n--- exit 0\n`, ['new', 'a']],
    ['below recorded ones', '$ a\n--- exit 0\n\n$ b\n\n# why\n$ c\n', ['a', 'b', 'c']],
  ])('may contain commands that were not run yet: %s', (_where, text, expected) => {
    expect(commands(text)).toEqual(expected)
  })

  test('shows where output ends without a line end', () => {
    const text = printTranscript(parseTranscript('$ a\n'), [{ stdout: 'x', stderr: '', exit: 0 }])
    expect(text).toBe('$ a\nx\n\\ no newline at the end\n--- exit 0\n')
  })
})

const KID = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'

test.each([
  ['eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.\n', '<token>\n'],
  ['Bearer eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln-_8', 'Bearer <token>'],
  [`{ "kid": "${KID}" }`, '{ "kid": "<kid>" }'],
  [`ES256, kid ${KID}, JWT`, 'ES256, kid <kid>, JWT'],
  ['ES256, kid 9Jx1…Qw, JWT', 'ES256, kid <kid>, JWT'],
  ['1 passed, 2 failed  0.18s', '1 passed, 2 failed  <time>'],
  ['1 passed, 2 undecided  0.18s', '1 passed, 2 undecided  <time>'],
  ['<testsuite time="0.123">', '<testsuite time="<time>">'],
  ['"seconds":0.1,', '"seconds":<time>,'],
  ['"kid": "my-key"', '"kid": "my-key"'],
  ['/tmp/x1/scopes.yaml:3:1', '<dir>/scopes.yaml:3:1'],
])('%j is shown as %j', (text, shown) => {
  expect(normalise(text, { '<dir>': '/tmp/x1' })).toBe(shown)
})
