-- Sends alerts in turn, each with nothing computed beyond the decision. Arguments: the key, then files of one alert each.
local requests, nth = {}, 0

function init(args)
  local headers = { ["Content-Type"] = "application/json", ["X-Api-Key"] = args[1] }
  for i = 2, #args do
    local file = assert(io.open(args[i]))
    local body = file:read("*a"):gsub("}%s*$", ', "include": []}')
    file:close()
    requests[#requests + 1] = wrk.format("POST", nil, headers, body)
  end
end

function request()
  nth = nth % #requests + 1
  return requests[nth]
end

-- One line for the script: requests/s, p50 and p99 in milliseconds, failures.
function done(summary, latency)
  local errors = summary.errors
  print(string.format("%.0f %.2f %.2f %d", summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
