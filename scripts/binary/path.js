import { join } from 'node:path'

export const ON_WINDOWS = process.platform === 'win32'

/** The name of this platform in file names and npm's Node packages. */
export const TARGET = `${ON_WINDOWS ? 'win' : process.platform}-${process.arch}`

/** The path of the binary for this machine. */
export const binaryPath = join(
  import.meta.dirname,
  `../../dist/bin/scopectl-${TARGET}${ON_WINDOWS ? '.exe' : ''}`,
)
