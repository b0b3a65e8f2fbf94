// English sides of the server's sentences on single cells of imported tables, and on amounts and words of listings. See
// server.ts.

export const cellFaults: readonly (readonly [string, string])[] = [
  ['填写了最高金额的，请同时填写最低金额；没有下限的填 0。', 'Where a highest amount stands, give the lowest too; 0 where there is none.'],
  ['最高金额不能低于最低金额，请核对两个数。', 'The highest amount is below the lowest; check both.'],
  ['没有“{1}”这一栏，原文用语请写在已有的栏目下。', 'There is no field “{1}”; words of the source belong to a field there is.'],
  ['“{1}”没有写到日，请写成 2025-03-01 或 2025年3月1日。', '“{1}” names no day; write it as 2025-03-01.'],
  ['统一社会信用代码第3至8位“{1}”不是登记机关所在地的行政区划代码，请核对营业执照或法人证书。', 'Digits 3 to 8 of the social credit code, “{1}”, are no place of registration; see the licence.'],
  ['这像是个人的身份证号，不是统一社会信用代码；请填写营业执照或法人证书上的 18 位代码，不要上传身份证号。', 'This looks like the number of an ID card, not a social credit code. Give the 18 characters of the licence, and upload no ID numbers.'],
  ['文件的名称、标题或表格外的文字带有密级或“内部”标志。涉密信息和工作秘密不得上传本平台，文件没有保存；请按保密规定处理，只上传不涉密的内容。', 'The name, a title or a line of the file bears a secrecy mark. Classified and internal information must not be uploaded here; the file was not kept.'],
  [
    '文件里有标为内部、工作秘密或国家秘密的内容，不能只去掉这一部分，文件没有保存。涉密信息和工作秘密不得上传本平台；请删去这些内容后再上传。',
    'The file holds classified or internal information that cannot be taken out by itself; the file was not kept. Such information must not be uploaded here; remove it and upload again.',
  ],
]
