import type { Finished } from '../support/run-process.js'
import type { Serving } from '../support/serving.js'

/** A kind of hostile input, by its id in docs/reference/hostile-input.md, and proof of what happens to it. */
export interface Row {
  readonly id: string
  readonly input: string
  readonly behaviour: string
  /** The standard that requires it. */
  readonly rule?: string
  /** What was decided, and where, if a standard or another tool does it differently. */
  readonly decided?: string
  readonly cases: readonly Case[]
  /** Near to the cases, and accepted: a tool that refuses everything proves nothing. */
  readonly controls: readonly Case[]
}

/** One command line in a folder of its own, and what must come of it. */
export interface Case {
  readonly what: string
  readonly args: readonly string[]
  /** Written on top of the files of world.ts. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  readonly stdin?: string
  /** A folder in the folder, where it is run; the folder itself by default. */
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly exit: number
  readonly stdout?: RegExp
  readonly stderr?: RegExp
  /** Must be in neither stream. */
  readonly never?: RegExp
  /** As a process of its own (the build), for what belongs to a process: streams, signals, memory. */
  readonly child?: boolean
  /** For what is not a file with a text: links, FIFOs, modes. */
  readonly setUp?: (dir: string) => unknown
  /** For what must be ended or checked after the run, such as a server. */
  readonly prepare?: (dir: string) => Prepared | Promise<Prepared>
  /** What more must be true of the output, or of the folder after the run. */
  readonly after?: (done: Finished, dir: string) => unknown
  /** For `serve`: what is sent to it, as a process of its own, before it is told to end. */
  readonly asked?: (server: Serving) => Promise<unknown>
}

/** What is only known when the case is run, such as the port of a server. */
export interface Prepared {
  /** Appended to the command line. */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Called after the run. */
  readonly end?: () => void | Promise<void>
}
