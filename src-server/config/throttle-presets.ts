/** Networks to simulate, by the names and figures of Chromium's developer tools; "flaky" is a train with bad reception. */
export const THROTTLE_PRESETS = {
  '3G': { latencyMs: 2000, downKbps: 400, upKbps: 400, errorRate: 0 },
  'slow 4G': { latencyMs: 563, downKbps: 1440, upKbps: 675, errorRate: 0 },
  flaky: { latencyMs: 800, downKbps: 1000, upKbps: 500, errorRate: 0.1 },
} as const;
