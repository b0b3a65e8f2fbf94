import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, Form, Input, Select } from 'antd'
import { useState } from 'react'
import type { StoredFile } from '@/lib/api/files'
import { useRecordForm } from '@/lib/form/use-record-form'
import { messages, useLanguage, useSay, useT } from '@/lib/i18n/language'
import { useIndustryName, useReference } from '@/lib/reference'
import { useOptions, word } from '@/lib/vocabulary'
import { DateField } from '@/ui/date-field'
import { FileField } from '@/ui/file-field'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/page'
import { Stale } from '@/ui/stale'
import { expertQuery, fileAs, postExpert, putExpert, type PoolExpert, type PoolExpertForm } from './api'
import '@/ui/form.css'

const texts = messages({
  basics: ['基本信息', 'Basics'],
  name: ['姓名', 'Name'],
  title: ['职称、职务', 'Title'],
  phone: ['电话', 'Telephone'],
  fields: ['专业领域（一级产业，可多选）', 'Fields (industries of level 1)'],
  account: ['平台账号（评审专家角色，可不填）', 'Account with the role of an expert (optional)'],
  accountHelp: ['没有账号的专家用一次性链接评审', 'Without an account the expert acts by a one-time link'],
  units: ['单位', 'Units'],
  unitsHelp: ['第一行是现单位；近三年的原单位也要填写，用于回避核查。', 'The present unit comes first; former units of three years count for relations.'],
  unit: ['单位全称', 'Full name'],
  uscc: ['统一社会信用代码', 'Social credit code'],
  until: ['离开日期（现单位留空）', 'Left on (empty while it lasts)'],
  addUnit: ['添加单位', 'Add a unit'],
  removeUnit: ['删除第 {n} 个单位', 'Remove unit {n}'],
  source: ['来源', 'Source'],
  document: ['名单或函件文号', 'Number of the list or letter'],
  paper: ['名单或函件扫描件', 'Scan of the list or letter'],
  paperName: ['已上传的文件', 'Uploaded file'],
  ties: ['与单位的关系', 'Relations to units'],
  tiesHelp: ['没有填写的关系按“未查”处理，由专家声明；“有”的自动回避。“有”和“无”须写明依据和日期。', 'What is not filled in is not looked into and rests on the declaration; yes keeps the expert out. Yes and no need source and day.'],
  with: ['对方单位', 'Unit'],
  withCode: ['对方信用代码', 'Its code'],
  kind: ['关系', 'Relation'],
  verdict: ['有无', 'Verdict'],
  proof: ['依据', 'Source'],
  on: ['核查日期', 'Day'],
  addTie: ['添加关系', 'Add a relation'],
  removeTie: ['删除第 {n} 条关系', 'Remove relation {n}'],
  state: ['核实与在库', 'Identity and pool'],
  confirmed: ['已核对姓名和现单位（凭证件或单位证明）', 'Name and present unit were looked into'],
  left: ['出库，不再参加抽取', 'Out of the pool'],
  needed: ['请填写。', 'Please fill this in.'],
  save: ['保存', 'Save'],
  cancel: ['取消', 'Cancel'],
  saved: ['专家信息已保存', 'Expert saved'],
})

interface Values extends Omit<PoolExpertForm, 'paper'> {
  file?: StoredFile | null
}

const valuesOf = (e: PoolExpert, name: string): Values => ({
  name: e.name, title: e.title, phone: e.phone, account: e.account, fields: e.fields, posts: e.posts, source: e.source, document: e.document, ties: e.ties, left: e.left, confirmed: e.identified,
  file: fileAs(e.paper, name),
})

const body = ({ file, ...v }: Values): PoolExpertForm => ({
  ...v, posts: v.posts ?? [], ties: v.ties ?? [], fields: v.fields ?? [], confirmed: v.confirmed ?? false, left: v.left ?? false, paper: file?.id ?? '',
})

/** A credit code as the server takes it. */
const code = (v: string | undefined) => v?.trim().toUpperCase()

