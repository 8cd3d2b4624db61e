import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { writeNew } from '../../src/io/write-file.js'

test('a long text is written in pieces, none of which divides a character', () => {
  const folder = mkdtempSync(join(tmpdir(), 'scopectl-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const before of [0, 1]) {
    const text = `${'a'.repeat(before)}${'😀'.repeat(70_000)}é`
    const file = join(folder, `${before}.txt`)
    writeNew(file, text, 0o600)
    expect(readFileSync(file, 'utf8') === text).toBe(true)
  }
})
