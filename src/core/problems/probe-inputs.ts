/** Problems with what `probe` sends besides tokens. */
export interface ProbeInputProblems {
  /** `method`: GET and HEAD have no body; `json`: a text that is not JSON. */
  'route-body': { route: string; why: 'method' | 'json' }
  /** A body that would be sent as JSON, and is not. */
  'probe-body-json': { file: string; route: string }
  /** Nothing in the file is about a route of the catalog. */
  'probe-no-sample': { file: string; flag: '--har' | '--openapi' }
  'har-shape': { what: string; expected: string }
  'har-too-many': { file: string; limit: number }
}
