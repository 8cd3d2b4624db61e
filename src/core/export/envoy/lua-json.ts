/** Lua that tells whether a part of a token is JSON: Envoy's parser also reads other texts, and deeper ones. */
export const LUA_JSON = String.raw`
local ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

local function decoded(part)
  local bytes, bits, width = {}, 0, 0
  for char in part:gmatch(".") do
    bits, width = bits * 64 + ALPHABET:find(char, 1, true) - 1, width + 6
    if width >= 8 then
      width = width - 8
      bytes[#bytes + 1] = string.char(math.floor(bits / 2 ^ width))
      bits = bits % 2 ^ width
    end
  end
  return table.concat(bytes)
end

-- Each of these returns where the text goes on, or nil.
local function after_text(json, at)
  local rest = "[^\"\\%z\1-\31]*()"
  at = json:match("^\"" .. rest, at)
  while at and json:sub(at, at) == "\\" do
    at = json:match("^\\[\"\\/bfnrt]" .. rest, at) or json:match("^\\u%x%x%x%x" .. rest, at)
  end
  return at and json:match("^\"()", at)
end

local function after_space(json, at)
  return at and json:match("^[ \t\r\n]*()", at)
end

-- Envoy is as strict as JSON about numbers and words, duplicate names, and UTF-8.
local function after_value(json, at, depth)
  local first = json:sub(at, at)
  if first == "\"" then return after_space(json, after_text(json, at)) end
  if first ~= "{" and first ~= "[" then return json:match("^[%w.+-]+[ \t\r\n]*()", at) end
  if depth == 64 then return nil end
  local close = first == "{" and "}" or "]"
  at = after_space(json, at + 1)
  if json:sub(at, at) == close then return after_space(json, at + 1) end
  while true do
    if first == "{" then
      at = after_space(json, after_text(json, at))
      if not at or json:sub(at, at) ~= ":" then return nil end
      at = after_space(json, at + 1)
    end
    at = after_value(json, at, depth + 1)
    if not at then return nil end
    local mark = json:sub(at, at)
    if mark == close then return after_space(json, at + 1) end
    if mark ~= "," then return nil end
    at = after_space(json, at + 1)
  end
end

local function is_json(part)
  local json = decoded(part)
  return after_value(json, after_space(json, 1), 0) == #json + 1
end
`
