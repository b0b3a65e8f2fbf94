// English sides of what the server says of the layout of imported tables, of updates and of whole batches; see server.ts.

export const importFaults: readonly (readonly [string, string])[] = [
  [
    '系统中没有这一条可以更新；要新增，请补上“{1}”一列再导入。',
    'There is nothing here to update; to add it, give the column “{1}” and import again.',
  ],
  [
    '这一行比表头长，表头之外的内容没有读取；如果是内容里的逗号没有加引号，请改正后重新导入。',
    'This line is longer than the header, and what lies beyond was not read. If commas in the text are not quoted, mend them and import again.',
  ],
  ['“{1}”没有读入：没有找到它指的内容，请写出来。', '“{1}” was not read: what it points at was not found; write it out.'],
  [
    '这一列与 {1} 列（{2}）是同一栏，只读取了 {3} 列；要读这一列请改它的表头，或在导入页面另行对应。',
    'This column means the same as column {1} ({2}); only column {3} was read. To read this one, change its heading or map it on the import page.',
  ],
  ['“{1}”按{2}的“{3}”读取，这一列以下相同。', '“{1}” was read as “{3}” ({2}); the same below in this column.'],
  [
    '{1} 行不同意公开，而系统中的内容已经公开。请选择撤下，或写明理由后保持公开。',
    '{1} rows do not agree to publication, but are public here. Withdraw them, or give the reason for keeping them public.',
  ],
  [
    '系统中的 {1} 已经公开，而这一行不同意公开。导入之前请选择撤下，或写明理由后保持公开。',
    '{1} is public here, and this row does not agree to that. Before importing, choose to withdraw it, or give the reason for keeping it public.',
  ],
  ['保持公开的理由最多 {1} 字。', 'The reason for keeping them public has at most {1} characters.'],
  ['保持公开须写明理由，例如何时、由谁同意。', 'Give the reason for keeping them public, for example who agreed, and when.'],
  [
    '这一行没有名称，读作第 {1} 行那一条的续行；是另一条的，请补上名称。',
    'This row has no title and was read as going on with row {1}; if it is another record, give it a title.',
  ],
  ['“{1}”是 Excel 的日期序号，读作 {2}。', '“{1}” is how Excel counts days; it was read as {2}.'],
  ['{1} 到 {2} 列是旁边的另一张表，没有读取。', 'Columns {1} to {2} are another table beside this one; they were not read.'],
  ['一次最多导入 {1} 行。请分成几个文件上传。', 'One import takes at most {1} rows. Please upload several files.'],
  ['没有工作表“{1}”，请从列表中选择。', 'There is no sheet “{1}”; choose one of the list.'],
  ['表头所在的行请填行号，如 3。', 'Give the row number of the header, such as 3.'],
  ['还不知道哪一列是“{1}”。请先指定表头所在的行和各列的对应，再导入。', 'It is not known which column is “{1}”. Point at the header row and map the columns first.'],
  ['这一行与第 {1} 行是同一条，此格内容不同，未读取。', 'This row goes on with row {1}; the cell differs and was not read.'],
  ['与系统中不同（{1}），未更新：{2}。', 'Differs from what is here ({1}), not updated: {2}.'],
  ['合同已不是草稿，没有撤回。', 'The contract is no draft any more; it was not taken back.'],
  ['命令行导入没有完成，请重新导入这个文件：已写入的行不会重复。', 'The import of the command was broken off. Import the file again: rows already written are not doubled.'],
  ['导入之后已有人改动，没有撤回。', 'Somebody changed it since the import; it was not taken back.'],
  ['已有对接，没有撤回。', 'There is a deal on it; it was not taken back.'],
  ['整批只能提交审核、发布（需求和成果）或撤回。', 'A whole batch can be submitted or published (demands and achievements), or taken back.'],
  ['整批提交审核、发布或撤回。', 'Submit, publish or take back the whole batch.'],
  ['机构在全国库中可能已被引用，不随导入撤回；请在机构页面修改或停用。', 'Organisations may be referred to by others and are not taken back; change or close them on their page.'],
  ['没有被退回的行，全部已导入。', 'No row was refused; all were imported.'],
  ['由主管部门批量导入，请核对内容后提交审核。', 'Imported by the office; check the content, then submit it.'],
  ['登记编号已是系统中合同 {1} 的编号，请核对登记证明。', 'The registration number belongs to contract {1} here; check the certificate.'],
  ['还有 {1} 行是草稿，没有提交也没有发布。', '{1} rows are still drafts, neither submitted nor published.'],
  ['这一批正在办理上一步，请等它完成。', 'The batch is still at the former step; wait until it is done.'],
  ['这一行无法与系统中的记录合并，请联系维护人员。', 'The row cannot be merged with the record here; ask who looks after the program.'],
  ['这次导入还没有完成，请稍后再试。', 'The import is not done yet; try again later.'],
]
