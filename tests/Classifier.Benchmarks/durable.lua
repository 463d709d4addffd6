-- Alerts of many keys, one a request. Prints requests/s, p50 and p99 in ms, and the number of answers that are no success.
-- Arguments: a key, and ours, bare or alertmanager for the body's shape.
local number = 0

function init(args)
   key, shape = args[1], args[2]
   math.randomseed(os.time())
   number = math.random(1000000) * 1000
   wrk.method = "POST"
   wrk.headers["Content-Type"] = "application/json"
   if key ~= "" then wrk.headers["Authorization"] = "Bearer " .. key end
end

function request()
   number = number + 1
   local name = "Disk of db" .. number % 50 .. " is full"
   if shape == "alertmanager" then
      return wrk.format(nil, nil, nil, '[{"labels":{"alertname":"' .. name .. '","service":"billing-db","key":"key-' .. number % 2000 .. '","severity":"info"}}]')
   end
   return wrk.format(nil, nil, nil, '{"title":"' .. name .. '","severity":"info","source":"wrk","dedup_key":"key-' .. number % 2000 .. '","labels":{"service":"billing-db"}}')
end

function done(summary, latency)
   local failed = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout
   print(string.format("%.0f %.2f %.2f %d", summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000, failed))
end
