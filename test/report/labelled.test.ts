import { expect, test } from 'vitest'
import { labelled } from '../../src/report/labelled.js'
import { styleFor } from '../../src/report/style.js'

const narrow = await styleFor({ color: false, utf8: true, columns: 60 })
const piped = await styleFor({ color: false, utf8: true, columns: undefined })
const asIs = (text: string) => text
const LONG = 'the words of a sentence that is longer than the terminal is wide are folded, as here'

test('a long sentence is folded on a terminal, at 80 columns or more, and stays one line in a pipe', () => {
  expect(labelled('hint:', asIs, LONG, narrow)).toBe(
    'hint: the words of a sentence that is longer than the terminal is wide are\n  folded, as here',
  )
  expect(labelled('hint:', asIs, LONG, piped)).toBe(`hint: ${LONG}`)
  expect(labelled('hint:', (text) => `<${text}>`, LONG, narrow)).toMatch(/^<hint:> the words/)
})

test('a line to paste is not broken: a command to its end, text in backticks; spaces are kept', () => {
  const command = `scopectl check --user bob --route "DELETE /users/42" --need 'a  b'`
  expect(labelled('hint:', asIs, `a reader should try this first: ${command}`, narrow)).toBe(
    `hint: a reader should try this first:\n  ${command}`,
  )
  expect(
    labelled('hint:', asIs, `nobody in this whole catalog holds \`${command}\`, now`, narrow),
  ).toBe(`hint: nobody in this whole catalog holds\n  \`${command}\`, now`)
  expect(labelled('hint:', asIs, 'one ` alone is a character too', narrow)).toBe(
    'hint: one ` alone is a character too',
  )
})
