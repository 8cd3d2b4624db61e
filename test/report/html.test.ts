import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { FAILED_FORMS } from '../../src/report/failed-run.js'
import { html, page } from '../../src/report/html/page.js'
import { STYLE, STYLE_HASH } from '../../src/report/html/style.js'

const HOSTILE = `</title></style><script>alert(1)</script>"'&\u202e\u0000<img src=x onerror=alert(1)>`

test('a page allows its own style by hash, and nothing else', () => {
  expect(STYLE_HASH).toBe(createHash('sha256').update(STYLE).digest('base64'))
  const whole = [...page('x', [''])].join('')
  const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(whole) ?? []
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ])
  // The policy comes before what it is about, and the style that is hashed is the one on the page.
  expect(whole.indexOf('Content-Security-Policy')).toBeLessThan(whole.indexOf('<style>'))
  expect(/<style>([\s\S]*)<\/style>/.exec(whole)?.[1]).toBe(STYLE)
  expect(whole).not.toMatch(/<script|<link|<img|<iframe|\ssrc=|@import|url\(/i)
})

test('hostile text stays text', () => {
  const shown = html(HOSTILE)
  for (const character of '<>"\'\u202e\u0000') expect(shown).not.toContain(character)
  const title = [...page(HOSTILE, [''])].join('')
  expect(title.match(/<script/g)).toBeNull()
  expect(title.match(/<\/style>/g)).toHaveLength(1)
})

test('a run that failed is a page too, which the next report replaces', () => {
  const form = FAILED_FORMS.get('html')
  const text = form?.print({
    ...{ kind: 'probe', json: '' },
    faults: [{ code: 'x', says: HOSTILE, hint: HOSTILE }],
  })
  expect(text).toMatch(form?.head ?? /never/)
  expect(text).not.toMatch(/<script|<img/)
  expect([...page('x', [''])].join('')).toMatch(form?.head ?? /never/)
})
