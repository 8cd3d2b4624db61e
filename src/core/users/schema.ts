import * as v from 'valibot'

// The shape of users.yaml. A user's other keys are attributes that some `when` reads; parse.ts checks them.

const text = v.pipe(v.string(), v.nonEmpty())
const texts = v.array(text)
const scalar = v.union([v.string(), v.number(), v.boolean()])

export const userSchema = v.objectWithRest(
  {
    roles: v.optional(texts),
    scopes: v.optional(texts),
    claims: v.optional(v.record(text, v.unknown())),
    disabled: v.optional(v.boolean()),
    password: v.optional(text),
  },
  scalar,
)

export const clientSchema = v.strictObject({
  roles: v.optional(texts),
  scopes: v.optional(texts),
  disabled: v.optional(v.boolean()),
  secret: v.optional(text),
})

export const usersSchema = v.strictObject({
  version: v.optional(v.literal(1)),
  users: v.optional(v.record(text, userSchema)),
  clients: v.optional(v.record(text, clientSchema)),
})

export type UsersFile = v.InferOutput<typeof usersSchema>
