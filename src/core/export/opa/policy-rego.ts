/** The decision: which route governs, and whether the token is enough. All facts are in data.json. */
export const POLICY = String.raw`# Written by scopectl export opa: do not edit, export again.
package scopectl

import data.catalog
import data.scopectl.token

# The input of Envoy's external authorization, or {"method", "path", "token"}: not both.
request := {"method": http.method, "target": http.path, "token": bearer(http.headers)} if {
	not "method" in object.keys(input)
	http := input.attributes.request.http
}

request := {"method": input.method, "target": input.path, "token": object.get(input, "token", "")} if {
	not "attributes" in object.keys(input)
}

# A credential of another scheme is not a token of this catalog.
bearer(headers) := trim_left(substring(value, 7, -1), " ") if {
	value := object.get(headers, "authorization", "")
	regex.match("(?is)^bearer +[^ ]", value)
} else := ""

# The path in its one spelling; undefined if it has none. It is refused then, never repaired.
path := decoded if {
	[raw, query] := cut(request.target)
	regex.match("^[!\"$-~]*$", query)
	regex.match(catalog.paths.spelling, raw)
	decoded := strings.replace_n(catalog.paths.unescaped, raw)
	regex.match(catalog.paths.odd_segment, decoded) == false
}

cut(target) := [raw, substring(target, count(raw) + 1, -1)] if {
	is_string(target)
	raw := split(target, "?")[0]
}

matching(method) := {route.route: route |
	some key in keys
	some route in catalog.routes[method][key]
	regex.match(concat("", ["^(?:", route.path, ")$"]), path)
}

# Where the routes for the path may be filed: by the texts of its first four segments, or "*" for a parameter. The
# expression of each decides.
keys := {concat("/", [a, b, c, d]) |
	some a in ["*", part(0)]
	some b in ["*", part(1)]
	some c in ["*", part(2)]
	some d in ["*", part(3)]
}

parts := split(substring(path, 1, -1), "/")

part(i) := parts[i] if {
	i < count(parts)
} else := "%"

# Without a HEAD route for the path, the GET route governs.
candidates := matching(request.method) if {
	count(matching(request.method)) > 0
} else := matching("GET") if {
	request.method == "HEAD"
} else := {}

# Those that have no narrower one. They must require the same.
narrowest := [route | some route in candidates; not has_narrower(route)]

has_narrower(route) if {
	some other in candidates
	route.route in other.within
}

governing := narrowest[0] if {
	count({route.requires | some route in narrowest}) == 1
	narrowest[0].level != "undecided"
}

holds(scope) if {
	some giver in catalog.given_by[scope]
	giver in token.held
}

enough if governing.level == "authenticated"

enough if {
	governing.level == "scopes"
	some scopes in governing.any_of
	count(scopes) > 0
	every scope in scopes {
		holds(scope)
	}
}

# Each step without an answer ends in a denial.
decision := deny(400, "bad-request") if {
	not request
} else := deny(400, "bad-path") if {
	not path
} else := deny(404, "no-route") if {
	count(candidates) == 0
} else := deny(501, "no-decision") if {
	not governing
} else := {"allow": true, "status": 200, "reason": "public", "route": governing.route} if {
	governing.level == "public"
} else := deny(401, "no-token") if {
	request.token == ""
} else := deny(401, "invalid-token") if {
	not token.claims
} else := deny(501, "scope-claims-differ") if {
	not token.held
} else := {"allow": true, "status": 200, "reason": "enough", "route": governing.route} if {
	enough
} else := deny(403, "insufficient-scope")

deny(status, reason) := {"allow": false, "status": status, "reason": reason, "route": object.get(governing_or_none, "route", null)}

governing_or_none := governing

default governing_or_none := {}

default allow := false

allow if decision.allow == true

# The answer to Envoy's plugin (plugins.envoy_ext_authz_grpc.path = scopectl/envoy).
envoy := {"allowed": true} if {
	allow
} else := {"allowed": false, "http_status": decision.status, "headers": challenge}

default challenge := {}

challenge := {"www-authenticate": "Bearer"} if decision.reason == "no-token"

challenge := {"www-authenticate": "Bearer error=\"invalid_token\""} if decision.reason == "invalid-token"

challenge := {"www-authenticate": "Bearer error=\"insufficient_scope\""} if decision.reason == "insufficient-scope"
`
