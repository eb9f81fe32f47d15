import { openFaults } from '../api/faults.ts'
import { openRateLimits, type RateSettings } from '../api/rate-limits.ts'
import type { World } from '../world-state.ts'
import { openClock } from './clock.ts'
import { openIds } from './ids.ts'
import type { AppSettings, DeliverySettings } from './settings.ts'

export interface SlackOptions {
  app?: Partial<AppSettings>
  rates?: Partial<RateSettings>
  delivery?: Partial<DeliverySettings>
  streamLife?: { ms: number; from: 'start' | 'last_append' }
}

/** An empty world: no workspace, no app connected. */
export const newWorld = (options: SlackOptions, closing: AbortSignal): World => {
  const clock = openClock()
  return {
    url: '',
    clock,
    faults: openFaults(),
    rates: openRateLimits(clock, {
      isOn: true,
      perMinute: {},
      messageEveryMs: 1000,
      toleranceMs: 50,
      ...options.rates,
    }),
    app: {
      id: 'A00000001',
      name: 'Sextant',
      clientId: '1111111111.2222222222',
      clientSecret: 'client-secret',
      appToken: 'xapp-1-A00000001-1-token',
      redirectUris: [],
      rotatesTokens: false,
      isAgent: true,
      subscribesToStop: true,
      ...options.app,
    },
    connection: { urls: [], signingSecret: '', next: 0 },
    delivery: {
      ackMs: 3000,
      retryFactor: 0.001,
      repeat: 'never',
      mentionOrder: 'alternate',
      echo: true,
      ...options.delivery,
    },
    streamLife: options.streamLife ?? { ms: 300_000, from: 'start' },
    workspaces: new Map(),
    users: new Map(),
    userGroups: new Map(),
    channels: new Map(),
    files: new Map(),
    views: new Map(),
    ephemerals: [],
    sessions: [],
    prompts: [],
    tokens: new Map(),
    refreshTokens: new Map(),
    codes: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    calls: [],
    violations: [],
    deliveries: [],
    underWay: 0,
    closing,
    sockets: new Set(),
    ...openIds(clock),
  }
}
