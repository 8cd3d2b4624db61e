import { TOKEN_TYPES } from '../../token/model.js'
import type { PolicyTokens } from '../policy.js'
import { LUA_JSON } from './lua-json.js'

/** What jwt_authn does not check, as a Lua filter after it: the answer is 401 there. */
export const luaOf = (tokens: PolicyTokens): string => `${luaChecks(tokens)}${ON_REQUEST}`

/** The functions that judge the text, the header, and the claims of a token. */
export const luaChecks = (tokens: PolicyTokens): string =>
  [
    '-- What jwt_authn does not check. A route without a token check has no claims here.',
    `local algorithms = ${setOf(tokens.algorithms)}`,
    `local types = ${setOf((tokens.type ? [tokens.type] : TOKEN_TYPES).map((each) => each.toLowerCase()))}`,
    `local type_required = ${tokens.type !== undefined}`,
    `local kid_required = ${isKidRequired(tokens)}`,
    `local any_kid = ${isUnnamed(tokens)}`,
    `local issuers = ${tokens.issuers === 'any' ? 'nil' : setOf(tokens.issuers)}`,
    `local audiences = ${tokens.audiences === 'any' ? 'nil' : setOf(tokens.audiences)}`,
    `local subject_optional = ${tokens.subject === 'optional'}`,
    `local leeway = ${tokens.leeway}`,
    LUA_JSON.trimEnd(),
    CHECKS,
  ].join('\n')

/** Several keys are never tried, and how many are at a URL is not known here. */
const isKidRequired = ({ keys }: PolicyTokens): boolean =>
  keys.from === 'url' || keys.keys.length > 1

/** A single key without a name verifies tokens that name any. */
const isUnnamed = ({ keys }: PolicyTokens): boolean =>
  keys.from === 'copy' && keys.keys.length === 1 && keys.keys[0]?.kid === undefined

const setOf = (texts: readonly string[]): string =>
  `{ ${texts.map((text) => `[${quoted(text)}] = true`).join(', ')} }`

/** A Lua string: each byte that is not plain, as a number. */
const quoted = (text: string): string =>
  `"${[...new TextEncoder().encode(text)]
    .map((byte) => {
      const char = String.fromCharCode(byte)
      return /[A-Za-z0-9 ._~:/?#@!$&'()*+,;=-]/.test(char)
        ? char
        : `\\${String(byte).padStart(3, '0')}`
    })
    .join('')}"`

const CHECKS = `
-- One spelling: no padding, no unused bits.
local function canonical(part)
  local rest = #part % 4
  if rest == 0 then return true end
  if rest == 2 then return part:find("[AQgw]$") ~= nil end
  return rest == 3 and part:find("[AEIMQUYcgkosw048]$") ~= nil
end

local function well_formed(value)
  local header, claims, signature = (value or ""):match("^Bearer ([%w_-]+)%.([%w_-]+)%.([%w_-]+)$")
  return header ~= nil and canonical(header) and canonical(claims) and canonical(signature)
    and is_json(header) and is_json(claims)
end

local function header_accepted(header)
  if not algorithms[header["alg"] or ""] then return false end
  if header["crit"] ~= nil or header["b64"] ~= nil or header["zip"] ~= nil then return false end
  local kid, typ = header["kid"], header["typ"]
  -- jwt_authn takes an empty name for none.
  if (kid == "" and not any_kid) or (kid == nil and kid_required) then return false end
  if typ == nil then return not type_required end
  return type(typ) == "string" and types[(typ:lower():gsub("^application/", ""))] == true
end

local function times_accepted(claims)
  local now = os.time()
  if type(claims["exp"]) ~= "number" or now >= claims["exp"] + leeway then return false end
  for _, name in ipairs({ "nbf", "iat" }) do
    local value = claims[name]
    if value ~= nil and (type(value) ~= "number" or now < value - leeway) then return false end
  end
  return true
end

local function named(value, trusted)
  if trusted == nil then return true end
  if value == nil then return next(trusted) == nil end
  if type(value) == "string" then return trusted[value] == true end
  if type(value) ~= "table" then return false end
  local found = false
  for _, each in ipairs(value) do
    if type(each) ~= "string" then return false end
    found = found or trusted[each] == true
  end
  return found
end

local function parties_accepted(claims)
  local sub = claims["sub"]
  if type(claims["iss"]) == "table" and issuers ~= nil then return false end
  if not named(claims["iss"], issuers) or not named(claims["aud"], audiences) then return false end
  if sub == nil then return subject_optional end
  return type(sub) == "string" and sub ~= ""
end
`

const ON_REQUEST = String.raw`
function envoy_on_request(request)
  local found = request:streamInfo():dynamicMetadata():get("envoy.filters.http.jwt_authn")
  if found == nil or found["claims"] == nil then return end
  local claims, header = found["claims"], found["header"] or {}
  if well_formed(request:headers():get("authorization")) and header_accepted(header)
    and times_accepted(claims) and parties_accepted(claims) then return end
  request:respond({ [":status"] = "401", ["www-authenticate"] = "Bearer error=\"invalid_token\"" }, "")
end
`
