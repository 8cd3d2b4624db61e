import { expect, test } from 'vitest'
import { Pace } from '../../src/io/probe/pace.js'

test('an interrupted run does not sit out a pause that the server asked for', async () => {
  const pace = new Pace(undefined, () => 0)
  pace.pause(3600)
  const turn = pace.turn()
  pace.hurry()
  await turn
  await pace.turn()
  expect(pace.isHurried).toBe(true)
})
