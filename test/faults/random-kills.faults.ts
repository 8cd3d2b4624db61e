import { expect, test } from 'vitest'
import { KILLED } from '../support/kill-scene.js'
import { killedAtRandom } from '../support/random-kills.js'

const TIMES = 200

test.concurrent.each(KILLED)(
  `%s: ${TIMES} runs are killed, whenever it is`,
  async (command, name) => {
    const { before, after, ended } = await killedAtRandom(name, TIMES)
    console.log(
      `${command}: ${before} killed before the first change, ${after} after it, ${ended} ended`,
    )
    expect(before + after).toBe(TIMES)
    expect(after).toBeGreaterThan(0)
  },
)
