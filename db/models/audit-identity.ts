import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, tenantId } from './columns.ts'

/** Who or what a pseudonym of the audit trail stands for, until the subject is forgotten. */
export class AuditIdentity extends Model<
  InferAttributes<AuditIdentity>,
  InferCreationAttributes<AuditIdentity>
> {
  declare tenantId: string
  /** Stands in the trail, as `pseudonym:<id>`. */
  declare id: CreationOptional<string>
  /** Whose it is: id of a person, or an account on a chat platform. */
  declare subject: string
  declare kind: 'account' | 'ip'
  declare value: string
  declare createdAt: CreationOptional<Date>
}

export const defineAuditIdentity = (sequelize: Sequelize): typeof AuditIdentity =>
  class extends AuditIdentity {}.init(
    {
      tenantId: tenantId(),
      id: id(),
      subject: required(DataTypes.TEXT),
      kind: required(DataTypes.TEXT),
      value: required(DataTypes.TEXT),
      createdAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'AuditIdentity', tableName: 'audit_identities', updatedAt: false },
  )
