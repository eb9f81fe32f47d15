import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, tenantId, withDefault } from './columns.ts'

/** Where an act came from. */
export type Surface = 'rest' | 'slack' | 'discord' | 'web' | 'cli' | 'job'

/** Append-only: the app role may neither change nor delete one, and the database refuses it of everybody. */
export class AuditEvent extends Model<InferAttributes<AuditEvent>, InferCreationAttributes<AuditEvent>> {
  declare tenantId: string
  declare id: CreationOptional<string>
  declare actorKind: string
  declare actorId: CreationOptional<string | null>
  declare action: string
  declare permission: CreationOptional<string | null>
  declare targetKind: CreationOptional<string | null>
  declare targetId: CreationOptional<string | null>
  declare outcome: 'allowed' | 'denied' | 'failed'
  declare details: CreationOptional<Record<string, unknown>>
  declare requestId: CreationOptional<string | null>
  declare surface: CreationOptional<Surface | null>
  declare targetLabel: CreationOptional<string | null>
  declare changes: CreationOptional<Record<string, unknown>>
  declare ip: CreationOptional<string | null>
  declare createdAt: CreationOptional<Date>
}

export const defineAuditEvent = (sequelize: Sequelize): typeof AuditEvent =>
  class extends AuditEvent {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      actorKind: required(DataTypes.TEXT),
      actorId: DataTypes.TEXT,
      action: required(DataTypes.TEXT),
      permission: DataTypes.TEXT,
      targetKind: DataTypes.TEXT,
      targetId: DataTypes.TEXT,
      outcome: required(DataTypes.TEXT),
      details: withDefault(DataTypes.JSONB, {}),
      requestId: DataTypes.TEXT,
      surface: DataTypes.TEXT,
      targetLabel: DataTypes.TEXT,
      changes: withDefault(DataTypes.JSONB, {}),
      ip: DataTypes.TEXT,
      createdAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'AuditEvent', tableName: 'audit_events', updatedAt: false },
  )

/** An operator's act that belongs to no tenant. */
export class DeploymentAuditEvent extends Model<
  InferAttributes<DeploymentAuditEvent>,
  InferCreationAttributes<DeploymentAuditEvent>
> {
  declare id: CreationOptional<string>
  declare actorKind: string
  declare actorId: CreationOptional<string | null>
  declare action: string
  declare permission: CreationOptional<string | null>
  declare targetKind: CreationOptional<string | null>
  declare targetId: CreationOptional<string | null>
  declare outcome: 'allowed' | 'denied' | 'failed'
  declare details: CreationOptional<Record<string, unknown>>
  declare requestId: CreationOptional<string | null>
  declare surface: CreationOptional<Surface | null>
  declare targetLabel: CreationOptional<string | null>
  declare changes: CreationOptional<Record<string, unknown>>
  declare ip: CreationOptional<string | null>
  declare createdAt: CreationOptional<Date>
}

export const defineDeploymentAuditEvent = (sequelize: Sequelize): typeof DeploymentAuditEvent =>
  class extends DeploymentAuditEvent {}.init(
    {
      id: id(),
      actorKind: required(DataTypes.TEXT),
      actorId: DataTypes.TEXT,
      action: required(DataTypes.TEXT),
      permission: DataTypes.TEXT,
      targetKind: DataTypes.TEXT,
      targetId: DataTypes.TEXT,
      outcome: required(DataTypes.TEXT),
      details: withDefault(DataTypes.JSONB, {}),
      requestId: DataTypes.TEXT,
      surface: DataTypes.TEXT,
      targetLabel: DataTypes.TEXT,
      changes: withDefault(DataTypes.JSONB, {}),
      ip: DataTypes.TEXT,
      createdAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'DeploymentAuditEvent', tableName: 'deployment_audit_events', updatedAt: false },
  )

/** The end of a chain: a tenant's (its id) or the `deployment`'s. Written by the database alone, as the links are. */
export class AuditHead extends Model<InferAttributes<AuditHead>, InferCreationAttributes<AuditHead>> {
  declare chain: string
  declare tenantId: CreationOptional<string | null>
  /** A number of the database's; as text. */
  declare seq: CreationOptional<string>
  declare hash: CreationOptional<string>
}

export const defineAuditHead = (sequelize: Sequelize): typeof AuditHead =>
  class extends AuditHead {}.init(
    {
      chain: { type: DataTypes.TEXT, primaryKey: true },
      tenantId: DataTypes.UUID,
      seq: withDefault(DataTypes.BIGINT, 0),
      hash: withDefault(DataTypes.TEXT, ''),
    },
    { sequelize, modelName: 'AuditHead', tableName: 'audit_heads', timestamps: false },
  )

/** The place of an event in its chain, and the hash of it and of all before. */
export class AuditLink extends Model<InferAttributes<AuditLink>, InferCreationAttributes<AuditLink>> {
  declare chain: string
  declare seq: string
  declare eventId: string
  declare hash: string
}

export const defineAuditLink = (sequelize: Sequelize): typeof AuditLink =>
  class extends AuditLink {}.init(
    {
      chain: { type: DataTypes.TEXT, primaryKey: true },
      seq: { type: DataTypes.BIGINT, primaryKey: true },
      eventId: required(DataTypes.UUID),
      hash: required(DataTypes.TEXT),
    },
    { sequelize, modelName: 'AuditLink', tableName: 'audit_links', timestamps: false },
  )
