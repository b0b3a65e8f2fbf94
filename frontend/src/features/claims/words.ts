import type { Words } from '@/lib/vocabulary'
import type { Tone } from '@/ui/state-tag'

export const claimStates: Words = {
  asked: ['待核定', 'Asked'],
  accepted: ['已同意', 'Accepted'],
  refused: ['未同意', 'Refused'],
  recalled: ['已撤回', 'Taken back'],
  undone: ['已撤销', 'Undone'],
}

export const claimTone: Record<string, Tone> = { asked: 'wait', accepted: 'good', refused: 'neutral', recalled: 'neutral', undone: 'neutral' }

export const claimSteps: Words = {
  ask: ['申请认领', 'Claim'],
  accept: ['同意认领', 'Accept'],
  refuse: ['不同意', 'Refuse'],
  recall: ['撤回申请', 'Take back'],
  undo: ['撤销认领', 'Undo'],
  seen: ['已知悉', 'Read'],
}

export const verdicts: Words = {
  code: ['线索中的统一社会信用代码与申请单位相同', 'The lead names the code of the unit'],
  none: ['线索没有写单位名称，无法比对', 'The lead names no unit'],
  places: ['名称主体相近，但所在地不同', 'Like names, but of different places'],
  same: ['名称一致', 'The names agree'],
  near: ['名称基本一致', 'The names mostly agree'],
  part: ['名称部分相同', 'The names agree in part'],
  other: ['名称不一致', 'The names do not agree'],
}
