import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'vitest'
import { type Finished, runProcess } from '../../support/run-process.js'
import { tempDir } from '../../support/temp-dir.js'
import { sharedInstall } from './shared-install.js'

/** What was installed, by name and version; or why it cannot be installed here, which skips the tests by name. */
export type Installed =
  | {
      readonly ok: true
      /** The program to start servers with. */
      readonly program: string
      /** Where servers are written: `node_modules` is there. */
      readonly dir: string
      readonly versions: Readonly<Record<string, string>>
    }
  | { readonly ok: false; readonly reason: string }

declare module 'vitest' {
  interface TaskMeta {
    /** What a test ran against: scripts/real-runs/reporter.js lists it. */
    versions?: Readonly<Record<string, string>>
  }
}

const MODULES = '{ "private": true, "type": "module" }'

/** Long enough for a slow network on a busy machine. */
const INSTALL_SECONDS = 240

/** The newest versions of these from the npm registry, and a folder of their own for the servers that use them. */
export async function installNpm(packages: readonly string[]): Promise<Installed> {
  const installed = await sharedInstall('npm', packages, npmInto)
  if (!installed.ok) return installed
  const dir = tempDir({ 'package.json': MODULES })
  symlinkSync(join(installed.dir, 'node_modules'), join(dir, 'node_modules'))
  return { ...installed, dir }
}

async function npmInto(packages: readonly string[], folder: string): Promise<Installed> {
  writeFileSync(join(folder, 'package.json'), MODULES)
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
  const done = await run('npm', ['install', ...flags, ...packages], folder)
  if (done.exit !== 0) return cannot('npm', packages, done)
  const listed = await run('npm', ['ls', '--json', '--depth=0'], folder)
  const { dependencies } = JSON.parse(listed.stdout) as {
    dependencies: Record<string, { version: string }>
  }
  const versions = Object.entries(dependencies).map(([name, { version }]) => [name, version])
  return {
    ok: true,
    program: process.execPath,
    dir: folder,
    versions: Object.fromEntries(versions),
  }
}

/** The newest versions of these from the Python registry, in a virtual environment. */
export async function installPython(packages: readonly string[]): Promise<Installed> {
  const installed = await sharedInstall('pip', packages, pythonInto)
  return installed.ok ? { ...installed, dir: tempDir() } : installed
}

async function pythonInto(packages: readonly string[], folder: string): Promise<Installed> {
  const made = await run('python3', ['-m', 'venv', 'venv'], folder)
  if (made.exit !== 0) return cannot('python3 -m venv', packages, made)
  const program = join(folder, 'venv', 'bin', 'python')
  const flags = ['--quiet', '--disable-pip-version-check', '--no-input']
  const done = await run(program, ['-m', 'pip', 'install', ...flags, ...packages], folder)
  if (done.exit !== 0) return cannot('pip', packages, done)
  const listed = await run(program, ['-m', 'pip', 'list', '--format=json'], folder)
  const all = JSON.parse(listed.stdout) as { name: string; version: string }[]
  const versions = all.map(({ name, version }) => [name.toLowerCase(), version])
  return { ok: true, program, dir: folder, versions: Object.fromEntries(versions) }
}

/** Skips the test, by name and with the reason, if the machine could not install what it needs. */
export function needs(
  installed: Installed,
  context: TestContext,
): asserts installed is Extract<Installed, { ok: true }> {
  if (!installed.ok) return context.skip(installed.reason)
  context.task.meta.versions = installed.versions
}

/** With the machine's own environment, which has its proxies and registries. */
export async function run(
  command: string,
  args: readonly string[],
  cwd: string,
): Promise<Finished> {
  const env = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  )
  try {
    return await runProcess(command, args, { cwd, env, seconds: INSTALL_SECONDS })
  } catch (error) {
    // Missing, or hung: also a valid reason.
    return { stdout: '', stderr: error instanceof Error ? error.message : `${error}`, exit: 127 }
  }
}

export function cannot(
  by: string,
  packages: readonly string[],
  { stdout, stderr }: Finished,
): Installed {
  const lines = `${stderr}\n${stdout}`.split('\n').filter((line) => line.trim() !== '')
  return {
    ok: false,
    reason: `${by} cannot install ${packages.join(', ')}: ${lines[0] ?? 'no reason given'}`,
  }
}
