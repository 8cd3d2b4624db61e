import { describe, expect, test } from 'vitest'
import { Resource } from '../../../src/core/probe/resource.js'

const received = (body: string, status = 200) => ({
  ...{ status, body, challenge: undefined, type: 'application/json' },
})
const nested = (depth: number, inner: string): string =>
  `${'['.repeat(depth)}${inner}${']'.repeat(depth)}`

const resource = (...bodies: string[]) => new Resource(bodies.map((body) => received(body)))
const shown = (samples: string[], body: string) => resource(...samples).shownBy(received(body))
const leaked = (samples: string[], refusal: string, ...others: string[]) =>
  resource(...samples).leakedBy(
    received(refusal, 403),
    others.map((body) => received(body, 401)),
  )

test('NET8 a document with 30,000 levels is compared as text', () => {
  const deep = nested(30_000, '"x"')
  expect(leaked([deep], '{"error":"no"}')).toBe('no')
  expect(leaked([deep], `{"was":${deep}}`)).toBe('yes')
  expect(leaked(['{"id":1,"name":"x"}'], deep)).toBe('no')
  expect(shown([deep], deep)).toBe('yes')
  expect(shown([deep], nested(30_000, '"y"'))).not.toBe('yes')
})

test('NET8 a bracket in text is not a level, and text that never ends is read once', () => {
  const time = (at: number) => JSON.stringify({ at, text: '["{\\'.repeat(100) })
  expect(shown([time(1)], time(2))).toBe('yes')
  expect(shown([time(1)], `"${'\\'.repeat(1_000_001)}`)).toBe('no')
})

test('NET8 a refusal with 200,000 elements is searched', () => {
  const refusal = JSON.stringify(Array(200_000).fill(0))
  expect(leaked(['{"id":1,"name":"x"}'], refusal)).toBe('no')
  expect(leaked(['{"id":1,"name":"x"}'], '[{"name":"x","id":1},2,3]')).toBe('yes')
})

/** A page with a form token and a time that are new in every answer. */
const page = (main: string, nonce: string) => `<!doctype html><title>Example Shop</title>
<nav>Home Orders Invoices Customers Reports Settings Help Log out</nav><main>${main}</main>
<form><input name="csrf" value="${nonce}"></form><footer>Rendered at ${nonce}, Example Shop Ltd</footer>`
const ORDER = 'Order 4711 for Grace Hopper, 12 compilers, shipped to Arlington on Monday'
const ORDERS = [page(ORDER, 'a1f3'), page(ORDER, '77bc')]

describe('a page that changes with every request', () => {
  test('is the resource if it has all that does not change', () => {
    expect(shown(ORDERS, page(ORDER, '09ee'))).toBe('yes')
  })

  test('is unclear without a second sample', () => {
    const [one = ''] = ORDERS
    expect(shown([one], page(ORDER, '09ee'))).toBe('unclear')
    expect(resource(one).isDoubtful(received(page(ORDER, '09ee')))).toBe(true)
    expect(resource(...ORDERS).isDoubtful(received(page(ORDER, '09ee')))).toBe(false)
  })

  test('is not, or not clearly, with other contents in the same frame', () => {
    expect(shown(ORDERS, page('This page does not exist', '09ee'))).toBe('unclear')
    expect(shown(ORDERS, '<h1>Log in</h1><input name="password">')).toBe('no')
  })

  test('that is much longer may contain the words of a short one by chance', () => {
    const all = Array.from({ length: 400 }, (_, i) => `word${i}`).join(' ')
    expect(shown(['word1 word2 word3 word4 word5 word6 word7 word8'], all)).toBe('unclear')
    expect(shown(['OK then'], 'then OK')).toBe('unclear')
  })

  test('leaks if a refusal has all of it, and another refusal has not', () => {
    const plain = page('You may not see this', 'c0de')
    expect(leaked(ORDERS, page(ORDER, '09ee'), plain)).toBe('yes')
    expect(leaked(ORDERS, plain, plain)).toBe('no')
    // All refusals have the same words: those may be the frame of every page.
    expect(leaked(ORDERS, page(ORDER, '09ee'), page(ORDER, 'beef'))).toBe('unclear')
  })

  test('does not leak because a refusal has the same frame', () => {
    const empty = [page('', '1111'), page('', '2222')]
    expect(leaked(empty, page('Forbidden', '3333'), page('Log in first', '4444'))).toBe('unclear')
  })
})

describe('a JSON document', () => {
  const at = (time: number, name = 'Grace') => JSON.stringify({ name, time, role: 'admiral' })

  test('with a time that changes is the same one', () => {
    expect(shown([at(1), at(2)], at(3))).toBe('yes')
    expect(leaked([at(1), at(2)], `{"error":"forbidden","data":${at(3)}}`)).toBe('yes')
  })

  test('is not the same because its names and types are', () => {
    expect(shown(['{"message":"pong"}'], '{"message":"no such path"}')).toBe('unclear')
    expect(shown([at(1), at(2)], at(3, 'nobody'))).toBe('unclear')
    const envelope = (success: boolean, message: string, at: number) =>
      JSON.stringify({ success, message, at, data: null, version: '1.0' })
    const samples = [envelope(true, 'ok', 1), envelope(true, 'ok', 2)]
    expect(leaked(samples, envelope(false, 'forbidden', 3))).toBe('no')
  })

  test('with other names is another one', () => {
    expect(shown([at(1), at(2)], '{"error":"not found"}')).toBe('no')
  })

  test('with only values that change is not recognised by its names', () => {
    expect(shown(['{"now":1}', '{"now":2}'], '{"now":3}')).toBe('unclear')
    expect(leaked(['{"now":1}', '{"now":2}'], '{"now":3}')).toBe('no')
  })
})

test('an empty answer shows nothing', () => {
  expect(shown([''], '')).toBe('unclear')
  expect(shown(['{"id":1}'], '')).toBe('no')
  expect(leaked([''], '')).toBe('no')
})

describe('a resource in an envelope', () => {
  const allowed = '{"status":"ok","data":{"owner":"Ann","iban":"DE02 1203"}}'
  const refusal = '{"status":"error","data":{"iban":"DE02 1203","owner":"Ann"}}'

  test('leaks in the envelope of a refusal, too', () => {
    expect(leaked([allowed], refusal, '{"status":"error"}')).toBe('yes')
    expect(leaked([allowed], '{"status":"error","data":{"owner":"Ann"}}', '{}')).toBe('no')
  })

  test('is unclear if every refusal has it: it may be part of every answer', () => {
    expect(leaked([allowed], refusal, refusal)).toBe('unclear')
  })

  test('a small part that all answers have is not the resource', () => {
    const meta = '"meta":{"version":"1.2.3"}'
    const whole = `{${meta},"data":{"owner":"Ann","iban":"DE02 1203 4567 8901"}}`
    expect(leaked([whole], `{${meta},"error":"no"}`, '{}')).toBe('no')
  })
})
