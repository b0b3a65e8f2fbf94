package document

import (
	"fmt"
	"strings"
)

// The parts of a .docx beside its text.
const (
	contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>` +
		`<Override PartName="/word/document.xml" ContentType="` + wordType + `document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="` + wordType + `styles+xml"/>` +
		`<Override PartName="/word/settings.xml" ContentType="` + wordType + `settings+xml"/>` +
		`<Override PartName="/word/footer1.xml" ContentType="` + wordType + `footer+xml"/>` +
		`<Override PartName="/word/footer2.xml" ContentType="` + wordType + `footer+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="` +
		`application/vnd.openxmlformats-package.core-properties+xml"/></Types>`
	wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml."

	relsNS      = "http://schemas.openxmlformats.org/package/2006/relationships"
	officeRels  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	packageRels = `<Relationships xmlns="` + relsNS + `"><Relationship Id="rId1" Type="` + officeRels +
		`officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="` + relsNS +
		`/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

	settings = `<w:settings xmlns:w="` + mainNS + `"><w:evenAndOddHeaders/>` +
		`<w:characterSpacingControl w:val="compressPunctuation"/>` +
		`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" ` +
		`w:val="15"/></w:compat></w:settings>`
)

const mainNS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

func (x *docx) core(d *Document) string {
	return `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` + escape(strings.Join(lines(d.Title), " ")) +
		`</dc:title></cp:coreProperties>`
}

func (x *docx) rels() string {
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="` + relsNS + `">`)
	for i, part := range []string{"styles", "settings", "footer1", "footer2"} {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s%s" Target="%s.xml"/>`, i+1, officeRels,
			strings.TrimRight(part, "12"), part)
	}
	for i := range x.pictures {
		fmt.Fprintf(&b, `<Relationship Id="rIdImage%d" Type="%simage" Target="media/image%d.png"/>`, i+1,
			officeRels, i+1)
	}
	b.WriteString("</Relationships>")
	return b.String()
}

// footer is the page number at a side, one character in; see pages.number.
func footer(side string) string {
	run := func(inner string) string {
		return `<w:r><w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="28"/></w:rPr>` +
			inner + `</w:r>`
	}
	ind := `<w:ind w:` + side + `="280"/>`
	return `<w:ftr xmlns:w="` + mainNS + `"><w:p><w:pPr><w:pStyle w:val="Footer"/>` + ind + `<w:jc w:val="` +
		side + `"/></w:pPr>` +
		run(`<w:t xml:space="preserve">— </w:t>`) + run(`<w:fldChar w:fldCharType="begin"/>`) +
		run(`<w:instrText xml:space="preserve"> PAGE </w:instrText>`) + run(`<w:fldChar w:fldCharType="separate"/>`) +
		run(`<w:t>1</w:t>`) + run(`<w:fldChar w:fldCharType="end"/>`) + run(`<w:t xml:space="preserve"> —</w:t>`) +
		`</w:p></w:ftr>`
}

// look is a paragraph style. Size is in half points, line in twips.
type look struct {
	id, name, font string
	size           int
	props          string
}

// spacing narrows the text of 3号.
func (l look) spacing() int {
	if l.size == 2*sizeBody {
		return narrow
	}
	return 0
}

// exact is a line of a fixed height. Pictures would be cut in it, so Picture has none.
func exact(line int) string { return fmt.Sprintf(`<w:spacing w:line="%d" w:lineRule="exact"/>`, line) }

const flush = `<w:ind w:firstLineChars="0" w:firstLine="0"/>`

// looks are the styles, in the order of ECMA-376 part 1, 17.3.1.26 within their properties.
var looks = []look{
	{"Title", "Title", "方正小标宋简体", 44, `<w:snapToGrid w:val="0"/>` +
		`<w:spacing w:after="580" w:line="720" w:lineRule="exact"/>` + flush +
		`<w:contextualSpacing/><w:jc w:val="center"/><w:outlineLvl w:val="9"/>`},
	{"Heading1", "heading 1", "黑体", 32, `<w:keepNext/>` + exact(linePitch) + `<w:outlineLvl w:val="0"/>`},
	{"Heading2", "heading 2", "楷体_GB2312", 32, `<w:keepNext/>` + exact(linePitch) + `<w:outlineLvl w:val="1"/>`},
	{"Heading3", "heading 3", "仿宋_GB2312", 32, `<w:keepNext/>` + exact(linePitch) + `<w:outlineLvl w:val="2"/>`},
	{"Heading4", "heading 4", "仿宋_GB2312", 32, `<w:keepNext/>` + exact(linePitch) + `<w:outlineLvl w:val="3"/>`},
	{"Cell", "Table Cell", "仿宋_GB2312", 24, `<w:snapToGrid w:val="0"/>` + exact(400) + flush + `<w:jc w:val="left"/>`},
	{"CellHead", "Table Head", "黑体", 24, `<w:snapToGrid w:val="0"/>` + exact(400) + flush + `<w:jc w:val="center"/>`},
	{"Sign", "Signature Line", "仿宋_GB2312", 32, `<w:keepNext/>` + exact(linePitch) + flush + `<w:jc w:val="left"/>`},
	{"Gap", "Gap", "仿宋_GB2312", 16, `<w:snapToGrid w:val="0"/>` + exact(160) + flush},
	{"Picture", "Picture", "仿宋_GB2312", 32, `<w:spacing w:line="240" w:lineRule="auto"/>` + flush +
		`<w:jc w:val="left"/>`},
	{"Footer", "footer", "宋体", 28, `<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>` + flush},
}

// styles are those of the paper: text of 3号 in lines of 29 points, indented by two characters.
func styles(lang string) string {
	if lang == "" {
		lang = "zh-CN"
	}
	fonts := func(eastAsia string) string {
		return `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="` + eastAsia +
			`" w:cs="Times New Roman"/>`
	}
	var b strings.Builder
	b.WriteString(`<w:styles xmlns:w="` + mainNS + `"><w:docDefaults><w:rPrDefault><w:rPr>` + fonts("仿宋_GB2312") +
		`<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="` + escape(lang) +
		`" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr>` +
		exact(linePitch) +
		`<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/></w:pPr>` +
		fmt.Sprintf(`<w:rPr><w:spacing w:val="%d"/></w:rPr></w:style>`, narrow))
	for _, l := range looks {
		fmt.Fprintf(&b, `<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/>`+
			`<w:basedOn w:val="Normal"/><w:pPr>%s</w:pPr>`+
			`<w:rPr>%s<w:spacing w:val="%d"/><w:sz w:val="%d"/><w:szCs w:val="%[6]d"/></w:rPr></w:style>`, l.id,
			l.name, l.props,
			fonts(l.font), l.spacing(), l.size)
	}
	line := ""
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		line += `<w:` + side + ` w:val="single" w:sz="4" w:space="0" w:color="000000"/>`
	}
	b.WriteString(`<w:style w:type="table" w:default="1" w:styleId="Plain"><w:name w:val="Normal Table"/><w:tblPr>` +
		`<w:tblInd w:w="0" w:type="dxa"/>` +
		`<w:tblCellMar><w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>` +
		`</w:style>` +
		`<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:basedOn w:val="Plain"/><w:tblPr>` +
		`<w:tblBorders>` + line +
		`</w:tblBorders><w:tblCellMar><w:top w:w="80" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>` +
		`<w:bottom w:w="80" w:type="dxa"/>` +
		`<w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>`)
	return b.String()
}
