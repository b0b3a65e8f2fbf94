package registry

import (
	"encoding/json"
	"fmt"

	"kebang/internal/contract"
	"kebang/internal/fault"
)

// pointTexts are the points that every class has, by code. classConditions has the others.
var pointTexts = map[string]fault.Text{
	"bound": fault.Kept("point-bound", "合同已经双方签订",
		"Both sides have concluded the contract"),
	"inTerm": fault.Kept("point-in-term", "申请时合同已生效且在有效期内",
		"The contract is in force on the day of filing"),
	"parties": fault.Kept("point-parties", "双方主体明确",
		"Both parties are identified"),
	"class": fault.Kept("point-class", "合同类别明确",
		"The class is clear"),
	"named": fault.Kept("point-named", "属于技术合同，合同名称与权利义务一致",
		"A technology contract; title and duties agree"),
	"object": fault.Kept("point-object", "标的明确",
		"The subject is clear"),
	"monopoly": fault.Kept("point-monopoly", "无非法垄断技术、妨碍技术进步的条款",
		"No clause monopolises technology or hinders its progress"),
	"infringes": fault.Kept("point-infringes", "无侵害他人技术成果的条款",
		"No clause infringes the results of others"),
	"price": fault.Kept("point-price", "价款、报酬或使用费明确",
		"Price, fee or royalty is clear"),
	"tech": fault.Kept("point-tech", "技术交易额大于0",
		"The technology value is above 0"),
	"open": fault.Kept("point-open", "提成数额可以确定",
		"The royalties can be fixed"),
	"ipOwner": fault.Kept("point-ip-owner", "知识产权归属已约定",
		"Ownership of the results is agreed"),
	"approval": fault.Kept("point-approval", "依法应当审批的已取得批准",
		"Approvals the law asks for are there"),
	"ipProof": fault.Kept("point-ip-proof", "知识产权证明齐全",
		"Proof of the IP is complete"),
	"planProof": fault.Kept("point-plan-proof", "计划项目证明齐全",
		"Proof of the plan project is complete"),
	"seal": fault.Kept("point-seal", "印章齐全且与书写名称一致",
		"Seals are complete and agree with the written names"),
	"related": fault.Kept("point-related", "关联交易定价合理",
		"Prices between related parties are reasonable"),
}

// signerText is the point "seal" of a contract that was confirmed here.
var signerText = fault.Kept("point-signer", "电子确认人有权代表单位", "The persons who confirmed may act for their units")

// places are the names of fields, by their pointers.
var places = map[string]fault.Text{
	"/title":       fault.Kept("place-title", "项目名称", "Project name"),
	"/subject":     fault.Kept("place-subject", "标的", "Subject"),
	"/targets":     fault.Kept("place-targets", "技术指标和参数", "Indicators and parameters"),
	"/acceptance":  fault.Kept("place-acceptance", "验收", "Acceptance"),
	"/ipOwner":     fault.Kept("place-ip-owner", "技术成果的归属", "Ownership of the results"),
	"/secrecy":     fault.Kept("place-secrecy", "保密", "Secrecy"),
	"/terms":       fault.Kept("place-terms", "其他约定", "Other terms"),
	"/beginDate":   fault.Kept("place-term", "有效期", "Term"),
	"/seller/name": fault.Kept("place-seller", "卖方", "Seller"),
	"/buyer/name":  fault.Kept("place-buyer", "买方", "Buyer"),
	"/class":       fault.Kept("place-class", "合同类别", "Class of contract"),
	"/totalFen":    fault.Kept("place-total", "合同成交额", "Contract value"),
}

var (
	placeTech      = fault.Kept("place-tech", "技术交易额", "Technology value")
	placeConfirmed = fault.Kept("place-confirmed", "平台确认", "Confirmed here")
	placeScan      = fault.Kept("place-scan", "盖章合同扫描件", "Scan of the stamped contract")
	placeParagraph = fault.Kept("place-paragraph", "合同文本第%d段", "Text, paragraph %d")
	placeFile      = fault.Kept("place-file", "%s", "%s") // kind of an attachment
)

// Paragraph is the number of the paragraph of the wording, from 1; 0 for a field.
func (e Evidence) Paragraph() int {
	if e.Place.Code == placeParagraph.Code && len(e.Place.Args) == 1 {
		n, _ := e.Place.Args[0].(int)
		return n
	}
	return 0
}

// pointOf is a sentence of shape 1 by its code; plain where no code has these words.
func pointOf(s fault.Said) fault.Said {
	if s.Code != "" {
		return s
	}
	zh, n := s.Zh, 0
	if k, _ := fmt.Sscanf(zh, placeParagraph.Zh, &n); k == 1 {
		return placeParagraph.With(n)
	}
	if code, ok := contract.AttachmentKinds.Read(zh); ok {
		kind, _ := contract.AttachmentKinds.Find(code)
		return placeFile.With(kind)
	}
	texts := []fault.Text{signerText, placeTech, placeConfirmed, placeScan}
	for _, m := range []map[string]fault.Text{pointTexts, places} {
		for _, t := range m {
			texts = append(texts, t)
		}
	}
	for _, l := range classConditions {
		texts = append(texts, l.text)
	}
	for _, t := range texts {
		if t.Zh == zh {
			return t.With()
		}
	}
	return s
}

// codeFindings makes shape 2, in which findings keep codes, and the head of a refusal is read from its rule set.
func codeFindings(b []byte) ([]byte, error) {
	var doc map[string]json.RawMessage
	var findings []map[string]json.RawMessage
	if err := json.Unmarshal(b, &doc); err != nil || doc["findings"] == nil {
		return b, err
	}
	if err := json.Unmarshal(doc["findings"], &findings); err != nil {
		return nil, err
	}
	for _, f := range findings {
		var text fault.Said
		var seen []Evidence
		if err := json.Unmarshal(f["text"], &text); err != nil {
			return nil, err
		}
		if raw := f["evidence"]; raw != nil {
			if err := json.Unmarshal(raw, &seen); err != nil {
				return nil, err
			}
		}
		for i := range seen {
			seen[i].Place = pointOf(seen[i].Place)
		}
		for name, v := range map[string]any{"text": pointOf(text), "evidence": seen} {
			var err error
			if f[name], err = json.Marshal(v); err != nil {
				return nil, err
			}
		}
	}
	var err error
	if doc["findings"], err = json.Marshal(findings); err != nil {
		return nil, err
	}
	return json.Marshal(doc)
}
