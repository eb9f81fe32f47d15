import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize'
import { id, required, withDefault } from './columns.ts'

/** Failures within a time, whichever replica met them. */
export class SignInCounter extends Model<
  InferAttributes<SignInCounter>,
  InferCreationAttributes<SignInCounter>
> {
  /** `<what is counted>:<hash of whose>`. */
  declare key: string
  declare points: number
  /** How often the limit was reached lately: each time the wait is twice as long. */
  declare strikes: number
  /** When the points count no more. */
  declare endsAt: Date
}

export const defineSignInCounter = (sequelize: Sequelize): typeof SignInCounter =>
  class extends SignInCounter {}.init(
    {
      key: { type: DataTypes.TEXT, primaryKey: true },
      points: required(DataTypes.INTEGER),
      strikes: required(DataTypes.INTEGER),
      endsAt: required(DataTypes.DATE),
    },
    { sequelize, modelName: 'SignInCounter', tableName: 'sign_in_counters', timestamps: false },
  )

/** A link that lets somebody set a password, once. */
export class PasswordLink extends Model<
  InferAttributes<PasswordLink>,
  InferCreationAttributes<PasswordLink>
> {
  declare id: CreationOptional<string>
  declare purpose: 'reset' | 'invitation'
  declare holderKind: 'operator' | 'person'
  declare tenantId: CreationOptional<string | null>
  declare holderId: string
  declare tokenHash: string
  declare expiresAt: Date
  /** Used, or replaced by a newer one. */
  declare endedAt: CreationOptional<Date | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const definePasswordLink = (sequelize: Sequelize): typeof PasswordLink =>
  class extends PasswordLink {}.init(
    {
      id: id(),
      purpose: required(DataTypes.TEXT),
      holderKind: required(DataTypes.TEXT),
      tenantId: DataTypes.UUID,
      holderId: required(DataTypes.UUID),
      tokenHash: required(DataTypes.TEXT),
      expiresAt: required(DataTypes.DATE),
      endedAt: DataTypes.DATE,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'PasswordLink', tableName: 'password_links' },
  )

/** Somebody wants a link for this login, which may be nobody's. */
export class ResetRequest extends Model<
  InferAttributes<ResetRequest>,
  InferCreationAttributes<ResetRequest>
> {
  declare login: string
  /** '' = in whichever tenants know the login. */
  declare clientId: CreationOptional<string>
  declare locale: 'fr' | 'en'
  declare createdAt: CreationOptional<Date>
}

export const defineResetRequest = (sequelize: Sequelize): typeof ResetRequest =>
  class extends ResetRequest {}.init(
    {
      login: { type: DataTypes.TEXT, primaryKey: true },
      clientId: { type: DataTypes.TEXT, primaryKey: true, defaultValue: '' },
      locale: required(DataTypes.TEXT),
      createdAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'ResetRequest', tableName: 'reset_requests', updatedAt: false },
  )

/** A mail to an operator: the outbox of those who are in no tenant. */
export class OperatorMail extends Model<
  InferAttributes<OperatorMail>,
  InferCreationAttributes<OperatorMail>
> {
  declare id: CreationOptional<string>
  declare destination: string
  declare payload: Record<string, unknown>
  declare state: CreationOptional<'pending' | 'sending' | 'sent' | 'unknown' | 'failed'>
  declare attempts: CreationOptional<number>
  /** Of a pending one: when to try. Of one that is being sent: when another process takes it over. */
  declare dueAt: CreationOptional<Date>
  declare failure: CreationOptional<string | null>
  declare createdAt: CreationOptional<Date>
  declare updatedAt: CreationOptional<Date>
}

export const defineOperatorMail = (sequelize: Sequelize): typeof OperatorMail =>
  class extends OperatorMail {}.init(
    {
      id: id(),
      destination: required(DataTypes.TEXT),
      payload: required(DataTypes.JSONB),
      state: withDefault(DataTypes.TEXT, 'pending'),
      attempts: withDefault(DataTypes.INTEGER, 0),
      dueAt: { ...required(DataTypes.DATE), defaultValue: DataTypes.NOW },
      failure: DataTypes.TEXT,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, modelName: 'OperatorMail', tableName: 'operator_mails' },
  )
