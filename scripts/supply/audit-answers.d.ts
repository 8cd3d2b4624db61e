interface Answer {
  /** Findings, one each. */
  readonly lines: readonly string[]
  readonly failed: boolean
  /** Why there is no answer. */
  readonly skipped: string | undefined
}

export declare function readAudit(printed: string, bundled: ReadonlySet<string>): Answer
export declare function readSignatures(printed: string): Answer
