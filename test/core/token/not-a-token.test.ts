import { describe, expect, test } from 'vitest'
import { insteadOfToken } from '../../../src/core/token/not-a-token.js'

const GOOD = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln'

describe('text that is not a token at all', () => {
  test.each([
    ['', 'empty'],
    ['\uFEFF\n', 'empty'],
    ['Bearer \n', 'empty'],
    ['Bearer', 'empty'],
    ['null', 'nothing'],
    ['null\r\n', 'nothing'],
    ['  undefined  ', 'nothing'],
    ['None', 'nothing'],
    ['Bearer null', 'nothing'],
    ['Error: not logged in', 'nothing'],
    ['bearer  null', 'nothing'],
    ['abc', 'word'],
    ['Bearer sTokAbcQ', 'word'],
    ['authorization: Bearer null', 'no-dot'],
    ['2YotnFZFEjr1zCsicMWpAA', 'no-dot'],
    ['eyJhbGciOiJIUzI1NiJ9', 'no-dot'],
    ['{"error":"invalid_client"}', 'json'],
    ['{"error":"a.b.c"}', 'json'],
    ['\n[1.5]', 'json'],
    ['1.5', 'json'],
    ['-0.1e5', 'json'],
    ['""', 'quoted'],
    ['"null"', 'quoted'],
    [`"${GOOD}"`, 'quoted'],
    [`{"access_token":"${GOOD}"}`, 'json'],
    ['{{ token.value }}', 'text'],
    ['[object Object].x', 'text'],
    [`access_token=${GOOD}`, 'text'],
    ['error=invalid.client', 'text'],
    ['<html><title>502 Bad Gateway</title></html>', 'markup'],
    [`<!DOCTYPE html>\n<a href="https://idp.example.com/?t=${GOOD}">log in</a>`, 'markup'],
    ['<?xml version="1.0"?><error/>', 'markup'],
    ['error. try again', 'text'],
    ['curl: (6) Could not resolve host: idp.example.com', 'text'],
    ['HTTP/1.1 502 Bad Gateway\r\nServer: nginx/1.27.0\r\n\r\n', 'text'],
    ['https://idp.example.com/login?next=a.b', 'text'],
    ['$TOKEN.value', 'text'],
    [`Logging in ...\n${GOOD}`, 'text'],
    [`access_token: ${GOOD}`, 'text'],
    ['\u{1f600}.\u{1f600}.\u{1f600}', 'text'],
    ['\ufffd\ufffd.\u0000.\u0001', 'text'],
  ])('%j: %s', (text, is) => {
    expect(insteadOfToken(text)).toMatchObject({ is })
  })

  test('an error code and the member with the token are shown, but no other part of the text', () => {
    expect(insteadOfToken('{"error":"invalid_client","error_description":"s3cret"}')).toEqual({
      is: 'json',
      error: 'invalid_client',
    })
    expect(insteadOfToken('{"error":"Wrong s3cret!"}')).toEqual({ is: 'json' })
    expect(insteadOfToken('{"id_token":"s3cret"}')).toEqual({ is: 'json', member: 'id_token' })
    expect(insteadOfToken('2YotnFZFEjr1zCsicMWpAA')).toEqual({ is: 'no-dot' })
  })
})

describe('a damaged token is still a token, and verify refuses it', () => {
  test.each([
    GOOD,
    `Bearer ${GOOD}\r\n`,
    'a.b.c',
    '.',
    '..',
    'a.b',
    'a.b.c.d.e',
    `${GOOD}.x.y`,
    'YWJj=.YWJj+/.~',
    `${GOOD} `,
    GOOD.replace('.', ' .'),
    GOOD.replace('.', '.\n'),
    GOOD.replace('.', '\u00a0.\u200b'),
    `${GOOD} ${GOOD}`,
    `${GOOD},${GOOD}`,
    `'${GOOD}'`,
    `Authorization: Bearer ${GOOD}`,
    `bearer  ${GOOD}`,
    'null.null.null',
    '.'.repeat(1_000_000),
  ])('%j', (text) => {
    expect(insteadOfToken(text)).toBeUndefined()
  })
})
