import { expect, test } from 'vitest'
import { ScopectlError } from '../../../src/core/errors.js'
import { probeTarget } from '../../../src/core/probe/target.js'
import { probeWords } from '../../../src/report/words/probe.js'

function problemOf(text: string) {
  try {
    probeTarget(text, { mayTest: [], allowHttp: false })
  } catch (error) {
    if (error instanceof ScopectlError) return error.problems[0]
    throw error
  }
  return undefined
}

test.each([
  ['http://bob:hunter2pw@host:99999/', 'http://host:99999/'],
  ['ftp://u:topsecret1@h/', 'ftp://h/'],
  ['http://u:top@secret1@h:99999/', 'http://h:99999/'],
  ['http://u:a?b#secret1@h:99999/', 'http://h:99999/'],
  ['u:topsecret1@h', 'h'],
  ['ftp://h/?key=topsecret1', 'ftp://h/'],
  ['localhost:8000', 'localhost:8000'],
])('what is not a URL is shown without its password: %s', (text, shown) => {
  expect(problemOf(text)).toMatchObject({ code: 'probe-url', args: { text: shown } })
})

test('the hint for an IPv6 address can be pasted into a shell', () => {
  const { hint } = probeWords['probe-host']({ host: '[2001:db8::2]' })
  expect(hint).toContain('--i-may-test "[2001:db8::2]"')
})
