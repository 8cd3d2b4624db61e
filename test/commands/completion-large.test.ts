import { expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

test('of a large catalog, completion offers the first thousand names that fit, wherever they are', async () => {
  const gets = Array.from({ length: 1500 }, (_, i) => [`GET /a/${i}`, 'read'])
  const routes = Object.fromEntries([...gets, ['DELETE /z', 'read']])
  const cwd = tempDir({ 'scopes.json': JSON.stringify({ scopes: { read: 'Read' }, routes }) })
  const offered = async (line: string): Promise<string[]> => {
    const { stdout } = await scopectl(['completion', 'fish', line], { cwd })
    return stdout.split('\n').filter((each) => each !== '')
  }
  expect(await offered('scopectl check --route "DEL')).toHaveLength(1)
  expect(await offered('scopectl check --route "GET')).toHaveLength(1000)
})
