import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'

/** What may be in the place of a file. */
export interface Kind {
  readonly what: string
  /** It cannot be read as a file at all: always an error, never an answer. */
  readonly refused?: true
  /** @param socket the path of one that somebody listens on */
  make(path: string, socket: string): void
}

const refused = (what: string, make: Kind['make']): Kind => ({ what, refused: true, make })
const bytes = (what: string, content: string | Uint8Array): Kind => ({
  what,
  make: (path) => writeFileSync(path, content),
})

/** Content that is the same in every run (a linear congruential generator). */
function noise(length: number): Uint8Array {
  let state = 20
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return state >>> 16
  })
}

export const KINDS: readonly Kind[] = [
  refused('a folder', (path) => mkdirSync(path)),
  refused('a FIFO', (path) => execFileSync('mkfifo', [path])),
  refused('a device without an end', (path) => symlinkSync('/dev/zero', path)),
  refused('a socket', (path, socket) => symlinkSync(socket, path)),
  refused('a link to nothing', (path) => symlinkSync('nowhere/at/all', path)),
  refused('a link to itself', (path) => symlinkSync(path, path)),
  bytes('an empty file', ''),
  bytes('U+0000', 'a\0b\0'),
  bytes('random bytes', noise(3000)),
  bytes('a line of 2 MB', 'a'.repeat(2_000_000)),
  bytes('invalid UTF-8', Uint8Array.of(0x61, 0xff, 0xc3, 0x28, 0x0a)),
  bytes('null', 'null\n'),
  bytes('a number', '1\n'),
  bytes('text in quotes', '"a"\n'),
  bytes('an empty list', '[]\n'),
  bytes('a list of anything', '[1, null, {}, "a"]\n'),
  bytes('an empty map', '{}\n'),
  bytes('a map of anything', '{"a": {"b": [null]}}\n'),
]
