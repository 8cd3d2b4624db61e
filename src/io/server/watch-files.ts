import { type FSWatcher, statSync, watch } from 'node:fs'
import { basename, dirname } from 'node:path'

/** Milliseconds: how long a file has to be left alone, and how often it is looked at where events do not come. */
const SETTLE = 60
const LOOK = 1000

export interface Watching {
  /** Watches these from now on: absolute paths, of files that need not be there. */
  use(files: readonly string[]): void
  stop(): void
}

/**
 * Calls `changed` when a file was edited, replaced, made or deleted. By the system's events on their folders (editors
 * put a new file in the old one's place), and by looking once a second, since network drives and links have no events.
 */
export function watchFiles(changed: () => void): Watching {
  let watchers: FSWatcher[] = []
  let watched: readonly string[] = []
  let before = ''
  let timer: NodeJS.Timeout | undefined

  const look = (): void => {
    const now = fingerprint(watched)
    if (now === before) return
    before = now
    changed()
  }
  const soon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(look, SETTLE)
  }
  const interval = setInterval(() => {
    if (fingerprint(watched) !== before) soon()
  }, LOOK)

  const stopEvents = (): void => {
    for (const watcher of watchers) watcher.close()
    watchers = []
  }
  return {
    use(files) {
      const same = files.length === watched.length && files.every((file) => watched.includes(file))
      if (same) return
      stopEvents()
      watched = [...files]
      before = fingerprint(watched)
      watchers = [...new Set(files.map(dirname))].flatMap((folder) => events(folder, watched, soon))
    },
    stop() {
      stopEvents()
      clearInterval(interval)
      clearTimeout(timer)
    },
  }
}

/** None where the system has none to give: looking has to do then. */
function events(folder: string, files: readonly string[], soon: () => void): FSWatcher[] {
  const names = new Set(
    files.filter((file) => dirname(file) === folder).map((file) => basename(file)),
  )
  try {
    const watcher = watch(folder, { persistent: false }, (_event, name) => {
      if (name === null || names.has(name)) soon()
    })
    watcher.on('error', () => watcher.close())
    return [watcher]
  } catch {
    return []
  }
}

/** What changes when a file does; links are followed. */
const fingerprint = (files: readonly string[]): string =>
  files
    .map((file) => {
      try {
        const { ino, size, mtimeMs, ctimeMs } = statSync(file)
        return `${ino} ${size} ${mtimeMs} ${ctimeMs}`
      } catch {
        return '-'
      }
    })
    .join('\n')
