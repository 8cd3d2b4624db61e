import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Path } from '../../src/core/source.js'
import { yamlSource } from '../../src/io/yaml-found.js'
import { YamlPlaces } from '../../src/io/yaml-places.js'
import { findYaml } from '../../src/io/yaml-source.js'

const FOLDERS = ['.', 'test/e2e/cases', 'test/fixtures']
const files = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: folder !== '.', encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(folder, name)),
)

/** The path of every value, and of something that is in none. */
function* pathsOf(value: unknown, path: Path = []): Generator<Path> {
  yield path
  yield [...path, 'not there']
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value))
    yield* pathsOf(inner, [...path, Array.isArray(value) ? Number(name) : name])
}

test('all that is found in a file, places too, is the same after it was kept as JSON', () => {
  let compared = 0
  for (const file of files) {
    const text = readFileSync(file, 'utf8')
    let found: ReturnType<typeof findYaml>
    try {
      found = findYaml(file, text)
    } catch {
      continue // a case that is about what is refused
    }
    const { value, places, root } = JSON.parse(JSON.stringify(found))
    expect(value).toEqual(found.value)
    const first = yamlSource(file, text, found)
    const again = yamlSource(file, text, { value, places: new YamlPlaces(places), root })
    for (const path of pathsOf(value)) {
      for (const part of ['key', 'value'] as const) {
        expect(again.locate(path, part)).toEqual(first.locate(path, part))
        compared++
      }
    }
  }
  expect(compared).toBeGreaterThan(1_000)
})
