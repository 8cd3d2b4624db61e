import * as v from 'valibot'
import { ROUTER_NAMES } from '../router/model.js'
import { CONDITIONS } from './conditions.js'

// A server as a table: what a profile here is written in, and what a learned file contains.

const text = v.pipe(v.string(), v.nonEmpty())
const status = v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599))
const condition = v.picklist(CONDITIONS)
const conditions = v.array(condition)

const statuses = v.array(v.strictObject({ status, if: conditions }))

/** What is different with keys from this source. */
const changes = v.strictObject({
  accepts: v.optional(conditions),
  refuses: v.optional(conditions),
  /** Found before anything else in a token that can be read: looking for the key comes first. */
  statuses: v.optional(statuses),
})

const tokenSchema = v.strictObject({
  /** How many seconds the server's clock may be off. */
  leeway: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3600)),
  /** What it accepts in a token. Everything else is refused, including what nobody has tried. */
  accepts: conditions,
  /** A refusal with another status than `answers.refused`, such as that of an error that nobody catches. */
  statuses: v.optional(statuses),
  /** With one public key (PEM), or with a key set in which `kid` names the key; what is above is for a secret. */
  keys: v.optional(
    v.strictObject({ 'public-key': v.optional(changes), 'key-set': v.optional(changes) }),
  ),
  /** The claims that a token must have, with these values. */
  claims: v.optional(v.record(text, text)),
  /**
   * What its challenge says about each condition; if several apply, about the first one here. `with`: the kind of key
   * that the server has. `{alg}` and `{crit}` are what the header has.
   */
  says: v.optional(
    v.array(
      v.strictObject({
        if: conditions,
        with: v.optional(v.picklist(['secret', 'public-key'])),
        says: v.string(),
      }),
    ),
  ),
})

/** No scopes, or a refusal with this status (`refused` if it is that of a bad token). */
const notRead = v.union([v.literal('none'), status])
const readerSchema = v.strictObject({
  /** A claim, or `catalog`: the one in the catalog's `scope_claim`, or `otherwise`. */
  claim: text,
  otherwise: v.optional(text),
  /** Only if the app is written for this form: the catalog's `scope_format`, or else an array for `scopes` only. */
  form: v.optional(v.picklist(['string', 'array'])),
  /** Text: split at each space, or at whitespace. */
  string: v.union([v.picklist(['spaces', 'whitespace']), notRead]),
  /** An array of strings, and one with something else in it. */
  array: v.union([v.literal('names'), notRead]),
  mixed: v.union([v.literal('names'), notRead]),
  is_null: notRead,
  other: notRead,
})

const answerSchema = v.strictObject({
  status,
  /**
   * Left out: not predicted. `{scope}` is what the route needs, `{says}` what is wrong; a part in brackets is left out if
   * it is empty.
   */
  challenge: v.optional(v.nullable(v.string())),
  body: v.optional(v.union([v.string(), v.record(text, v.string())])),
})

export const profileSchema = v.strictObject({
  version: v.optional(v.literal(1)),
  /** In one line. */
  server: text,
  router: v.optional(v.picklist([...ROUTER_NAMES, 'unknown'])),
  /** What answers HEAD requests: the GET route (if left out), or nothing (405). */
  head: v.optional(v.picklist(['get', 'none'])),
  /** Settings without which the server does not start. */
  needs: v.optional(v.array(v.picklist(['issuer', 'audience']))),
  /** Whether a public route refuses a bad token. */
  public: v.picklist(['ignores-token', 'checks-token']),
  token: tokenSchema,
  scopes: v.strictObject({
    /** In order: the first claim that is present is read, whatever is in it. */
    readers: v.pipe(v.array(readerSchema), v.minLength(1)),
    /** Whether they are read on a route that needs no scopes, too, so that an invalid claim is refused there. */
    always: v.optional(v.boolean()),
  }),
  answers: v.strictObject({
    no_token: answerSchema,
    refused: answerSchema,
    forbidden: v.strictObject({
      ...answerSchema.entries,
      /** What the challenge says, with the claim and without it. */
      says: v.optional(v.string()),
      says_without_claim: v.optional(v.string()),
      /** The scopes that it names: those of the first alternative, or all if each alternative is one scope. */
      names: v.optional(v.picklist(['first', 'any'])),
    }),
    /** Any other status. */
    others: v.optional(v.array(answerSchema)),
  }),
})

/** A server as a table. */
export type Profile = v.InferOutput<typeof profileSchema>
export type TokenRules = Profile['token']
export type ScopeReader = Profile['scopes']['readers'][number]
export type AnswerTable = Profile['answers']['refused']
