import { useSyncExternalStore } from 'react'
import { preference } from '@/lib/preference'

// 长者模式: larger type, larger targets, more space. The html attribute lets plain CSS follow.
const elder = preference<'on' | 'off'>('elder', 'off', (v) => (v === 'on' ? 'on' : 'off'))

export function useElder(): boolean {
  return useSyncExternalStore(elder.subscribe, elder.get, elder.get) === 'on'
}

export const isElder = (): boolean => elder.get() === 'on'

export function setElder(on: boolean): void {
  elder.set(on ? 'on' : 'off')
}
