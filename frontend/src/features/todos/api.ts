import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/lib/api/client'
import { keysOf } from '@/lib/api/keys'
import type { Schemas } from '@/lib/api/wire'

export type Todos = Schemas['TodoList']
export type Todo = Schemas['TodoItem']

export const todosQuery = queryOptions({ queryKey: keysOf('todos').all, queryFn: ({ signal }) => answer(api.GET('/todos', { signal })), refetchInterval: 60_000 })
