/** The scopes that an accepted token holds, from one claim and the role claim. */
export const HELD = `# Written by scopectl export opa: do not edit, export again.
package scopectl.token

import data.catalog.tokens

# The scope claims that the token has, in order. A set is a value that no JSON contains.
readings := [reading(value) |
	some claim in tokens.scope_claims
	value := object.get(claims, claim, set())
	not is_set(value)
]

# The names, or null for a claim of another type: it gives no scopes.
reading(value) := {name | some name in split(value, " "); name != ""} if {
	is_string(value)
	tokens.scope_format != "array"
} else := {name | some name in value} if {
	is_array(value)
	tokens.scope_format != "string"
	every name in value {
		is_string(name)
	}
} else := null

# Undefined if the claims contradict each other and none of them comes first.
named := readings[0] if {
	tokens.first_claim
	count(readings) > 0
} else := readings[0] if {
	count({each | some each in readings}) == 1
} else := null if {
	count(readings) == 0
}

scopes := named if {
	is_set(named)
} else := set() if {
	named == null
}

held := scopes | role_scopes

role_names := [value] if {
	value := object.get(claims, tokens.roles.claim, set())
	is_string(value)
} else := value if {
	value := object.get(claims, tokens.roles.claim, set())
	is_array(value)
	every name in value {
		is_string(name)
	}
} else := []

role_scopes := {scope | some name in role_names; some scope in tokens.roles.scopes[name]}
`
