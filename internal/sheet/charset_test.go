package sheet

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// TestEncodings reads one table in each encoding that Excel and old systems write.
func TestEncodings(t *testing.T) {
	simple := "企业名称,需求名称,需求内容,预算（万元）\n清河制糖有限公司,滤布再生,滤布更换频繁，能耗高。,80\n"
	traditional := "企業名稱,需求名稱,需求內容,預算（萬元）\n清河製糖有限公司,濾布再生,濾布更換頻繁，能耗高。,80\n"
	le, be := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), unicode.UTF16(unicode.BigEndian,
		unicode.IgnoreBOM)
	for name, c := range map[string]struct {
		enc  encoding.Encoding
		text string
	}{
		"utf-16 le": {le, simple}, "utf-16 be": {be, simple}, "gb18030": {simplifiedchinese.GB18030,
			simple}, "gbk": {simplifiedchinese.GBK, simple},
		"big5": {traditionalchinese.Big5, traditional}, "gbk of traditional text": {simplifiedchinese.GBK,
			traditional}, "utf-16 le of traditional text": {le, traditional},
		"a short name in gbk": {simplifiedchinese.GBK, "a,甲\n"}, "rare characters in gbk": {simplifiedchinese.GBK,
			"冼,蕹菜,翡翠\n"},
	} {
		for _, page := range []bool{false, true} {
			text := c.text
			if page {
				text = "<html><table><tr><td>" +
					strings.ReplaceAll(strings.ReplaceAll(strings.TrimSpace(text), "\n", "</td></tr><tr><td>"), ",",
						"</td><td>") + "</td></tr></table></html>"
			}
			data, err := c.enc.NewEncoder().Bytes([]byte(text))
			if err != nil {
				t.Fatal(name, err)
			}
			b, err := Open(bytes.NewReader(data), int64(len(data)), "a.csv", Limits{})
			if err != nil {
				t.Errorf("%s, page %v: %v", name, page, err)
				continue
			}
			var got []string
			for _, r := range b.Sheets[0].Rows {
				got = append(got, strings.Join(r.Cells, ","))
			}
			if strings.Join(got, "\n") != strings.TrimSpace(c.text) {
				t.Errorf("%s, page %v: %q", name, page, got)
			}
		}
	}
}
