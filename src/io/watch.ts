import { existsSync, readdirSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fail } from '../core/errors.js'
import { codeOf, factsOf, laterFactsOf } from './file-facts.js'

/** Each change is reported within a second, on a busy machine too. */
const LOOK_MS = 250
/**
 * Editors save in several steps, and other programs write piece by piece. A part of a file can be valid and allow more
 * than all of it, so it is read when it has not changed for this long. This is also longer than a tick of any system's
 * clock: two edits of the same size within one tick could not be told apart.
 */
const QUIET_MS = 200
const STEP_MS = 50
/** A file that is written all the time counts as changed after this long. */
const MOST_MS = 10_000

/**
 * Sees changes of files by asking for their facts (what the name refers to, size, times) four times a second. Unlike
 * events, this sees every way to replace a file: a rename, a folder that is swapped or deleted and comes back, another
 * target of a symbolic link anywhere in the path (Kubernetes' `..data`), and mounts that deliver no events. A file that
 * does not exist may appear.
 *
 * NOT seen: an edit that changes neither size nor times, on file systems whose times are coarse (FAT: two seconds); that
 * a file is not complete, if its writer pauses for longer than 200 ms.
 */
export class Watch {
  readonly #isOurs: ((name: string) => boolean) | undefined
  readonly #facts = new Map<string, string>()
  readonly #names = new Map<string, string>()
  readonly #closing = new AbortController()
  #changed = false
  #wake: (() => void) | undefined

  /** @param isOurs selects names that count in the folder of every watched file: files that may appear. */
  constructor(isOurs?: (name: string) => boolean) {
    this.#isOurs = isOurs
  }

  /**
   * Watches these files too, from now on: call it before they are read.
   * @param read of files that have been read already: what they were before. What they have become since counts as a
   * change, whatever its date: a folder may be replaced by an older one.
   */
  add(paths: readonly string[], read: ReadonlyMap<string, string> = new Map()): void {
    if (this.isIdle && paths.length > 0) void this.#run()
    for (const path of paths) {
      if (this.#facts.has(path)) continue
      this.#facts.set(path, read.get(path) ?? factsOf(path))
      const folder = dirname(path)
      if (this.#isOurs && !this.#names.has(folder))
        this.#names.set(folder, this.#listed(namesIn(folder)))
    }
  }

  /** Resolves at the next change, or at once if there was one since the last call. */
  async changed(): Promise<void> {
    if (!this.#changed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    this.#changed = false
  }

  /** Whether nothing is watched, so that no change would ever be seen. */
  get isIdle(): boolean {
    return this.#facts.size === 0
  }

  close(): void {
    this.#closing.abort()
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing
    const wait = (ms: number): Promise<boolean> =>
      sleep(ms, true, { signal }).catch((error) => {
        if (signal.aborted) return false
        throw error
      })
    while (await wait(LOOK_MS)) {
      if (!(await this.#look())) continue
      let quiet = 0
      for (let waited = 0; quiet < QUIET_MS && waited < MOST_MS; waited += STEP_MS) {
        if (!(await wait(STEP_MS))) break
        quiet = (await this.#look()) ? 0 : quiet + STEP_MS
      }
      this.#changed = true
      this.#wake?.()
    }
  }

  /** Not synchronous: a network mount may not answer, and the server must. @returns whether anything has changed */
  async #look(): Promise<boolean> {
    let changed = false
    const compare = (known: Map<string, string>, name: string, fact: string): void => {
      changed ||= known.get(name) !== fact
      known.set(name, fact)
    }
    for (const path of [...this.#facts.keys()]) compare(this.#facts, path, await laterFactsOf(path))
    for (const folder of [...this.#names.keys()])
      compare(this.#names, folder, this.#listed(await readdir(folder).catch(codeOf)))
    return changed
  }

  #listed(names: readonly string[] | string): string {
    const ours = typeof names === 'string' ? [names] : names.filter((name) => this.#isOurs?.(name))
    return ours.sort().join('/')
  }
}

/**
 * Refuses files that can never be read, since their folders do not exist.
 * @throws ScopectlError `watch-failed`
 */
export function requireFolders(paths: readonly string[]): void {
  const folder = paths.map((path) => dirname(path)).find((each) => !existsSync(each))
  if (folder !== undefined) fail('watch-failed', { folder, why: 'ENOENT' })
}

function namesIn(folder: string): readonly string[] | string {
  try {
    return readdirSync(folder)
  } catch (error) {
    return codeOf(error)
  }
}
