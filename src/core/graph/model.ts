import type { Requirement } from '../catalog/model.js'

/** What a box stands for. `all`: every arrow into it is needed; `level`: a keyword; `outside`: nothing that a token carries. */
export const NODE_KINDS = [
  'user',
  'client',
  'role',
  'scope',
  'all',
  'level',
  'outside',
  'route',
] as const
export type NodeKind = (typeof NODE_KINDS)[number]

/** The keywords of requirements that need no scope. */
export type GraphLevel = Exclude<Requirement['level'], 'scopes'>

/** A box of the picture: one thing, or several that have the same arrows. */
export interface GraphNode {
  /** A letter and a number; never made from a name. */
  readonly id: string
  readonly kind: NodeKind
  /** Everything that it stands for, in the order of the files; [] for `all` and `level`. */
  readonly names: readonly string[]
  /** Only for a role: who has it without being given it. */
  readonly given?: 'default' | 'when' | undefined
  /** Only for users and clients, who then have no token. */
  readonly disabled?: boolean | undefined
  /** Only for a keyword. */
  readonly level?: GraphLevel | undefined
}

/**
 * `has`: a user has a role; `extends`: a role copies another one's scopes; `grants`: a subject or role lists a scope;
 * `implies`: a scope includes another one; `part`: one of several things that are needed together; `opens`: enough for
 * these routes.
 */
export const EDGE_KINDS = ['has', 'extends', 'grants', 'implies', 'part', 'opens'] as const
export type EdgeKind = (typeof EDGE_KINDS)[number]

export interface GraphEdge {
  readonly from: string
  readonly to: string
  readonly kind: EdgeKind
}

/** Roles, scopes and routes as boxes and arrows: a token gets as far as the arrows from its roles and scopes lead. */
export interface Graph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
}

/**
 * `none`: a box for each name; `equal`: what has the same arrows shares a box; `holders`: so do scopes that the same
 * subjects hold.
 */
export const FOLDINGS = ['none', 'equal', 'holders'] as const
export type Folding = (typeof FOLDINGS)[number]
