package intake_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/party"
	"kebang/internal/store"
)

func TestOrganizationsAndContracts(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	data := filled(t, form.Organizations,
		map[string]any{"单位名称": "武乡甲农业有限公司", "机构类型": "企业", "统一社会信用代码": uscc(t, "91530924MA0000001"), "所在地区": "山西省长治市武乡县",
			"联系人": "王某", "联系电话": "0355-1234567"},
		map[string]any{"单位名称": "某研究所", "机构类型": "不知道的类型", "所在地区": "不知道的地方"})
	p, err := w.svc.Preview(ctx, officer, form.Organizations, book(t, "机构.xlsx", data), nil)
	must(t, err)
	if p.Counts != (intake.RowCounts{Total: 2, Good: 1, Bad: 1}) || p.Problems[0].Heading != "机构类型 *" {
		t.Fatalf("%+v %v", p.Counts, p.Problems)
	}
	out, err := w.svc.Apply(ctx, officer, p, "机构.xlsx", intake.Options{}, nil)
	must(t, err)
	again, err := w.svc.Preview(ctx, officer, form.Organizations, book(t, "机构.xlsx", data), nil)
	must(t, err)
	if out.Added != 1 || out.Refused != 1 || again.Counts.Unchanged != 1 {
		t.Errorf("%+v, again %+v", out, again.Counts)
	}

	row := map[string]any{"项目名称": "蔗汁澄清技术开发", "合同类别": "技术开发/委托开发", "卖方名称": "某大学", "卖方所在地区": "云南省昆明市五华区",
		"买方名称": "镇康甲糖业有限公司", "买方所在地区": "云南省临沧市镇康县", "合同成交额（万元）": 5200,
		"非技术性费用（万元）": 1100, "技术交易额（万元）": 4100, "签订日期": "2025-05-06", "支付方式": "一次总算、分期支付", "技术领域": "农业技术",
		"登记编号": "2025530000123456", "登记日期": "2025-06-01", "登记机构": "昆明市登记站"}
	wrong := map[string]any{"项目名称": "数不对的合同", "合同成交额（万元）": 100, "技术交易额（万元）": 90}
	data = filled(t, form.Contracts, row, wrong)
	p, err = w.svc.Preview(ctx, officer, form.Contracts, book(t, "合同.xlsx", data), nil)
	must(t, err)
	if p.Counts != (intake.RowCounts{Total: 2, Good: 1, Bad: 1}) || !strings.Contains(p.Problems[0].Text(), "100 万元") {
		t.Fatalf("%+v %v", p.Counts, p.Problems)
	}
	out, err = w.svc.Apply(ctx, officer, p, "合同.xlsx", intake.Options{}, nil)
	must(t, err)
	var c contract.Contract
	must(t, w.db.View(ctx, func(tx store.Tx) (err error) {
		c, err = contract.Contracts.First(tx, store.Query{Market: "m1"})
		return err
	}))
	if out.Added != 1 || c.Amounts.TotalFen != 5_200_000_000 || c.Amounts.TechFen != 4_100_000_000 ||
		c.SubClass != "KF1" || !strings.Contains(c.Source, "2025530000123456") {
		t.Errorf("%+v %+v", out, c)
	}
	p, err = w.svc.Preview(ctx, officer, form.Contracts, book(t, "合同.xlsx", data), nil)
	must(t, err)
	if p.Counts.Unchanged != 1 {
		t.Errorf("again: %+v", p.Counts)
	}
}

// TestUploadMapApply walks an import as the pages do, the worker included.
func TestUploadMapApply(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	data := []byte("需求名称,需求内容,花费\n甲需求,需要降低能耗的烘干工艺,12.5\n,没有名称,1\n")
	i, err := w.svc.Upload(ctx, officer, party.NewID(), form.Demands, "a.csv", bytes.NewReader(data),
		int64(len(data)))
	must(t, err)
	if i.State != intake.Previewed || i.Rows.Good != 1 || i.Rows.Bad != 1 || len(i.Unknown) != 1 ||
		len(i.Errors) != 1 || len(i.Sample) != 2 {
		t.Fatalf("%+v", i)
	}
	i, err = w.svc.Map(ctx, officer, i.ID, intake.Said{Map: form.Mapping{"花费": "budget"}})
	must(t, err)
	if len(i.Unknown) != 0 {
		t.Errorf("still unknown: %v", i.Unknown)
	}
	i, err = w.svc.Start(ctx, officer, i.ID, intake.Options{Publish: true})
	must(t, err)
	if i.State != intake.Running {
		t.Errorf("state %s", i.State)
	}
	if _, err := w.svc.Start(ctx, officer, i.ID, intake.Options{}); !fault.Is(err, fault.WrongState) {
		t.Errorf("started twice: %v", err)
	}
	e := store.Event{Meta: store.Meta{Market: "m1"}, Name: intake.EventApply, Record: i.ID}
	must(t, w.svc.OnApply(ctx, e))
	must(t, w.svc.OnApply(ctx, e)) // a repeated event is harmless
	i, err = w.svc.Get(ctx, officer, i.ID)
	must(t, err)
	if i.State != intake.Finished || i.Result == nil || i.Result.Added != 1 || i.Result.Refused != 1 ||
		i.Progress.Done != 1 {
		t.Errorf("%+v %+v", i, i.Result)
	}
	other := officer
	other.Market = "m2"
	if _, err := w.svc.Get(ctx, other, i.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("another market reads the import: %v", err)
	}
	page, total, err := w.svc.List(ctx, officer, "", 20)
	if err != nil || total != 1 || len(page.Items) != 1 {
		t.Errorf("%d %d %v", total, len(page.Items), err)
	}
}
