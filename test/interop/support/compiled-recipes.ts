import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tempDir } from '../../support/temp-dir.js'
import { cannot, type Installed, run } from './install.js'

/** These modules of Go, in a module of their own; `buildGo` makes a program of a file in it. */
export async function installGo(modules: readonly string[]): Promise<Installed> {
  const dir = tempDir()
  const made = await run('go', ['mod', 'init', 'recipe'], dir)
  if (made.exit !== 0) return cannot('go mod init', modules, made)
  const done = await run('go', ['get', ...modules], dir)
  if (done.exit !== 0) return cannot('go get', modules, done)
  const listed = await run('go', ['list', '-m', '-f', '{{.Path}} {{.Version}}', ...modules], dir)
  const versions = listed.stdout
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
  return { ok: true, program: 'go', dir, versions: Object.fromEntries(versions) }
}

/** @returns the path of the program */
export async function buildGo(file: string, dir: string): Promise<string> {
  const program = join(dir, 'server')
  const tidied = await run('go', ['mod', 'tidy'], dir)
  const built = await run('go', ['build', '-buildvcs=false', '-o', program, file], dir)
  if (tidied.exit + built.exit !== 0) throw new Error(`${tidied.stderr}${built.stderr}`)
  return program
}

/** A program of Go: the one on the PATH, else the newest version (`MODULE@latest`), built. */
export async function installGoProgram(name: string, module: string): Promise<Installed> {
  const found = await run(name, ['--version'], '.')
  if (found.exit === 0) return programOf(name)
  const dir = tempDir()
  const done = await run('env', [`GOBIN=${dir}`, 'go', 'install', module], dir)
  return done.exit === 0 ? programOf(join(dir, name)) : cannot('go install', [module], done)
}

async function programOf(program: string): Promise<Installed> {
  const dir = tempDir()
  const { stdout } = await run('sh', ['-c', 'go version -m "$(command -v "$0")"', program], dir)
  const [, module = program, version = 'unknown'] = /^\tmod\t(\S+)\t(\S+)/m.exec(stdout) ?? []
  return { ok: true, program, dir, versions: { [module]: version } }
}

const SPRING_BOOT = '3.5.7'

const NOTHING = 'public class Nothing { public static void main(String[] args) {} }\n'

/** A project with these dependencies, `GROUP:ARTIFACT`. Building it once downloads them and all that Maven needs. */
export async function installSpring(dependencies: readonly string[]): Promise<Installed> {
  const found = await run('mvn', ['-v'], '.')
  if (found.exit !== 0) return cannot('mvn', dependencies, found)
  const listed = dependencies.map((each) => {
    const [group, artifact] = each.split(':')
    return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId></dependency>`
  })
  const boot = '<groupId>org.springframework.boot</groupId>'
  const parent = `${boot}<artifactId>spring-boot-starter-parent</artifactId><version>${SPRING_BOOT}</version>`
  const plugin = `${boot}<artifactId>spring-boot-maven-plugin</artifactId>`
  const project = [
    '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>',
    `<parent>${parent}</parent>`,
    '<groupId>recipe</groupId><artifactId>recipe</artifactId><version>1</version>',
    `<dependencies>${listed.join('')}</dependencies>`,
    `<build><plugins><plugin>${plugin}</plugin></plugins></build></project>`,
  ]
  const dir = tempDir({ 'pom.xml': project.join('\n') })
  const file = join(sourcesOf(dir), 'Nothing.java')
  writeFileSync(file, NOTHING)
  const built = await run('mvn', ['-q', '-B', 'package'], dir)
  if (built.exit !== 0) return cannot('mvn package', dependencies, built)
  for (const each of [file, join(dir, 'target')]) rmSync(each, { recursive: true })
  return { ok: true, program: 'java', dir, versions: { 'spring-boot': SPRING_BOOT } }
}

/** @returns the arguments of `java` */
export async function buildSpring(file: string, text: string, dir: string): Promise<string[]> {
  writeFileSync(join(sourcesOf(dir), file), text)
  const { exit, stdout, stderr } = await run('mvn', ['-q', '-B', 'package'], dir)
  if (exit !== 0) throw new Error(`${stdout}${stderr}`)
  return ['-jar', join(dir, 'target', 'recipe-1.jar')]
}

function sourcesOf(dir: string): string {
  const sources = join(dir, 'src', 'main', 'java')
  mkdirSync(sources, { recursive: true })
  return sources
}
