import { listEntries } from '../../../core/llm/registry.ts'
import { noticeCard } from '../../../core/messaging/answer-card.ts'
import { cardOf, notes, toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { Command } from '../command.ts'

const mostListed = 50

/** `/sextant workspace models`: the registry of models, and which of them can be asked now. */
export const workspaceModels: Command = {
  path: ['workspace', 'models'],
  permission: 'llm:manage',
  arguments: [],
  run: async ({ core, actor, locale }) => {
    const say = openWords(locale)
    const entries = await listEntries(core.db, actor, { limit: mostListed, after: null })
    if (entries.length === 0) return toPerson(noticeCard(locale, say('models.none')))
    const usable = new Set(((await core.listUsable?.(actor.tenantId)) ?? []).map(({ name }) => name))
    const price = (usd: number | null): string =>
      usd === null
        ? say('models.unknown')
        : new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(usd)
    const titles = ['name', 'provider', 'state', 'input', 'output']
    return toPerson(
      cardOf(say('models.title'), [
        {
          kind: 'table',
          caption: say('models.caption'),
          columns: titles.map((key, at) => ({ title: say(`models.${key}`), isNumeric: at > 2 })),
          rows: entries.map(({ name, provider, isActive, costPer1kInput, costPer1kOutput }) => [
            name,
            provider,
            say(!isActive ? 'models.off' : usable.has(name) ? 'models.usable' : 'models.no_key'),
            price(costPer1kInput),
            price(costPer1kOutput),
          ]),
        },
        notes('plain', [usable.size === 0 && say('health.no_model')]),
      ]),
    )
  },
}
