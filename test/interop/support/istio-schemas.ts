import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'
import { tempDir } from '../../support/temp-dir.js'
import { cannot, type Installed, run } from './install.js'

const MODULE = 'istio.io/api'

/** The module with the definitions of Istio's custom resources, in its newest version. */
export async function downloadIstioApi(): Promise<Installed> {
  const done = await run('go', ['mod', 'download', '-json', `${MODULE}@latest`], tempDir())
  if (done.exit !== 0) return cannot('go mod download', [MODULE], done)
  const { Dir, Version } = JSON.parse(done.stdout) as { Dir: string; Version: string }
  return { ok: true, program: 'go', dir: Dir, versions: { [MODULE]: Version } }
}

type Schema = { [name: string]: unknown }

/** The schema of an object, closed: a member that it does not declare would be dropped by the API server. */
export function schemaOf(dir: string, kind: string, version: string): object {
  const file = join(dir, 'kubernetes', 'customresourcedefinitions.gen.yaml')
  for (const document of parseAllDocuments(readFileSync(file, 'utf8'))) {
    const { spec } = document.toJS() as {
      spec: {
        names: { kind: string }
        versions: { name: string; schema: { openAPIV3Schema: Schema } }[]
      }
    }
    const found = spec.versions.find(({ name }) => name === version)
    if (spec.names.kind === kind && found) return closed(found.schema.openAPIV3Schema, true)
  }
  throw new Error(`no schema of ${kind} ${version}`)
}

function closed(schema: Schema, isRoot = false): Schema {
  const entries = Object.entries(schema).map(([name, value]) => {
    if (name === 'properties' || name === 'definitions') return [name, eachClosed(value as Schema)]
    return [name, name === 'items' ? closed(value as Schema) : value]
  })
  const isOpen =
    isRoot || !schema['properties'] || schema['x-kubernetes-preserve-unknown-fields'] === true
  const { format: _, ...kept } = Object.fromEntries(entries) as Schema
  return isOpen ? kept : { ...kept, additionalProperties: false }
}

const eachClosed = (properties: Schema): Schema =>
  Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, closed(value as Schema)]),
  )
