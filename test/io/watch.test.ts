import { appendFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Watch } from '../../src/io/watch.js'
import { folder } from './support.js'

test('a file that is written piece by piece counts as changed once it is complete', async () => {
  const dir = folder({ a: '' })
  const watch = new Watch()
  watch.add([join(dir, 'a')])
  let written = 0
  const then = watch.changed().then(() => written)
  // The pieces and the looks are timers of one process: between two looks, there is always a piece.
  while (written < 60) {
    await sleep(20)
    appendFileSync(join(dir, 'a'), 'piece\n')
    written++
  }
  expect(await then).toBe(60)
  watch.close()
})

test('a file that is replaced counts as changed', async () => {
  const dir = folder({ a: 'old' })
  const watch = new Watch()
  watch.add([join(dir, 'a')])
  writeFileSync(join(dir, 'b'), 'new')
  renameSync(join(dir, 'b'), join(dir, 'a'))
  await watch.changed()
  watch.close()
})
