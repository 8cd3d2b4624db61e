/** Why a text is not a record of a probe, at a line of it. */
export interface RecordFault {
  readonly line: number
  readonly why: 'kind' | 'version' | 'json' | 'keys' | 'twice' | 'end'
}

/** How a command ended that did not succeed. */
export type CommandEnd =
  | { readonly is: 'exit'; readonly code: number }
  | { readonly is: 'signal'; readonly signal: string }
  | { readonly is: 'late'; readonly seconds: number }
  | { readonly is: 'missing'; readonly code: string }

/** Problems with `probe`. */
export interface ProbeProblems {
  'probe-unreachable': { url: string; why: string }
  /** Nothing can be probed: no route is left. */
  'probe-nothing': { routes: number }
  'probe-bad-number': { flag: string; text: string; least: number; most: number }
  'probe-bad-pair': { flag: string; text: string; form: string }
  'probe-no-such-param': { name: string; suggestion: string | undefined }
  /** Who cannot be what `--subject` says. */
  'probe-subject': { name: string; role: string; why: 'disabled' | 'role' }
  'probe-method': { method: string; suggestion: string | undefined }
  /** The server refuses every token alike. */
  'probe-not-trusted': { url: string; status: number; subjects: readonly string[] }
  /** What a known-good request got changed during the run. */
  'probe-rate-limited': { route: string; retries: number }
  'probe-stopped': { route: string; status: number | undefined }
  'probe-interrupted': Record<never, never>
  /** `probe: fixtures` names a route that does not exist. */
  'fixture-route': { name: string; suggestion: string | undefined }
  /** It only reads. */
  'fixture-method': { key: 'create' | 'remove'; name: string }
  /** The route that removes must have one parameter more than the one that creates. */
  'fixture-parameter': { create: string; remove: string; ids: readonly string[] }
  /** Its methods may not be sent. */
  'fixture-not-sent': { create: string; methods: readonly string[] }
  /** What a fixture created and nobody could remove. */
  'fixture-left': { paths: readonly string[] }
  /** A file of --compare that is not a record, at a line. */
  'record-damaged': RecordFault & { file: string; version: number }
  /** No request is in the record and in the plan. */
  'record-other': { file: string }
  /** Some are not. */
  'record-apart': { file: string; routes: readonly string[] }
  /** The run ended early. */
  'record-unfinished': { file: string }
  /** Not words for a program. */
  'probe-bad-command': { flag: string; text: string; why: 'words' | 'shell' }
  /** --before or --after did not succeed. */
  'probe-command-failed': { flag: string; route: string; why: CommandEnd; output: string }
  /** --before or --after, but nothing is written. */
  'probe-command-unused': { flag: string }
  'waiver-until': { text: string; why: 'form' | 'no-zone' | 'no-such-date' | 'milliseconds' }
  /** Seconds since 1970. */
  'waiver-expired': { id: string; until: number }
  'waiver-unused': { id: string; suggestion: string | undefined }
  'probe-clock': { seconds: number }
  /** Too far apart to issue tokens for the server's time. Seconds since 1970. */
  'probe-clock-apart': { here: number; there: number }
}
