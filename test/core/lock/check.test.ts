import { describe, expect, test } from 'vitest'
import { check, pair, text } from './lock-world.js'

describe('compared with the current files', () => {
  test.each([
    'allow editor GET /me',
    'role editor has read write',
    'user ben has admin read write',
  ])('every line counts: without "%s" the lock differs', async (line) => {
    const all = (await text(pair)).split('\n')
    expect(all).toContain(line)
    const less = await check(all.filter((each) => each !== line).join('\n'))
    expect(less).toMatchObject({ same: false, added: [line], removed: [] })
  })

  test('no line can be removed or changed unnoticed', async () => {
    const all = (await text(pair))
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
    for (const line of all) {
      const less = await check(all.filter((each) => each !== line).join('\n'))
      expect(less.same, line).toBe(false)
    }
  })

  test('an additional line is a difference, a repeated one is not', async () => {
    const file = await text(pair)
    expect(await check(`${file}allow editor POST /x\n`)).toMatchObject({
      same: false,
      removed: ['allow editor POST /x'],
    })
    expect((await check(`${file}${file}`)).same).toBe(true)
  })

  test('two branches merged by union: two lines about the same thing are a difference', async () => {
    const file = await text(pair)
    const merged = `${file}role editor has audit read write\n`
    expect(await check(merged)).toMatchObject({
      same: false,
      removed: ['role editor has audit read write'],
    })
  })

  test('`-` means none only on its own', async () => {
    const file = await text(pair)
    const more = file.replace('client idle has -\n', 'client idle has - read\n')
    expect(more).not.toBe(file)
    expect((await check(more)).same).toBe(false)
  })

  test('other parameter names, and spaces, are not a difference', async () => {
    const file = (await text(pair)).replaceAll('{id}', '{item}')
    expect((await check(file)).same).toBe(true)
  })
})
