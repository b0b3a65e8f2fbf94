// English sides of what the server says of the layout of imported tables, of updates and of whole batches; see server.ts.

export const importFaults: readonly (readonly [string, string])[] = [
  ['“{1}”上面没有可以沿用的内容，这一格按空白处理。', 'There is nothing above “{1}” to repeat; the cell counts as empty.'],
  ['“{1}”按{2}的“{3}”读取，这一列以下相同。', '“{1}” was read as “{3}” ({2}); the same below in this column.'],
  ['一次最多导入 {1} 行。请分成几个文件上传。', 'One import takes at most {1} rows. Please upload several files.'],
  ['没有工作表“{1}”，请从列表中选择。', 'There is no sheet “{1}”; choose one of the list.'],
  ['表头所在的行请填行号，如 3。', 'Give the row number of the header, such as 3.'],
  ['还不知道哪一列是“{1}”。请先指定表头所在的行和各列的对应，再导入。', 'It is not known which column is “{1}”. Point at the header row and map the columns first.'],
  ['这一行与第 {1} 行是同一条，此格内容不同，未读取。', 'This row goes on with row {1}; the cell differs and was not read.'],
]
