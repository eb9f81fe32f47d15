import type { Database } from '../../db/database.ts'
import type { ChatPlatform, Workspace } from '../../db/models/workspace.ts'
import { asOwner } from '../../db/tenant.ts'
import { isAppError } from '../errors.ts'
import { deriveKey } from './master-key.ts'
import { keyIdOf, type SealKey, type SealPlace, seal, unseal } from './seal.ts'

/** A workspace belongs to no tenant of its own, so the master key seals its tokens, by a key for nothing else. */
const sealKeyOf = (masterKey: Buffer): SealKey => ({
  id: Buffer.from(deriveKey(masterKey, 'bot-tokens-id')).toString('hex').slice(0, 16),
  bytes: deriveKey(masterKey, 'bot-tokens'),
})

type Field = 'botToken' | 'refreshToken'
const columns: Record<Field, string> = { botToken: 'bot_token', refreshToken: 'refresh_token' }

/** A token opens in its own row and field only. */
const placeOf = (workspaceId: string, field: Field): SealPlace => ({
  tenantId: '',
  field: `workspaces.${columns[field]}:${workspaceId}`,
})

export interface BotTokens {
  /** Null where the deployment's own token serves the workspace. */
  botToken: string | null
  /** Null where the token does not expire. */
  refreshToken: string | null
}

/** The tokens as they are stored in the row of this id. */
export const sealTokens = (masterKey: Buffer, id: string, tokens: BotTokens): BotTokens => {
  const key = sealKeyOf(masterKey)
  const sealed = (field: Field): string | null => {
    const token = tokens[field]
    return token === null ? null : seal(key, placeOf(id, field), Buffer.from(token))
  }
  return { botToken: sealed('botToken'), refreshToken: sealed('refreshToken') }
}

type Sealed = Pick<Workspace, 'id' | Field>

/** @throws AppError `secret_unreadable` when one was altered or moved, or is under another master key */
export const openTokens = (masterKey: Buffer, row: Sealed): BotTokens => {
  const key = sealKeyOf(masterKey)
  const opened = (field: Field): string | null => {
    const text = row[field]
    return text === null ? null : unseal(key, placeOf(row.id, field), text).toString()
  }
  return { botToken: opened('botToken'), refreshToken: opened('refreshToken') }
}

/**
 * Read at each use, so that one that was renewed or taken away in another process counts at once.
 * @returns null when the workspace is unknown, has none of its own, or uninstalled Sextant
 * @throws AppError `secret_unreadable`
 */
export const readBotToken = async (
  db: Database,
  masterKey: Buffer,
  platform: ChatPlatform,
  workspaceId: string,
): Promise<string | null> => {
  const row = await asOwner(db, () =>
    db.models.Workspace.findOne({
      attributes: ['id', 'botToken'],
      where: { platform, workspaceId, revokedAt: null },
      raw: true,
    }),
  )
  return row && openTokens(masterKey, { ...row, refreshToken: null }).botToken
}

export type Resealed = 'resealed' | 'already' | 'unreadable'

/** Puts the tokens of one row under another master key. */
export const resealTokens = async (
  row: Workspace,
  { from, to }: { from: Buffer; to: Buffer },
): Promise<Resealed> => {
  try {
    const sealed = [row.botToken, row.refreshToken].filter((text) => text !== null)
    const isDone = sealed.every((text) => keyIdOf(text) === sealKeyOf(to).id)
    const tokens = openTokens(isDone ? to : from, row)
    if (isDone) return 'already'
    await row.update(sealTokens(to, row.id, tokens))
    return 'resealed'
  } catch (error) {
    if (isAppError(error, 'secret_unreadable')) return 'unreadable'
    throw error
  }
}
