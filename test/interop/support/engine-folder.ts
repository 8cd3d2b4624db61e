import { expect } from 'vitest'
import type { Engine } from '../../../src/core/export/engine.js'
import { policyOf } from '../../../src/core/export/policy.js'
import { samplesOf } from '../../../src/core/export/samples.js'
import { publicJwk } from '../../../src/core/token/key-rules.js'
import type { Key } from '../../../src/core/token/model.js'
import { tempDir } from '../../support/temp-dir.js'
import type { ExportWorld } from './export-cells.js'

/** A copy of the public key, and no leeway. */
export function givenOf({ jwk, algorithm }: Key): Parameters<typeof policyOf>[1] {
  const copy = publicJwk(jwk)
  if (!copy) throw new Error('no public key')
  return { algorithm, keys: { from: 'copy', keys: [copy] }, leeway: 0 }
}

/** The exported folder of a world, with a copy of its public keys. */
export function engineFolder(engine: Engine, { catalog, key, trust }: ExportWorld): string {
  const copies = trust.keys.flatMap(({ jwk }) => publicJwk(jwk) ?? [])
  expect(copies).toHaveLength(trust.keys.length)
  const policy = policyOf(catalog, {
    algorithm: key.algorithm,
    keys: { from: 'copy', keys: copies },
    leeway: 0,
  })
  expect(engine.cannot(policy)).toEqual([])
  const files = engine.files({ policy, samples: samplesOf(catalog) })
  return tempDir(Object.fromEntries(files.map(({ name, text }) => [name, text])))
}
