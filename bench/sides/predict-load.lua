-- Posts real reviews by turns, and prints what was measured as one line of JSON: `wrk -s predict-load.lua URL -- FILE`.
local bodies = {}
local headers = { ["Content-Type"] = "application/json" }
local turn = 0

function init(args)
  for line in io.lines(args[1]) do
    bodies[#bodies + 1] = wrk.format("POST", "/predict", headers, line)
  end
end

function request()
  turn = turn % #bodies + 1
  return bodies[turn]
end

function done(summary, latency, requests)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout
  print(string.format('{"requests": %d, "seconds": %f, "failed": %d, "p50Ms": %f, "p99Ms": %f}',
    summary.requests, summary.duration / 1e6, failed, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
