import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { readAudit, readSignatures } from '../../scripts/supply/audit-answers.js'
import { runProcess } from '../support/run-process.js'
import { tempDir } from '../support/temp-dir.js'

// scripts/audit.js with the real npm, which asks a registry of ours.

let registry: Server | undefined
afterEach(() => void registry?.close())

/** A registry that knows one vulnerability in each of these packages, and nothing else. */
async function registryWith(severities: Record<string, string>): Promise<string> {
  registry = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    if (request.url !== '/-/npm/v1/security/advisories/bulk') {
      response.statusCode = 404
      return response.end('{}')
    }
    const body = Buffer.concat(chunks)
    const asked = JSON.parse(
      `${request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body}`,
    )
    const found = Object.entries(severities).filter(([name]) => name in asked)
    const advisory = (severity: string) => ({
      ...{ id: 1, url: 'https://advisories.test/1', title: 'Made up', severity },
      ...{ vulnerable_versions: '*', cwe: [], cvss: { score: 0, vectorString: null } },
    })
    response.end(
      JSON.stringify(Object.fromEntries(found.map(([name, sev]) => [name, [advisory(sev)]]))),
    )
  })
  await new Promise<void>((resolve) => registry?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(registry.address() as AddressInfo).port}`
}

async function audit(url: string, ...flags: string[]) {
  const env = {
    ...{ PATH: process.env['PATH'] ?? '', HOME: tempDir() },
    ...{ npm_config_registry: url, npm_config_fetch_retries: '0' },
  }
  const args = ['scripts/audit.js', ...flags]
  const { exit, stdout } = await runProcess(process.execPath, args, { cwd: process.cwd(), env })
  return { exit, lines: stdout.trim().split('\n') }
}

describe('the registry answers', () => {
  test('a high vulnerability in what users get fails; in a tool, it is printed', async () => {
    const { exit, lines } = await audit(await registryWith({ jose: 'high', knip: 'high' }))
    expect(lines).toContain('npm audit: FAILED')
    expect(lines).toContain('  high: jose (in the build): Made up https://advisories.test/1')
    expect(lines).toContain('  high: knip (a tool): Made up https://advisories.test/1')
    expect(exit).toBe(1)
    registry?.close()
    const tool = await audit(await registryWith({ knip: 'high', jose: 'moderate' }))
    expect(tool.lines).toContain('npm audit: ok')
    expect(tool.lines).toContain('  high: knip (a tool): Made up https://advisories.test/1')
    expect(tool.exit).toBe(0)
  })

  test('a critical one, like malware, fails in a tool too, and in those of the binary', async () => {
    const { exit, lines } = await audit(await registryWith({ '@yao-pkg/pkg': 'critical' }))
    expect(lines).toContain('npm audit: ok')
    expect(lines).toContain('npm audit, tools of the binary: FAILED')
    expect(exit).toBe(1)
  })
})

test('no answer skips each check by name, and fails where answers are required', async () => {
  const nobody = 'http://127.0.0.1:1'
  const { exit, lines } = await audit(nobody)
  expect(lines.map((line) => line.split(': ').slice(0, 2))).toEqual([
    ['npm audit', 'skipped'],
    ['npm audit, tools of the binary', 'skipped'],
    ['npm audit signatures', 'skipped'],
  ])
  expect(exit).toBe(0)
  const required = await audit(nobody, '--required')
  expect(required.lines[0]).toMatch(/^npm audit: FAILED: ./)
  expect(required.exit).toBe(1)
})

describe('answers that cannot be read are none', () => {
  test.for(['', 'npm error', '{}', '{"error":{"summary":"no"}}', '[]', 'null'])('%j', (printed) => {
    expect(readAudit(printed, new Set()).skipped).toMatch(/./)
    expect(readSignatures(printed).skipped).toMatch(/./)
  })

  test('a list that is not as long as it says', () => {
    const document = { vulnerabilities: {}, metadata: { vulnerabilities: { total: 1 } } }
    expect(readAudit(JSON.stringify(document), new Set()).skipped).toMatch(/./)
  })

  test('a severity that does not exist yet fails', () => {
    const found = { name: 'x', severity: 'apocalyptic', nodes: ['node_modules/x'], via: ['y'] }
    const document = { vulnerabilities: { x: found }, metadata: { vulnerabilities: { total: 1 } } }
    expect(readAudit(JSON.stringify(document), new Set())).toMatchObject({ failed: true })
  })
})

test('a wrong signature and a missing one fail', () => {
  const [bad, none] = [
    { name: 'bad', version: '1.0.0' },
    { name: 'none', version: '2.0.0' },
  ]
  expect(readSignatures(JSON.stringify({ invalid: [bad], missing: [none] }))).toEqual({
    lines: ['wrong signature: bad 1.0.0', 'no signature: none 2.0.0'],
    failed: true,
    skipped: undefined,
  })
  expect(readSignatures('{"invalid":[],"missing":[]}')).toMatchObject({ failed: false, lines: [] })
})
