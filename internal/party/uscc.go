package party

import (
	"strings"

	"golang.org/x/text/width"

	"kebang/internal/fault"
	"kebang/internal/region"
)

// The alphabet of GB 32100-2015: digits and capital letters without I, O, S, V, Z.
const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

var usccWeights = [17]int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28}

// USCC normalises a 统一社会信用代码 to narrow capital characters without spaces and checks it by GB 32100-2015. It has 18
// characters of the alphabet, six digits of the registration place, and the check character. The place must lie in a
// province, or be the nation (100000). Below the province registries use codes of their own, for zones and for former
// places. Codes of the faults: uscc-form, uscc-is-id-card, uscc-place, uscc-check-character.
func USCC(text string) (string, error) {
	s := strings.ToUpper(strings.Join(strings.Fields(width.Narrow.String(text)), ""))
	if len(s) != 18 {
		return "", fault.Of(fault.Invalid, fault.T("uscc-form",
			"统一社会信用代码应为18位数字和大写字母，请核对营业执照或法人证书。",
			"A social credit code has 18 digits and capital letters; see the business licence."))
	}
	if likeIDCard(s) && !region.Valid(s[2:8]) {
		return "", fault.Of(fault.Invalid, fault.T("uscc-is-id-card",
			"这像是个人的身份证号，不是统一社会信用代码；请填写营业执照或法人证书上的 18 位代码，不要上传身份证号。",
			"This looks like the number of an ID card, not a social credit code. Give the 18 characters of the "+
				"licence, and upload no ID numbers."))
	}
	sum := 0
	for i := range 17 {
		v := strings.IndexByte(usccAlphabet, s[i])
		if v < 0 || i >= 2 && i < 8 && v > 9 {
			return "", fault.Of(fault.Invalid, fault.T("party-uscc-form",
				"统一社会信用代码第%d位“%s”有误，请核对营业执照或法人证书（不含字母I、O、S、V、Z）。",
				"Sign %d of the social credit code, “%s”, is wrong; see the licence (I, O, S, V and Z do not occur)."),
				i+1, s[i:i+1])
		}
		sum += v * usccWeights[i]
	}
	if !province(s[2:4]) && s[2:8] != region.National {
		return "", fault.Of(fault.Invalid, fault.T("uscc-place",
			"统一社会信用代码第3至8位“%s”不是登记机关所在地的行政区划代码，请核对营业执照或法人证书。",
			"Digits 3 to 8 of the social credit code, “%s”, are no place of registration; see the licence."), s[2:8])
	}
	if want := usccAlphabet[(31-sum%31)%31]; s[17] != want {
		return "", fault.Of(fault.Invalid, fault.T("uscc-check-character",
			"统一社会信用代码的校验码（最后一位）不符，请逐位核对是否录错。",
			"The check character (the last one) of the social credit code is wrong; compare it sign by sign."))
	}
	return s, nil
}
