import { describe, expect, test } from 'vitest'
import {
  expectRepeatable,
  expectUnseen,
  expectWhole,
  KILLED,
  sceneOf,
} from '../support/kill-scene.js'
import { killedAt } from '../support/killed.js'
import { killedAtRandom } from '../support/random-kills.js'
import { contents, copyOf, lineOf } from '../support/writers.js'

describe.each(KILLED)('%s', (_command, name) => {
  // A command with a password hash runs a hundred times.
  test('killed before each change of the file system', { timeout: 1_800_000 }, async () => {
    const scene = await sceneOf(name)
    const { writer, template } = scene
    let moment = 0
    for (let end = 'killed'; end === 'killed'; moment++) {
      const cwd = copyOf(template)
      end = killedAt(`:${moment}`, lineOf(writer, cwd), cwd, writer.input)
      expectWhole(scene, cwd)
      expectUnseen(scene, cwd)
      await expectRepeatable(scene, cwd)
    }
    expect(moment).toBeGreaterThan(7)
  })

  test('the new text is on the disk before it replaces the old one', async () => {
    const { writer, template } = await sceneOf(name)
    const cwd = copyOf(template)
    expect(killedAt('fsync:0', lineOf(writer, cwd), cwd, writer.input)).toBe('killed')
    expect(contents(cwd)).toMatchObject(contents(template))
  })

  // 200 times in random-kills.faults.ts.
  test('killed ten times, whenever it is', async () => {
    const { before, after } = await killedAtRandom(name, 10)
    expect(before + after).toBe(10)
  })
})
