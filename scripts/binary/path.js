import { join } from 'node:path'

export const ON_WINDOWS = process.platform === 'win32'

/** What this machine is called in the names of files and of npm's Node packages. */
export const TARGET = `${ON_WINDOWS ? 'win' : process.platform}-${process.arch}`

/** Where the binary for this machine is made. */
export const binaryPath = join(
  import.meta.dirname,
  `../../dist/bin/scopectl-${TARGET}${ON_WINDOWS ? '.exe' : ''}`,
)
