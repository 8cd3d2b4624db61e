import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

interface Locked {
  readonly version?: string
  readonly integrity?: string
  readonly resolved?: string
  readonly link?: boolean
  readonly hasInstallScript?: boolean
}

/** Our own addresses of the registry: without `resolved`, npm asks the configured one for this name and version. */
const REGISTRY = /^https:\/\/registry\.npmjs\.org\//

describe.each(['package-lock.json', 'scripts/binary/tools/package-lock.json'])('%s', (file) => {
  const { lockfileVersion, packages } = JSON.parse(readFileSync(file, 'utf8')) as {
    lockfileVersion: number
    packages: Record<string, Locked>
  }
  const entries = Object.entries(packages).filter(([path]) => path !== '')

  test('each package has its SHA-512, so that a registry cannot send another one', () => {
    expect(lockfileVersion).toBe(3)
    expect(entries.length).toBeGreaterThan(20)
    const without = entries.filter(
      ([, { integrity }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''),
    )
    expect(without).toEqual([])
  })

  test('each is a version from the registry: no git, no tarball of a URL, no folder', () => {
    const elsewhere = entries.filter(
      ([path, { version, resolved, link }]) =>
        link ||
        !path.startsWith('node_modules/') ||
        !/^\d+\.\d+\.\d+/.test(version ?? '') ||
        (resolved !== undefined && !REGISTRY.test(resolved)),
    )
    expect(elsewhere).toEqual([])
  })
})

test('nothing runs a script when it is installed', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, Locked>
  }
  const scripts = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript)
  expect(scripts).toEqual([])
  // esbuild, for which the platform's package is enough.
  expect(readFileSync('scripts/build-binary.js', 'utf8')).toContain("'--ignore-scripts'")
})
