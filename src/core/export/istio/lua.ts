import { luaChecks } from '../envoy/lua.js'
import type { PolicyTokens } from '../policy.js'

const FILTER = 'envoy.filters.http.lua'

/** The dynamic metadata that the filter sets, and that every rule requires: without the filter, all is denied. */
export const CHECKED = { filter: FILTER, key: 'scopectl', value: 'checked' }

/** What it also sets if the scope claim has the form that the catalog reads: rules with scopes require it. */
export const SCOPES_READ = { filter: FILTER, key: 'scopectl_scopes', value: 'read' }

/** What Istio's RequestAuthentication does not check, as a Lua filter after its jwt_authn filter. */
export function istioLua(tokens: PolicyTokens): string {
  const [claim = ['scope']] = tokens.scopeClaims
  const first = tokens.scopeFormat === undefined ? '' : tokens.scopeFormat === 'string' ? '"' : '['
  return [
    luaChecks(tokens),
    `local scope_claim, scope_begins = ${JSON.stringify(claim[0])}, ${JSON.stringify(first)}`,
    READ,
  ].join('\n')
}

const READ = String.raw`
-- The members of an object that is JSON: a text without escapes as it is, of any other value its first character. A name
-- with escapes is not decoded but noted.
local function members(json)
  local found, at = {}, after_space(json, json:match("^[ \t\r\n]*{()"))
  while at and json:sub(at, at) == "\"" do
    local stop = after_text(json, at)
    local name = json:sub(at + 1, stop - 2)
    if name:find("\\", 1, true) then found["\\"] = true end
    local from = after_space(json, after_space(json, stop) + 1)
    at = after_value(json, from, 1)
    found[name] = json:sub(from, at - 1):match("^\"([^\\]*)\"[ \t\r\n]*$") or { json:sub(from, from) }
    at = json:sub(at, at) == "," and after_space(json, at + 1) or nil
  end
  return found
end

-- Istio has split a text into names before.
local function scopes_readable(claims, written)
  local scopes, value = claims[scope_claim], written[scope_claim]
  if written["\\"] then return false end
  if scopes == nil then return true end
  local first = type(value) == "table" and value[1] or "\""
  if scope_begins ~= "" and first ~= scope_begins then return false end
  if type(scopes) ~= "table" then return true end
  for _, each in ipairs(scopes) do
    if type(each) ~= "string" then return false end
  end
  return true
end

function envoy_on_request(request)
  local metadata = request:streamInfo():dynamicMetadata()
  metadata:set("${CHECKED.filter}", "${CHECKED.key}", "${CHECKED.value}")
  local found = metadata:get("envoy.filters.http.jwt_authn")
  local claims = found and found["payload"]
  if claims == nil then return end
  local value = request:headers():get("authorization")
  if well_formed(value) then
    local header, body = value:match("^Bearer ([%w_-]+)%.([%w_-]+)")
    local head, written = members(decoded(header)), members(decoded(body))
    if head["\\"] == nil and header_accepted(head) and times_accepted(claims) and parties_accepted(claims) then
      if scopes_readable(claims, written) then
        metadata:set("${SCOPES_READ.filter}", "${SCOPES_READ.key}", "${SCOPES_READ.value}")
      end
      return
    end
  end
  request:respond({ [":status"] = "401", ["www-authenticate"] = "Bearer error=\"invalid_token\"" }, "")
end
`