/** What the officer writes about an expert of the pool. */
export function ExpertForm({ expert: now, done }: { expert?: PoolExpert; done: () => void }) {
  const t = useT(texts)
  const say = useSay()
  const lang = useLanguage()
  const options = useOptions()
  const industry = useIndustryName()
  const { data: reference } = useReference()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const [expert] = useState(now) // what the form was opened on; the page reads it anew meanwhile
  const record = useRecordForm<Values, PoolExpert>({
    form,
    start: { value: expert ? valuesOf(expert, t('paperName')) : { posts: [{}], source: 'own' }, rev: expert?.rev ?? 0 },
    load: expert && (() => client.fetchQuery({ ...expertQuery(expert.id), staleTime: 0 }).then((e) => ({ value: valuesOf(e, t('paperName')), rev: e.rev }))),
    save: (v, rev, key) => (expert ? putExpert(expert.id, rev, body(v)) : postExpert(body(v), key)),
    changes: ['experts'],
    place: (p) => (p[0] === 'paper' ? ['file'] : p[0] === 'fields' ? ['fields'] : p[0] === 'posts' && p.length === 1 ? ['posts', 0, 'name'] : p[0] === 'ties' && p.length === 2 ? [...p, 'source'] : p),
    done: () => {
      message.success(t('saved'))
      done()
    },
  })
  const source = Form.useWatch('source', form)
  const rule = [{ required: true, message: t('needed') }]
  return (
    <Form form={form} layout="vertical" requiredMark={false} initialValues={expert ? valuesOf(expert, t('paperName')) : { posts: [{}], source: 'own', ties: [] }} scrollToFirstError onFinish={(v) => record.save(v)}>
      <div className="stack">
        <Stale
          record={record}
          word={(path, v) => (path === 'source' ? say(word('expertSources', String(v))) : path === 'fields' ? industry(String(v)) : undefined)}
          label={(path) => (path === 'posts' ? t('units') : path === 'ties' ? t('ties') : undefined)}
        />
        <Notice lines={record.lines} />
        <Panel title={t('basics')}>
          <div className="form-grid">
            <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
              <Input maxLength={200} autoComplete="off" />
            </Form.Item>
            <Form.Item name="title" label={t('title')}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name="fields" label={t('fields')} rules={rule}>
              <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={(reference?.industries ?? []).map((i) => ({ value: i.code, label: lang === 'en' && i.english ? i.english : i.name }))} />
            </Form.Item>
            <Form.Item name="phone" label={t('phone')}>
              <Input maxLength={200} inputMode="tel" autoComplete="off" />
            </Form.Item>
            <Form.Item name="account" label={t('account')} extra={t('accountHelp')}>
              <Input maxLength={200} autoComplete="off" autoCapitalize="none" spellCheck={false} />
            </Form.Item>
            <Form.Item name="source" label={t('source')} rules={rule}>
              <Select options={options('expertSources')} />
            </Form.Item>
            <Form.Item name="document" label={t('document')} rules={source === 'own' ? [] : rule}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name="file" label={t('paper')}>
              <FileField label={t('paper')} />
            </Form.Item>
          </div>
        </Panel>
        <Panel title={t('units')}>
          <p className="muted">{t('unitsHelp')}</p>
          <Form.List name="posts">
            {(rows, { add, remove }) => (
              <>
                {rows.map(({ key, name }) => (
                  <div key={key} className="form-grid three">
                    <Form.Item name={[name, 'name']} label={t('unit')} rules={rule}>
                      <Input maxLength={200} />
                    </Form.Item>
                    <Form.Item name={[name, 'uscc']} label={t('uscc')} normalize={code}>
                      <Input maxLength={20} autoCapitalize="characters" spellCheck={false} />
                    </Form.Item>
                    {name > 0 && (
                      <div className="row">
                        <Form.Item name={[name, 'until']} label={t('until')}>
                          <DateField />
                        </Form.Item>
                        <Button type="text" danger icon={<MinusCircleOutlined />} aria-label={t('removeUnit', { n: name + 1 })} onClick={() => remove(name)} />
                      </div>
                    )}
                  </div>
                ))}
                <Button icon={<PlusOutlined />} onClick={() => add({})}>
                  {t('addUnit')}
                </Button>
              </>
            )}
          </Form.List>
        </Panel>
        <Panel title={t('ties')}>
          <p className="muted">{t('tiesHelp')}</p>
          <Form.List name="ties">
            {(rows, { add, remove }) => (
              <>
                {rows.map(({ key, name }) => (
                  <div key={key} className="form-grid three gap-below">
                    <Form.Item name={[name, 'with', 'name']} label={t('with')} rules={rule}>
                      <Input maxLength={200} />
                    </Form.Item>
                    <Form.Item name={[name, 'with', 'uscc']} label={t('withCode')} normalize={code}>
                      <Input maxLength={20} autoCapitalize="characters" spellCheck={false} />
                    </Form.Item>
                    <Form.Item name={[name, 'kind']} label={t('kind')} rules={rule}>
                      <Select options={options('expertRelations')} />
                    </Form.Item>
                    <Form.Item name={[name, 'verdict']} label={t('verdict')} rules={rule}>
                      <Select options={options('bidVerdicts')} />
                    </Form.Item>
                    <Form.Item name={[name, 'source']} label={t('proof')}>
                      <Input maxLength={200} />
                    </Form.Item>
                    <div className="row">
                      <Form.Item name={[name, 'on']} label={t('on')}>
                        <DateField />
                      </Form.Item>
                      <Button type="text" danger icon={<MinusCircleOutlined />} aria-label={t('removeTie', { n: name + 1 })} onClick={() => remove(name)} />
                    </div>
                  </div>
                ))}
                <Button icon={<PlusOutlined />} onClick={() => add({})}>
                  {t('addTie')}
                </Button>
              </>
            )}
          </Form.List>
        </Panel>
        <Panel title={t('state')}>
          <Form.Item name="confirmed" valuePropName="checked" style={{ marginBottom: 8 }}>
            <Checkbox>{t('confirmed')}</Checkbox>
          </Form.Item>
          {expert && (
            <Form.Item name="left" valuePropName="checked" style={{ marginBottom: 0 }}>
              <Checkbox>{t('left')}</Checkbox>
            </Form.Item>
          )}
        </Panel>
        <div className="row">
          <Button type="primary" htmlType="submit" loading={record.busy}>
            {t('save')}
          </Button>
          <Button onClick={done}>{t('cancel')}</Button>
        </div>
      </div>
    </Form>
  )
}
