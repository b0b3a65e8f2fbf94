import { Button, Form, Input } from 'antd'
import type { Contract } from '@/lib/api/contracts'
import type { StoredFile } from '@/lib/api/files'
import { messages, useT } from '@/lib/i18n/language'
import { DateField } from '@/ui/date-field'
import { FileField } from '@/ui/file-field'
import { MoneyInput, moneyRule } from '@/ui/money-input'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { today } from './clock'
import { useStep } from './use-step'

const texts = messages({
  register: ['录入登记编号', 'Enter the registration number'],
  registerText: ['先在国家系统办理登记，再把 16 位登记编号抄到这里。录入后合同计入登记日期所在月份的统计。', 'Register in the national system first, then copy the 16 digits. From then on the contract counts in the month of its date.'],
  elsewhere: ['录入异地登记', 'Record registration elsewhere'],
  elsewhereText: ['本地单位向外地购买（吸纳）等在外地登记的合同：照登记证明填写。不计入“登记地”，按双方所在地计入“输出”或“吸纳”。', 'For contracts registered by another registry: copy the certificate. They do not count as registered here, but as output or input.'],
  number: ['登记编号（16 位数字）', 'Registration number (16 digits)'],
  numberBad: ['登记编号为 16 位数字。', 'The number has 16 digits.'],
  date: ['登记日期（照登记证明）', 'Registered on (as on the certificate)'],
  dateHint: ['登记证明上的日期是法定日期：不早于签订日期，不晚于今天，与认定日期无关。', 'The date of the certificate is the legal one: not before the signing, not in the future, whatever the day of recognition.'],
  dateNeeded: ['请填写登记日期。', 'Please give the date.'],
  authority: ['登记机构', 'Registry'],
  authorityNeeded: ['请填写登记机构。', 'Please name the registry.'],
  authorityHere: ['空为本市场登记机构', 'empty: the registry of this market'],
  scan: ['登记证明扫描件', 'Scan of the certificate'],
  scanNeeded: ['请上传登记证明扫描件。', 'Please upload the certificate.'],
  tech: ['证明上的技术交易额（与计算不同时填）', 'Technology value on the certificate (if it differs)'],
  bad: ['请填写金额，最多六位小数。', 'Please give an amount with at most six decimals.'],
})

interface Values {
  number: string
  date: string
  registry?: string
  file?: StoredFile
  techFen?: number | null
}

/** The 登记编号 of the national system: for our own registry, or as another registry gave it. */
export function NumberForm({ contract: c, elsewhere = false }: { contract: Contract; elsewhere?: boolean }) {
  const t = useT(texts)
  const [form] = Form.useForm<Values>()
  const step = elsewhere ? 'elsewhere' : 'register'
  const { take, busy, lines } = useStep(c, step, form)
  const finish = (v: Values) =>
    take({
      number: v.number.replace(/\s/g, ''),
      date: v.date,
      ...(v.registry?.trim() ? { registry: v.registry.trim() } : {}),
      ...(v.file ? { file: v.file.id } : {}),
      ...(elsewhere && v.techFen ? { techFen: v.techFen } : {}),
    })
  return (
    <Panel title={t(step)}>
      <p className="muted">{t(elsewhere ? 'elsewhereText' : 'registerText')}</p>
      <Notice lines={lines} />
      <Form form={form} layout="vertical" requiredMark={false} onFinish={finish}>
        <div className="form-grid">
          <Form.Item name="number" label={t('number')} rules={[{ required: true, transform: (v?: string) => v?.replace(/\s/g, ''), pattern: /^\d{16}$/, message: t('numberBad') }]}>
            <Input inputMode="numeric" maxLength={24} className="num" autoComplete="off" />
          </Form.Item>
          <Form.Item name="date" label={t('date')} extra={t('dateHint')} rules={[{ required: true, message: t('dateNeeded') }]}>
            <DateField min={c.signDate} max={today()} />
          </Form.Item>
          <Form.Item name="registry" label={t('authority')} rules={elsewhere ? [{ required: true, whitespace: true, message: t('authorityNeeded') }] : []}>
            <Input maxLength={100} placeholder={elsewhere ? undefined : t('authorityHere')} />
          </Form.Item>
          {elsewhere && (
            <Form.Item name="techFen" label={t('tech')} rules={[moneyRule(t('bad'))]}>
              <MoneyInput />
            </Form.Item>
          )}
          <Form.Item name="file" label={t('scan')} className="full" rules={elsewhere ? [{ required: true, message: t('scanNeeded') }] : []}>
            <FileField accept=".pdf,.ofd,.jpg,.jpeg,.png" />
          </Form.Item>
        </div>
        <Button type="primary" htmlType="submit" loading={busy} data-step={step}>
          {t(step)}
        </Button>
      </Form>
    </Panel>
  )
}
