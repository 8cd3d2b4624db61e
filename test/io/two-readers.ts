import { expect } from 'vitest'
import type { Path } from '../../src/core/source.js'
import { findPlainYaml } from '../../src/io/plain-yaml/index.js'
import { yamlSource } from '../../src/io/yaml-found.js'
import { findYaml } from '../../src/io/yaml-source.js'

const FILE = 'scopes.yaml'

/** The path of every value, and of something that is in none. */
function* pathsOf(value: unknown, path: Path = []): Generator<Path> {
  yield path
  yield [...path, 'not there']
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value))
    yield* pathsOf(inner, [...path, Array.isArray(value) ? Number(name) : name])
}

/** All that there is to know of a text: the value with its names in order, and where each of it stands. */
function told(text: string, found: ReturnType<typeof findYaml>) {
  const { value, locate } = yamlSource(FILE, text, found)
  const places = [...pathsOf(value)].map((path) => [path, locate(path, 'key'), locate(path)])
  return { value, text: JSON.stringify(value), places }
}

/** Whether the text is plain; the library has the last word on what it says. */
export function agree(text: string): boolean {
  const plain = findPlainYaml(text)
  if (plain === undefined) return false
  const library = told(text, findYaml(FILE, text)) // which throws what is wrong with it
  expect(told(text, plain)).toEqual(library)
  return true
}
