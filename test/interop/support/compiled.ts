import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { tempDir } from '../../support/temp-dir.js'
import { cannot, type Installed, run } from './install.js'

/** The Go server, built with the newest version of its library. */
export async function buildGo(module: string): Promise<Installed> {
  const dir = tempDir()
  cpSync('test/interop/servers/go-jwt/main.go', join(dir, 'main.go'))
  for (const args of [
    ['mod', 'init', 'server'],
    ['get', `${module}@latest`],
    ['mod', 'tidy'],
    // The folder's .git is empty.
    ['build', '-buildvcs=false', '-o', 'server', '.'],
  ]) {
    const done = await run('go', args, dir)
    if (done.exit !== 0) return cannot('go', [module], done)
  }
  const listed = await run('go', ['list', '-m', module], dir)
  const versions = { [module]: listed.stdout.trim().split(' ')[1] ?? '' }
  return { ok: true, program: join(dir, 'server'), dir, versions }
}

/** The Spring server as a jar, built with the versions in its pom.xml; `dir` contains `server.jar`. */
export async function buildSpring(): Promise<Installed> {
  const dir = tempDir()
  cpSync('test/interop/servers/spring', dir, { recursive: true })
  const done = await run('mvn', ['-q', '-B', 'package', '-DskipTests'], dir)
  if (done.exit !== 0) return cannot('mvn', ['Spring Boot'], done)
  cpSync(join(dir, 'target', 'spring-resource-server-1.jar'), join(dir, 'server.jar'))
  return { ok: true, program: 'java', dir, versions: await springVersions(dir) }
}

/** The versions of Spring in the jar, whose libraries have them in their names. */
async function springVersions(dir: string): Promise<Record<string, string>> {
  const { stdout } = await run('jar', ['tf', 'server.jar'], dir)
  const found = stdout.matchAll(/\/(spring-(?:boot|web|security-core))-(\d[\w.]*)\.jar$/gm)
  return Object.fromEntries([...found].map(([, name = '', version = '']) => [name, version]))
}
