package sheet

import (
	"bytes"
	"strings"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// unmarked16 recognises UTF-16 without a byte-order mark. The zero bytes of commas, digits and line ends all lie on one
// side. On the other side only rare characters have one, such as 需 (U+9700). Low and high are the positions of the
// bytes of a unit.
func unmarked16(data []byte) (low, high int, ok bool) {
	var zeros [2]int
	for i, b := range data[:len(data)&^1] {
		if b == 0 {
			zeros[i&1]++
		}
	}
	switch {
	case len(data) < 4, zeros[0] == zeros[1]:
		return 0, 0, false
	case zeros[1] > zeros[0]:
		low, high = 0, 1
	default:
		low, high = 1, 0
	}
	text, err := fromUTF16(data[:len(data)&^1], low, high)
	return low, high, err == nil && readable(text)
}

// readable reports whether decoded text is free of characters that no table has: control, broken or unused ones.
func readable(text []byte) bool {
	return bytes.IndexFunc(text, func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == unicode.ReplacementChar ||
			unicode.Is(unicode.Co, r) || unicode.Is(unicode.Cs, r) ||
			r > ' ' && !unicode.IsPrint(r) && r != 0xfeff && !unicode.IsSpace(r)
	}) < 0
}

// frequent are characters that every Chinese table holds, in both scripts. The same bytes in the wrong encoding give
// rare characters.
const frequent = "的一是在不了有人大中上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動同工也能下过過子说說产產种種面而方后後多定行学學法所民得经經十三之进進着等部度家电電力里裡如水化高自二" +
	"理起小物现現" +
	"实實加量都两兩体體制机機当當使点點从從业業本去把性好应應开開它合还還因由其些然前外政四日那社义義事平形相全表间間样樣与與关關各重新线線内內数數正心反你明看原又利比或但质質气氣第向道命此变變条條只没沒结結解问問意建月公无無系" +
	"系統统技术術需求名称稱单單位容预預算联聯络絡繫电話话号號地址址企乡鄉镇鎮县縣市区區农農茶糖项項目类類别別备備注註材料加工设設指标標成果简簡介专專利万萬元"

// familiar is the share of frequent characters in the Chinese text, 0 to 1.
func familiar(text []byte) float64 {
	known, all := 0, 0
	for _, r := range string(text) {
		if r >= 0x2e80 {
			if all++; strings.ContainsRune(frequent, r) {
				known++
			}
		}
	}
	if all == 0 {
		return 0
	}
	return float64(known) / float64(all)
}

// big5Sample is the number of bytes that are decoded both ways to tell Big5 from GB18030.
const big5Sample = 64 << 10

// asBig5 decodes Big5, the encoding of Excel on a system with traditional characters. It counts only where the first
// lines look far more like Chinese than in GB18030.
func asBig5(data []byte) (text []byte, ok bool) {
	sample := data
	if len(sample) > big5Sample {
		sample = sample[:big5Sample]
		if i := bytes.LastIndexByte(sample, '\n'); i > 0 {
			sample = sample[:i]
		}
	}
	big5, err := traditionalchinese.Big5.NewDecoder().Bytes(sample)
	if err != nil || !readable(big5) {
		return nil, false
	}
	gb, err := simplifiedchinese.GB18030.NewDecoder().Bytes(sample)
	if share := familiar(big5); share < 0.2 || err == nil && share <= 2*familiar(gb) {
		return nil, false
	}
	text, err = traditionalchinese.Big5.NewDecoder().Bytes(data)
	return text, err == nil && readable(text)
}
