import { money } from '@/lib/format'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { ToneTag, type Tone } from './state-tag'
import './amounts.css'

const texts = messages({
  total: ['成交额', 'Contract value'],
  tech: ['技术交易额', 'Technology value'],
  open: ['提成数额未定，确定后更正', 'Royalties not known yet; corrected later'],
  unknown: ['待计算', 'To be computed'],
})

interface Props {
  totalFen: number | null | undefined
  techFen: number | null | undefined
  open?: boolean
  small?: boolean
}

/** The two amounts of contracts side by side. They are two measures and never one sum. */
export function TwoAmounts({ totalFen, techFen, open, small }: Props) {
  const t = useT(texts)
  const lang = useLanguage()
  const value = (fen: number | null | undefined) => (fen === null || fen === undefined ? <span className="muted">{t('unknown')}</span> : money(fen, lang))
  return (
    <>
      <dl className={`two-amounts ${small ? 'small' : ''}`}>
        <div>
          <dt>{t('total')}</dt>
          <dd className="num">{value(totalFen)}</dd>
        </div>
        <div className="tech">
          <dt>{t('tech')}</dt>
          <dd className="num">{value(techFen)}</dd>
        </div>
      </dl>
      {open && <p className="muted two-amounts-note">{t('open')}</p>}
    </>
  )
}

const tones: Record<string, Tone> = {
  draft: 'neutral', confirming: 'wait', confirmed: 'teal', submitted: 'wait', returned: 'bad', accepted: 'wait', awaitNumber: 'wait',
  registered: 'good', refused: 'bad', cancelled: 'neutral', withdrawn: 'bad',
}

export function ContractStateTag({ state, name }: { state: string; name?: string }) {
  const say = useSay()
  return <ToneTag tone={tones[state] ?? 'neutral'}>{say(word(['contractStates', 'registrationStates'], state, name))}</ToneTag>
}
