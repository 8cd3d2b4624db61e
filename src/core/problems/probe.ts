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
  'probe-stopped': { route: string; status: number | undefined }
  'probe-interrupted': Record<never, never>
  'waiver-until': { text: string; why: 'form' | 'no-zone' | 'no-such-date' | 'milliseconds' }
  /** Seconds since 1970. */
  'waiver-expired': { id: string; until: number }
  'waiver-unused': { id: string; suggestion: string | undefined }
  'probe-clock': { seconds: number }
  /** Too far apart to issue tokens for the server's time. Seconds since 1970. */
  'probe-clock-apart': { here: number; there: number }
}
