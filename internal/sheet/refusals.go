package sheet

import "kebang/internal/fault"

// Why a file is refused. Imports keep these sentences.
var (
	noSheet = fault.Kept("sheet-none-visible", "文件里没有可见的工作表。请取消隐藏后再上传。",
		"The file has no visible sheet. Unhide one and upload again.")
	otherXML = fault.Kept("sheet-other-xml", "这是 XML 文件，不是能读取的表格。请用 Excel、Word 或 WPS 打开后另存为 .xlsx 或 .docx 再上传。",
		"This is XML and no table that can be read. Open it in Excel, Word or WPS, save it as .xlsx or .docx and "+
			"upload again.")
	docType = fault.Kept("sheet-doctype", "文件里有文档类型声明，已拒绝读取。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。",
		"The file declares a document type and was refused. Open it in Excel or WPS, save it as .xlsx and upload "+
			"again.")
	oddShape = fault.Kept("sheet-odd-shape", "文件结构异常，无法读取。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。",
		"The file has an odd structure and cannot be read. Open it in Excel or WPS, save it as .xlsx and upload "+
			"again.")
	oldWord = fault.Kept("sheet-old-word", "这是旧版 Word 或 WPS 文字文件（.doc、.wps）。请用 Word 或 WPS 打开，另存为 .docx 再上传。",
		"This is an old text file of Word or WPS (.doc, .wps). Open it in Word or WPS, save it as .docx and "+
			"upload again.")
	mail = fault.Kept("sheet-mail", "这是邮件。请把邮件里的附件存下来，再上传附件。",
		"This is a mail. Save what is attached to it and upload that.")
	noWorkbook = fault.Kept("sheet-no-workbook", "文件里没有工作簿。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。",
		"The file holds no workbook. Open it in Excel or WPS, save it as .xlsx and upload again.")
	oldExcel = fault.Kept("sheet-old-excel", "这是 Excel 95 或更早的文件，不能读取。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。",
		"This file of Excel 95 or older cannot be read. Open it in Excel or WPS, save it as .xlsx and upload "+
			"again.")
	tooDeep = fault.Kept("sheet-tables-too-deep", "网页的表格嵌套过深，无法读取。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。",
		"The tables of the page are nested too deep. Open it in Excel or WPS, save it as .xlsx and upload again.")
	mailOrPage = fault.Kept("sheet-mail-or-page", "这是邮件或网页文件，不是表格。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。",
		"This is a mail or a web page, no table. Open it in Excel or WPS, save it as .xlsx and upload again.")
	outsideCells = fault.Kept("sheet-cells-outside", "文件里有行号或列号不存在的单元格。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。",
		"The file has cells in rows or columns that do not exist. Open it in Excel or WPS, save it as .xlsx and "+
			"upload again.")
	blank = fault.Kept("sheet-blank", "文件里没有内容。请检查后重新选择文件。",
		"There is nothing in the file. Look again and choose the right one.")
	jsonList = fault.Kept("sheet-json-list", "这是一个 JSON 数组。请改成每行一个对象的 .jsonl 文件，或另存为 .xlsx。",
		"This is a JSON array. Make it .jsonl with an object in each line, or .xlsx.")
	jsonLine = fault.Kept("sheet-json-line", "第 %d 行不是完整的 JSON 对象。请检查该行的引号、逗号和括号。",
		"Line %d is no whole JSON object. Check its quotes, commas and brackets.")
	halfUTF16 = fault.Kept("sheet-half-utf16", "UTF-16 文件不完整。请重新导出，或另存为 .xlsx 再上传。",
		"The UTF-16 file is not whole. Export it again, or save it as .xlsx and upload again.")
	macroWord = fault.Kept("sheet-macro-word", "这是带宏的 Word 文件（.docm），已拒绝读取。请另存为不带宏的 .docx 再上传。",
		"This is a Word file with macros (.docm) and was refused. Save it as .docx without macros and upload "+
			"again.")
	wordNoTable = fault.Kept("sheet-word-no-table", "Word 文件里没有表格。请把内容填进模板里的表格，或另存为 .xlsx 再上传。",
		"The Word file has no table. Fill in the table of the template, or save it as .xlsx and upload again.")
	emptyFile = fault.Kept("sheet-empty", "文件是空的。请检查后重新选择文件。",
		"The file is empty. Look again and choose the right one.")
	pageNoTable = fault.Kept("sheet-page-no-table", "网页里没有表格，内容可能在同名的文件夹里。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。",
		"The page has no table; it may be in the folder of the same name. Open it in Excel or WPS, save it as "+
			".xlsx and upload again.")
	emptyPack = fault.Kept("sheet-empty-archive", "压缩包是空的。请检查后重新选择文件。",
		"The archive is empty. Look again and choose the right one.")
	packInPack = fault.Kept("sheet-archive-in-archive", "压缩包里还有压缩包，没有读取。请解压后把里面的表格直接压进来。",
		"There is an archive in the archive, which was not read. Unpack it and put its tables into the outer one.")
	binaryBook = fault.Kept("sheet-xlsb", "这是二进制工作簿（.xlsb），不能读取。请用 Excel 或 WPS 打开，另存为 .xlsx 再上传。",
		"This is a binary workbook (.xlsb). Open it in Excel or WPS, save it as .xlsx and upload again.")
	iWork = fault.Kept("sheet-iwork", "这是 Numbers 或 Pages 文件，不能读取。请导出为 Excel（.xlsx）或 Word（.docx）再上传。",
		"This is a file of Numbers or Pages. Export it as Excel (.xlsx) or Word (.docx) and upload that.")
	openDocument = fault.Kept("sheet-opendocument",
		"这是 OpenDocument 文件（.ods、.odt），不能读取。请用 WPS 或 LibreOffice 打开，另存为 .xlsx 再上传。",
		"This is OpenDocument (.ods, .odt). Open it in WPS or LibreOffice, save it as .xlsx and upload again.")
	ofd = fault.Kept("sheet-ofd", "这是 OFD 文件，不是表格。请向填报人要 Excel 或 Word 原件；没有原件时，请照原文填入模板再上传。",
		"This is OFD, no table. Ask for the Excel or Word original; without one, copy it into the template and "+
			"upload that.")
	rtf = fault.Kept("sheet-rtf", "这是写字板（RTF）文件，不能读取。请用 Word 或 WPS 打开，另存为 .docx 再上传。",
		"This is RTF. Open it in Word or WPS, save it as .docx and upload again.")
	otherFile = fault.Kept("sheet-other", "这不是表格。请上传 .xlsx、.xls、.docx、.csv、.jsonl 文件，或把几个文件压成 .zip。",
		"This is no table. Upload .xlsx, .xls, .docx, .csv or .jsonl, or several of them in one .zip.")
	pdf = fault.Kept("sheet-pdf", "这是 PDF 文件，不是表格。请向填报人要 Excel 或 Word 原件；没有原件时，用 WPS 的“PDF 转 Excel”转换，核对后再上传。",
		"This is PDF, no table. Ask for the Excel or Word original; without one, convert it with WPS (PDF to "+
			"Excel), compare and upload that.")
	picture = fault.Kept("sheet-picture", "这是图片，不是表格。请向填报人要 Excel 或 Word 原件；没有原件时，请照图填入模板再上传。",
		"This is a picture, no table. Ask for the Excel or Word original; without one, copy it into the template "+
			"and upload that.")
	otherPack = fault.Kept("sheet-other-archive", "这是 .rar、.7z 一类的压缩包，不能读取。请解压后上传里面的表格，或改压成 .zip。",
		"This archive (.rar, .7z or the like) cannot be read. Unpack it and upload its tables, or pack them as "+
			".zip.")
)
