import { validate as isUuid } from 'uuid'
import { AppError } from '../../../core/errors.ts'
import type { Action } from '../command.ts'
import { mapForm } from '../forms/dataset-map.ts'

/** Opens the form that puts a file's columns right. */
export const datasetMap: Action = {
  name: 'dataset.map',
  permission: 'datasets:upload',
  opensForm: true,
  run: async (context, { dataset_id: datasetId = '', name, theme }) => {
    if (!isUuid(datasetId)) throw new AppError('not_found', 'No such dataset.')
    return { kind: 'form', form: await mapForm(context, { datasetId, name, theme }) }
  },
}
