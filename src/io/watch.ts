import { type FSWatcher, realpathSync, watch } from 'node:fs'
import { basename, dirname } from 'node:path'
import { fail } from '../core/errors.js'

/** Editors save in several steps, so wait for the last one. */
const SETTLE_MS = 50

/**
 * Watches files through their folders, so that a file may be replaced (most editors save by renaming), disappear and
 * come back. Events about other files in a folder are ignored.
 */
export class Watch {
  readonly #isOurs: (name: string) => boolean
  readonly #watchers = new Map<string, FSWatcher>()
  readonly #names = new Map<string, Set<string>>()
  #timer: NodeJS.Timeout | undefined
  #changed = false
  #failed: unknown
  #wake: (() => void) | undefined

  /** @param isOurs selects names that count in every watched folder, such as files that may appear. */
  constructor(isOurs: (name: string) => boolean) {
    this.#isOurs = isOurs
  }

  /**
   * Watches these files too; for a symbolic link, also its target.
   * @throws ScopectlError `watch-failed`
   */
  add(paths: readonly string[]): void {
    for (const path of paths) {
      this.#add(path)
      const real = realPath(path)
      if (real !== undefined && real !== path) this.#add(real)
    }
  }

  /** Resolves at the next change, or at once if there was one since the last call. */
  async changed(): Promise<void> {
    if (!this.#changed && this.#failed === undefined) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    if (this.#failed !== undefined) throw this.#failed
    this.#changed = false
  }

  /** Whether nothing is watched, so that no change would ever be seen. */
  get isIdle(): boolean {
    return this.#watchers.size === 0
  }

  close(): void {
    clearTimeout(this.#timer)
    for (const watcher of this.#watchers.values()) watcher.close()
  }

  #add(path: string): void {
    const folder = dirname(path)
    const names = this.#names.get(folder) ?? new Set()
    this.#names.set(folder, names.add(basename(path)))
    if (!this.#watchers.has(folder)) this.#watchers.set(folder, this.#open(folder, names))
  }

  #open(folder: string, names: ReadonlySet<string>): FSWatcher {
    const failed = (error: unknown): never =>
      fail('watch-failed', { folder, why: (error as NodeJS.ErrnoException).code ?? 'unknown' })
    try {
      const watcher = watch(folder, (_kind, name) => {
        // Not every system reports which file it was.
        if (name === null || names.has(name) || this.#isOurs(name)) this.#settle()
      })
      watcher.on('error', (error) => {
        try {
          failed(error)
        } catch (problem) {
          this.#failed = problem
          this.#wake?.()
        }
      })
      return watcher
    } catch (error) {
      return failed(error)
    }
  }

  #settle(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#changed = true
      this.#wake?.()
    }, SETTLE_MS)
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}
