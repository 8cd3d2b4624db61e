import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** What several files need is installed here once. */
    readonly installs: string
  }
}

/** A folder for the whole run, removed at its end. */
export function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'scopectl-installs-'))
  project.provide('installs', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
