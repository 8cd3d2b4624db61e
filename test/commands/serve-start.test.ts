import { connect, createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { allFiles, filesRun } from '../support/files-run.js'
import { scopectl } from '../support/scopectl.js'
import { files } from '../support/serve-files.js'
import { serving } from '../support/serving.js'
import { tempDir } from '../support/temp-dir.js'

describe('start and end', () => {
  test('SRV1: loopback only, with a banner on stderr and the port on stdout', async () => {
    const server = await serving(files())
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`)
    expect(server.lines[0]).toMatchObject({
      kind: 'serve',
      version: 1,
      ok: true,
      exit: 0,
      routes: 3,
    })
    const elsewhere = await new Promise<string>((resolve) => {
      connect(server.port, '127.0.0.2', () => resolve('connected')).on('error', (error) =>
        resolve((error as NodeJS.ErrnoException).code ?? ''),
      )
    })
    expect(elsewhere).toBe('ECONNREFUSED')
    await server.stop()
    expect(server.stderr()).toContain('DEVELOPMENT ONLY')
  })

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s: what is under way is answered, then exit 0',
    async (signal) => {
      const server = await serving(files())
      // A form whose second half arrives after the signal.
      const form = 'username=alice&password=wonderland'
      const head = [
        'POST /token HTTP/1.1',
        'Host: localhost',
        'Content-Type: application/x-www-form-urlencoded',
      ]
      const socket = connect(server.port, '127.0.0.1')
      const idle = connect(server.port, '127.0.0.1')
      let said = ''
      socket.on('data', (chunk) => {
        said += chunk
      })
      socket.write(`${head.join('\r\n')}\r\nContent-Length: ${form.length}\r\n\r\nusername=`)
      await fetch(`${server.url}/health`) // after that, the server has read it
      const idleEnds = new Promise((resolve) => idle.once('close', resolve))
      const ended = server.stop(signal)
      // An idle connection is closed immediately: if it kept the server waiting until the time limit, this request
      // would be cut off too.
      await idleEnds
      await expect(fetch(`${server.url}/health`)).rejects.toThrow()
      socket.write(form.slice('username='.length))
      expect(await ended).toBe(0)
      expect(said).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
      expect(said).toMatch(/\r\nconnection: close\r\n/i)
      expect(server.lines.at(-1)).toMatchObject({
        event: 'stopped',
        ok: true,
        exit: 0,
        requests: 2,
      })
      idle.destroy()
    },
  )

  test('a port that is taken, an invalid port, a broken catalog: exit 2', async () => {
    const cwd = files()
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.on('listening', resolve))
    const { port } = other.address() as { port: number }
    const runs = await Promise.all([
      scopectl(['serve', '--json', '--port', String(port)], { cwd }),
      scopectl(['serve', '--json', '--port', '65536'], { cwd }),
      scopectl(['serve', '--json', '--port', '0'], { cwd: tempDir({ 'scopes.yaml': 'a: b' }) }),
    ])
    other.close()
    expect(runs.map(({ exit, stdout }) => [exit, JSON.parse(stdout).problem.code])).toEqual([
      [2, 'port-in-use'],
      [2, 'bad-port'],
      [2, 'unknown-key'],
    ])
  })

  test('a human-readable log', async () => {
    const cwd = files()
    const server = await serving(cwd, ['--port', '0'])
    const request = {
      kind: 'serve',
      version: 1,
      ok: true,
      exit: 0,
      event: 'request',
      method: 'GET',
      path: '/items/',
      route: 'GET /items/',
      subject: null,
    }
    await fetch(`${server.url}/items/?access_token=secret`)
    await fetch(`${server.url}/items/`)
    await server.line(({ status }) => status === 401)
    expect(
      server.lines.slice(1).map(({ at, files: _files, notes: _notes, ...line }) => line),
    ).toEqual([
      { ...request, status: 400, decision: null, reasons: ['invalid_request'] },
      { ...request, status: 401, decision: 'deny', reasons: ['no-token'] },
    ])
  })
})

describe.skipIf(process.env['SCOPECTL_BINARY'] !== undefined)('the HTTP library', () => {
  const hasHttp = (text: string) => /node:http2?[`"']/.test(text)

  test('is in the build, and other commands do not load it', async () => {
    expect(allFiles().some(hasHttp)).toBe(true)
    for (const line of ['check --user alice --need read', 'token --user alice']) {
      const run = await filesRun(line.split(' '), files())
      expect([line, run.length > 2, run.some(hasHttp)]).toEqual([line, true, false])
    }
  })
})
