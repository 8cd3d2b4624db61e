/** Which tokens are accepted, and what they hold: every check of `verify`, since OPA's own skip several of them. */
export const TOKEN = String.raw`# Written by scopectl export opa: do not edit, export again.
package scopectl.token

import data.catalog.tokens

text := data.scopectl.request.token

# The claims of an accepted token; undefined for any other.
claims := payload if {
	well_formed
	header_accepted
	signature_valid
	times_accepted
	issuer_accepted
	audience_accepted
	subject_accepted
}

parts := split(text, ".")

# Three parts of base64url in its one spelling: no padding, no unused bits.
well_formed if {
	is_string(text)
	count(text) <= 262144
	count(parts) == 3
	parts[0] != ""
	parts[1] != ""
	every part in parts {
		regex.match("^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-][AQgw]|[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048])?$", part)
	}
	strict_json(parts[0], header)
	strict_json(parts[1], payload)
}

header := json.unmarshal(base64url.decode(parts[0])) if bounded(parts[0])

payload := json.unmarshal(base64url.decode(parts[1])) if bounded(parts[1])

# OPA crashes when it compares a number with a larger exponent, and these texts are not verified yet.
bounded(part) if {
	outside_strings := regex.replace(base64url.decode(part), "\"(?:[^\"\\\\]|\\\\.)*\"", "")
	regex.match("[eE][+-]?0*[1-9][0-9]{3}", outside_strings) == false
}

# An object in UTF-8 without duplicate names, lone surrogates, infinite numbers or too much nesting: servers read those
# differently.
strict_json(part, value) if {
	is_object(value)
	json_text := base64url.decode(part)
	regex.match(utf8, hex.encode(json_text))
	names := [name | some name in regex.find_n("\"(?:[^\"\\\\]|\\\\.)*\"[ \\t\\r\\n]*:?", json_text, -1); endswith(name, ":")]
	members := [1 | some path; walk(value, [path, _]); count(path) > 0; is_string(path[count(path) - 1])]
	count(names) == count(members)
	single := regex.replace(json_text, "\\\\[^u]", "")
	unpaired := regex.replace(single, "\\\\u[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2}", "")
	regex.match("\\\\u[dD][89a-fA-F]", unpaired) == false
	count([1 | walk(value, [_, n]); is_number(n); abs(n) > 1.7976931348623157e308]) == 0
	count([1 | walk(value, [path, inner]); count(path) > 63; type_name(inner) in {"array", "object"}]) == 0
}

utf8 := concat("|", [
	"^(?:[0-7][0-9a-f]",
	"(?:c[2-9a-f]|d[0-9a-f])[89ab][0-9a-f]",
	"e0[ab][0-9a-f][89ab][0-9a-f]",
	"(?:e[1-9a-cef])(?:[89ab][0-9a-f]){2}",
	"ed[89][0-9a-f][89ab][0-9a-f]",
	"f0[9ab][0-9a-f](?:[89ab][0-9a-f]){2}",
	"f[1-3](?:[89ab][0-9a-f]){3}",
	"f48[0-9a-f](?:[89ab][0-9a-f]){2})*$",
])

header_accepted if {
	header.alg in tokens.algorithms
	every name in ["crit", "b64", "zip"] {
		not name in object.keys(header)
	}
	is_string(object.get(header, "kid", ""))
	type_accepted
}

type_accepted if {
	not "typ" in object.keys(header)
	tokens.type_required == false
}

type_accepted if trim_prefix(lower(header.typ), "application/") in tokens.types

# The keys for the algorithm. Those at a URL are kept for five minutes.
key_set := tokens.keys.copy

key_set := response.body.keys if {
	response := http.send({
		"method": "GET",
		"url": tokens.keys.url,
		"force_json_decode": true,
		"force_cache": true,
		"force_cache_duration_seconds": 300,
		"timeout": "5s",
	})
	response.status_code == 200
}

# Equal keys count once.
usable := {object.remove(key, ["x5c", "x5t", "x5u", "x5t#S256"]) |
	some key in key_set
	key.kty == tokens.key_type
	object.get(key, "crv", null) == tokens.curve
	object.get(key, "use", "sig") == "sig"
	object.get(key, "alg", tokens.algorithms[0]) in tokens.key_algorithms
	"verify" in object.get(key, "key_ops", ["verify"])
}

# Exactly one: several are never tried.
key := one if {
	count(usable) == 1
	some one in usable
	unnamed(one)
} else := one if {
	matches := [each | some each in usable; object.get(each, "kid", null) == header.kid]
	count(matches) == 1
	one := matches[0]
}

unnamed(one) if not "kid" in object.keys(one)

unnamed(_) if not "kid" in object.keys(header)

# A key that is for one algorithm alone is for no other.
key_accepted if object.get(key, "alg", header.alg) == header.alg

key_json := json.marshal({"keys": [object.filter(key, ["kty", "crv", "x", "y", "n", "e"])]})

# Those of RSA have the length of the key.
signature_valid if {
	key_accepted
	tokens.signature_length in [count(parts[2]), null]
	verified(header.alg)
}

verified("RS256") if io.jwt.verify_rs256(text, key_json)

verified("RS384") if io.jwt.verify_rs384(text, key_json)

verified("RS512") if io.jwt.verify_rs512(text, key_json)

verified("PS256") if io.jwt.verify_ps256(text, key_json)

verified("PS384") if io.jwt.verify_ps384(text, key_json)

verified("PS512") if io.jwt.verify_ps512(text, key_json)

verified("ES256") if io.jwt.verify_es256(text, key_json)

verified("ES384") if io.jwt.verify_es384(text, key_json)

verified("ES512") if io.jwt.verify_es512(text, key_json)

now := time.now_ns() / 1000000000

times_accepted if {
	is_number(payload.exp)
	now < payload.exp + tokens.leeway
	every name in ["nbf", "iat"] {
		value := object.get(payload, name, now)
		is_number(value)
		now >= value - tokens.leeway
	}
}

issuer_accepted if tokens.issuers == "any"

issuer_accepted if payload.iss in tokens.issuers

issuer_accepted if {
	tokens.issuers == []
	not "iss" in object.keys(payload)
}

audience_accepted if tokens.audiences == "any"

audience_accepted if payload.aud in tokens.audiences

audience_accepted if {
	is_array(payload.aud)
	every one in payload.aud {
		is_string(one)
	}
	some one in payload.aud
	one in tokens.audiences
}

audience_accepted if {
	tokens.audiences == []
	not "aud" in object.keys(payload)
}

subject_accepted if {
	is_string(payload.sub)
	payload.sub != ""
}

subject_accepted if {
	tokens.subject == "optional"
	not "sub" in object.keys(payload)
}
`
