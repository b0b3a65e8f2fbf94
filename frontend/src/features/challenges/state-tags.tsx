import { useSay } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { ToneTag } from '@/ui/state-tag'
import { bidTone, challengeTone } from './words'

export function ChallengeTag({ state, name }: { state: string; name: string }) {
  const say = useSay()
  return <ToneTag tone={challengeTone[state] ?? 'neutral'}>{say(word('challengeStates', state, name))}</ToneTag>
}

export function BidTag({ state, name }: { state: string; name: string }) {
  const say = useSay()
  return <ToneTag tone={bidTone[state] ?? 'neutral'}>{say(word('bidStates', state, name))}</ToneTag>
}
