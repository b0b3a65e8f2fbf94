import { Form, Input } from 'antd'
import { messages, useSay, useT } from '@/lib/i18n/language'
import { word } from '@/lib/vocabulary'
import { StepButtons } from '@/ui/step-buttons'
import { StepDialog } from '@/ui/step-dialog'
import type { Draw } from './api'
import { LinkButton } from './office-link'

const texts = messages({
  words: ['抽取文字（由监督人 {name} 亲自输入，4 到 200 字，内容自定）', 'Words of the witness {name}, typed by himself: 4 to 200 characters'],
  hint: ['抽取顺序由公告时封存的随机数和这段文字共同算出，任何人都不能事先知道。文字会公开。', 'The order follows from the number sealed at the notice and from these words; nobody can know it before. The words become public.'],
  needed: ['请监督人输入文字。', 'The witness types here.'],
})

/** What the officer may do about a draw: the words at the screen, the link for the witness, making it void. */
export function DrawSteps({ draw: d }: { draw: Draw }) {
  const t = useT(texts)
  const say = useSay()
  const draw = d.steps.find((s) => s.step === 'draw')
  return (
    <>
      {draw && (
        <>
          <StepDialog<{ words: string }> of="draws" id={d.id} rev={d.rev} step="draw" label={say(word('drawSteps', 'draw', draw.label))} primary hint={t('hint')} body={(v) => ({ words: v.words })}>
            <Form.Item name="words" label={t('words', { name: d.witness.name })} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
              <Input maxLength={200} autoComplete="off" />
            </Form.Item>
          </StepDialog>
          <LinkButton of="draws" id={d.id} name={d.witness.name} />
        </>
      )}
      <StepButtons of="draws" id={d.id} rev={d.rev} steps={d.steps} skip={['draw']} />
    </>
  )
}
