import { mutationOptions } from '@tanstack/react-query'
import { answer, api } from '@/lib/api/client'
import type { Schemas } from '@/lib/api/wire'

export type Refit = Schemas['RefitView']
export type Guard = Schemas['GuardView']

export const refitWeights = mutationOptions({ mutationFn: (dryRun: boolean) => answer(api.POST('/learning/refit', { body: { dryRun } })), meta: { changes: ['learning'] } })
