import { existsSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { repositoryOf } from './repository-folder.js'

type SchemaName = 'catalog' | 'users' | 'suite'

/**
 * The text with a first line that tells editors its JSON Schema, if the project has scopectl in its node_modules: then
 * everybody who works on the project finds it at the same relative path.
 */
export function withSchemaLine(name: SchemaName, path: string, text: string): string {
  const folder = dirname(path)
  const schema = schemaNear(folder, name)
  if (schema === undefined || path.endsWith('.json')) return text
  const from = relative(folder, schema).replaceAll(sep, '/')
  return `# yaml-language-server: $schema=${from}\n${text}`
}

/** In this folder or above it, in the same repository. */
function schemaNear(folder: string, name: SchemaName): string | undefined {
  const root = repositoryOf(folder) ?? folder
  for (let at = folder; ; at = dirname(at)) {
    const schema = join(at, 'node_modules/scopectl/schema', `${name}.schema.json`)
    if (existsSync(schema)) return schema
    if (at === root) return undefined
  }
}
