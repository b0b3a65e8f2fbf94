// English sides of the server's sentences on the layout of imported tables, on updates and on whole batches. See
// server.ts.

export const importFaults: readonly (readonly [string, string])[] = [
  [
    '{1} 行不同意公开，而系统中的内容已经公开。请选择撤下，或写明理由后保持公开。',
    '{1} rows do not agree to publication, but are public here. Withdraw them, or give the reason for keeping them public.',
  ],
  ['保持公开的理由最多 {1} 字。', 'The reason for keeping them public has at most {1} characters.'],
  ['保持公开须写明理由，例如何时、由谁同意。', 'Give the reason for keeping them public, for example who agreed, and when.'],
  ['一次最多导入 {1} 行。请分成几个文件上传。', 'One import takes at most {1} rows. Please upload several files.'],
  ['还不知道哪一列是“{1}”。请先指定表头所在的行和各列的对应，再导入。', 'It is not known which column is “{1}”. Point at the header row and map the columns first.'],
  ['合同已不是草稿，没有撤回。', 'The contract is no draft any more; it was not taken back.'],
  ['导入之后已有人改动，没有撤回。', 'Somebody changed it since the import; it was not taken back.'],
  ['已有对接，没有撤回。', 'There is a deal on it; it was not taken back.'],
  ['整批只能提交审核、发布（需求和成果）或撤回。', 'A whole batch can be submitted or published (demands and achievements), or taken back.'],
  ['整批提交审核、发布或撤回。', 'Submit, publish or take back the whole batch.'],
  ['机构在全国库中可能已被引用，不随导入撤回；请在机构页面修改或停用。', 'Organisations may be referred to by others and are not taken back; change or close them on their page.'],
  ['没有被退回的行，全部已导入。', 'No row was refused; all were imported.'],
  ['由主管部门批量导入，请核对内容后提交审核。', 'Imported by the office; check the content, then submit it.'],
  ['还有 {1} 行是草稿，没有提交也没有发布。', '{1} rows are still drafts, neither submitted nor published.'],
  ['这一批正在办理上一步，请等它完成。', 'The batch is still at the former step; wait until it is done.'],
  ['这一行无法与系统中的记录合并，请联系维护人员。', 'The row cannot be merged with the record here; ask who looks after the program.'],
  ['这次导入还没有完成，请稍后再试。', 'The import is not done yet; try again later.'],
]
