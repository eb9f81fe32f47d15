export type Axis = 'row' | 'segment'
export const axes = ['row', 'segment'] as const
