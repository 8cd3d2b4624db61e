import type { Answer } from '../core/answer.js'
import type { Style } from './style.js'

/** What to print: all at once, or part by part where the whole would be very long. */
export type Printed = string | Iterable<string>

/** A file of this folder, one a kind of answer. Both are pure: an answer in, what to print out. */
export interface Reporter<A extends Answer> {
  /** Ends with a line end, or is empty. `format` is one of the command's own, never `json`. */
  text(answer: A, style: Style, format: string): Printed | Promise<Printed>
  /** What goes to stderr beside it, such as a summary: for people, so neither with -q nor in JSON. */
  aside?(answer: A, style: Style): string
  /** The members beside the envelope's, in snake_case, very long lists as Streamed; undefined prints nothing. */
  json(answer: A): object | undefined | Promise<object | undefined>
}
