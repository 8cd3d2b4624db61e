import type fc from 'fast-check'

/** One way for hostile input to come in, and what must hold for whatever comes. */
export interface Target {
  readonly name: string
  /** How much of the time it gets, compared with the others; 1 by default. */
  readonly weight?: number
  /** Inputs are plain JSON and contain no key, so that one can be printed, kept in corpus/ and run again. */
  readonly inputs: fc.Arbitrary<unknown>
  /** Accepted, every one of them: a program that refuses everything passes any check. */
  readonly controls: readonly unknown[]
  /** @throws Error if the answer to this input is wrong */
  check(input: unknown): Promise<Outcome>
  /** After the last input, for what runs beside the tests. */
  end?(): Promise<void>
}

/** `refused`: nothing wrong with the answer, and the input was an error or was denied. */
export type Outcome = 'accepted' | 'refused'

/** A target whose inputs have a type. */
export function target<T>(
  parts: Omit<Target, 'inputs' | 'controls' | 'check'> & {
    readonly inputs: fc.Arbitrary<T>
    readonly controls: readonly T[]
    check(input: T): Promise<Outcome>
  },
): Target {
  return { ...parts, check: (input) => parts.check(input as T) }
}
