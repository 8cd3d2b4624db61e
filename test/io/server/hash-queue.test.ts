import { describe, expect, test } from 'vitest'
import { ClientGone } from '../../../src/io/server/client-gone.js'
import { hashQueue, TooBusy } from '../../../src/io/server/hash-queue.js'

/** Work that ends when the test says so, and a list of what has started. */
function works() {
  const started: string[] = []
  const ends = new Map<string, (value: string) => void>()
  return {
    started,
    work: (name: string) => () => {
      started.push(name)
      return new Promise<string>((resolve) => ends.set(name, resolve))
    },
    end: (name: string) => ends.get(name)?.(name),
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('a queue for hashes', () => {
  test('as many at once as there are slots, the others in the order in which they came', async () => {
    const { run } = hashQueue({ slots: 2, most: 10 })
    const { started, work, end } = works()
    const all = ['a', 'b', 'c', 'd'].map((name) => run(work(name)))
    expect(started).toEqual(['a', 'b'])
    end('b')
    expect(await all[1]).toBe('b')
    await settled()
    expect(started).toEqual(['a', 'b', 'c'])
    for (const name of ['a', 'c']) end(name)
    await settled()
    end('d')
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd'])
  })

  test('beyond its length it refuses, and says when to try again', async () => {
    const { run } = hashQueue({ slots: 1, most: 2 })
    const { work, end } = works()
    const all = ['a', 'b', 'c'].map((name) => run(work(name)))
    const refused = await run(work('d')).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(TooBusy)
    expect((refused as TooBusy).retryAfter).toBeGreaterThanOrEqual(1)
    for (const name of ['a', 'b', 'c']) {
      end(name)
      await settled()
    }
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c'])
  })

  test('nothing is computed for a client that is gone, and its place is free', async () => {
    const { run } = hashQueue({ slots: 1, most: 1 })
    const { started, work, end } = works()
    const first = run(work('a'))
    const client = new AbortController()
    const second = run(work('b'), client.signal)
    client.abort()
    await expect(second).rejects.toBeInstanceOf(ClientGone)
    await expect(run(work('c'), client.signal)).rejects.toBeInstanceOf(ClientGone)
    const last = run(work('d'))
    end('a')
    await first
    await settled()
    end('d')
    expect(await last).toBe('d')
    expect(started).toEqual(['a', 'd'])
  })

  test('work that fails frees its slot', async () => {
    const { run } = hashQueue({ slots: 1, most: 1 })
    const failing = run(() => Promise.reject(new Error('out of memory')))
    const next = run(async () => 'next')
    await expect(failing).rejects.toThrow('out of memory')
    expect(await next).toBe('next')
  })

  test('once closed, it refuses what waits and what comes, and finishes what has started', async () => {
    const { run, close } = hashQueue({ slots: 1, most: 9 })
    const { started, work, end } = works()
    const [first, second] = [run(work('a')), run(work('b'))]
    close()
    await expect(second).rejects.toBeInstanceOf(TooBusy)
    await expect(run(work('c'))).rejects.toBeInstanceOf(TooBusy)
    end('a')
    expect(await first).toBe('a')
    expect(started).toEqual(['a'])
  })
})
