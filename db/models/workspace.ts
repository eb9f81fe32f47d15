import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, tenantId, withDefault } from './columns.ts'

export type ChatPlatform = 'slack' | 'discord'

/** A Slack workspace or Discord guild that Sextant was installed in. Tokens are sealed. */
export class Workspace extends Model<InferAttributes<Workspace>, InferCreationAttributes<Workspace>> {
  declare id: CreationOptional<string>
  declare platform: ChatPlatform
  /** As the platform knows it. */
  declare workspaceId: string
  declare enterpriseId: CreationOptional<string | null>
  /** One installation for all workspaces of an organisation. */
  declare isEnterprise: CreationOptional<boolean>
  declare name: string
  declare appId: CreationOptional<string | null>
  declare botId: CreationOptional<string | null>
  declare botUserId: CreationOptional<string | null>
  declare scopes: CreationOptional<string[]>
  /** Null where the deployment's own token serves it. */
  declare botToken: CreationOptional<string | null>
  declare refreshToken: CreationOptional<string | null>
  declare tokenExpiresAt: CreationOptional<Date | null>
  /** Somebody is exchanging the refresh token, which works once; nobody else does until then. */
  declare refreshLeaseUntil: CreationOptional<Date | null>
  declare installedBy: CreationOptional<string | null>
  /** The last time. */
  declare installedAt: CreationOptional<Date>
  /** Null until somebody binds it with a code. */
  declare tenantId: CreationOptional<string | null>
  declare boundBy: CreationOptional<string | null>
  declare boundAt: CreationOptional<Date | null>
  declare revokedAt: CreationOptional<Date | null>
  /** As a code: `uninstalled`, `removed`, or why its platform refused to go on. */
  declare revokedReason: CreationOptional<string | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineWorkspace = (sequelize: Sequelize): typeof Workspace =>
  class extends Workspace {}.init(
    {
      id: id(),
      platform: required(DataTypes.TEXT),
      workspaceId: required(DataTypes.TEXT),
      enterpriseId: DataTypes.TEXT,
      isEnterprise: withDefault(DataTypes.BOOLEAN, false),
      name: required(DataTypes.TEXT),
      appId: DataTypes.TEXT,
      botId: DataTypes.TEXT,
      botUserId: DataTypes.TEXT,
      scopes: withDefault(DataTypes.JSONB, []),
      botToken: DataTypes.TEXT,
      refreshToken: DataTypes.TEXT,
      tokenExpiresAt: DataTypes.DATE,
      refreshLeaseUntil: DataTypes.DATE,
      installedBy: DataTypes.TEXT,
      installedAt: withDefault(DataTypes.DATE, DataTypes.NOW),
      tenantId: DataTypes.UUID,
      boundBy: DataTypes.TEXT,
      boundAt: DataTypes.DATE,
      revokedAt: DataTypes.DATE,
      revokedReason: DataTypes.TEXT,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'Workspace', tableName: 'workspaces' },
  )

/** Binds a workspace to the tenant that made it, once. */
export class InstallCode extends Model<InferAttributes<InstallCode>, InferCreationAttributes<InstallCode>> {
  declare id: CreationOptional<string>
  declare tenantId: string
  declare codeHash: string
  declare createdBy: string
  declare expiresAt: Date
  declare usedAt: CreationOptional<Date | null>
  declare workspaceId: CreationOptional<string | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineInstallCode = (sequelize: Sequelize): typeof InstallCode =>
  class extends InstallCode {}.init(
    {
      id: id(),
      tenantId: required(DataTypes.UUID),
      codeHash: required(DataTypes.TEXT),
      createdBy: required(DataTypes.TEXT),
      expiresAt: required(DataTypes.DATE),
      usedAt: DataTypes.DATE,
      workspaceId: DataTypes.UUID,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'InstallCode', tableName: 'install_codes' },
  )

/** `mention`: answers when mentioned. `thread`: also goes on in a thread. `off`: takes no part in the channel. */
export type FollowUp = 'mention' | 'thread' | 'off'

/** How Sextant behaves in a channel, and the assistant that is bound to it. */
export class Channel extends Model<InferAttributes<Channel>, InferCreationAttributes<Channel>> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare platform: ChatPlatform
  declare workspace: string
  declare channel: string
  declare name: CreationOptional<string | null>
  declare assistantId: CreationOptional<string | null>
  declare followUp: CreationOptional<FollowUp>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineChannel = (sequelize: Sequelize): typeof Channel =>
  class extends Channel {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      platform: required(DataTypes.TEXT),
      workspace: required(DataTypes.TEXT),
      channel: required(DataTypes.TEXT),
      name: DataTypes.TEXT,
      assistantId: DataTypes.UUID,
      followUp: withDefault(DataTypes.TEXT, 'thread'),
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'Channel', tableName: 'channels' },
  )
