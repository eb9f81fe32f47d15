import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, tenantId, withDefault } from './columns.ts'

/** Append-only: the app role may neither change nor delete one. */
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
      createdAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'DeploymentAuditEvent', tableName: 'deployment_audit_events', updatedAt: false },
  )
